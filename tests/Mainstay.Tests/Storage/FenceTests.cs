using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

/// <summary>A node that froze in the middle of its work and comes back finds that it was taken over.</summary>
public sealed class FenceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Work_that_nobody_took_over_is_written(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await Fence.DoAsync(test.Database, "figures", test.Clock, ct => WriteAsync(test, "mine", ct), Ct);
        await Fence.DoAsync(test.Database, "figures", test.Clock, ct => WriteAsync(test, "mine again", ct), Ct);
        Assert.Equal(["mine", "mine again"], await WrittenAsync(test));
    }

    [Fact]
    public async Task Who_froze_between_two_transactions_cannot_write_once_another_took_over()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        var frozen = new TaskCompletionSource();
        var thaws = new TaskCompletionSource();
        var first = Fence.DoAsync(test.Database, "figures", test.Clock, async ct =>
        {
            await WriteAsync(test, "before", ct);
            frozen.SetResult();
            await thaws.Task;
            await WriteAsync(test, "after a minute", ct);
        }, Ct);
        await frozen.Task;
        await Fence.DoAsync(test.Database, "figures", test.Clock, ct => WriteAsync(test, "taken over", ct), Ct);
        thaws.SetResult();
        await Assert.ThrowsAsync<FencedOffException>(() => first);
        Assert.Equal(["before", "taken over"], await WrittenAsync(test));
    }

    [Fact]
    public async Task Who_froze_in_the_middle_of_a_transaction_is_ended_by_the_database()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        var frozen = new TaskCompletionSource();
        var thaws = new TaskCompletionSource();
        var first = Fence.DoAsync(test.Database, "figures", test.Clock, async ct =>
        {
            await using var db = await test.Database.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Add(new Revision { Name = "half", Stamp = "x" });
            await db.SaveChangesAsync(ct);
            frozen.SetResult();
            await thaws.Task;
            await transaction.CommitAsync(ct);
        }, Ct);
        await frozen.Task;
        await Fence.DoAsync(test.Database, "figures", test.Clock, ct => WriteAsync(test, "taken over", ct), Ct);
        thaws.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => first);
        Assert.Equal(["taken over"], await WrittenAsync(test));
    }

    [Fact]
    public async Task Requests_beside_fenced_work_are_not_held_to_it()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        await Fence.DoAsync(test.Database, "figures", test.Clock, _ => Task.CompletedTask, Ct);
        await Fence.DoAsync(test.Database, "figures", test.Clock, _ => Task.CompletedTask, Ct);
        await WriteAsync(test, "a request", Ct);
        Assert.Equal(["a request"], await WrittenAsync(test));
    }

    private static async Task WriteAsync(TestDatabase test, string name, CancellationToken ct)
    {
        await using var db = await test.Database.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(new Revision { Name = name, Stamp = "x" });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<List<string>> WrittenAsync(TestDatabase test)
    {
        await using var db = test.Open();
        return await db.Set<Revision>().Select(revision => revision.Name).OrderBy(name => name).ToListAsync(Ct);
    }
}
