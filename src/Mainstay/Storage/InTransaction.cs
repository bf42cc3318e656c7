namespace Mainstay.Storage;

/// <summary>Several saves as one: in a transaction of its own, or in the one that is open already.</summary>
public static class InTransaction
{
    public static async Task RunAsync(MainstayDb db, Func<Task> work, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            await work();
            return;
        }

        await using var own = await db.Database.BeginTransactionAsync(ct);
        await work();
        await own.CommitAsync(ct);
    }
}
