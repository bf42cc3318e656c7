using Mainstay.Cases.Booking;
using Mainstay.Cases.Model;
using Mainstay.Storage;

namespace Mainstay.Cases;

/// <summary>Writes a new case with all its facts in one round trip and one transaction.</summary>
internal static class CaseStore
{
    /// <summary>Whatever the context tracks (a new customer, audit) goes first, in the same transaction.</summary>
    public static Task InsertAsync(MainstayDb db, CaseFile file, CancellationToken ct) => InsertAsync(new WriteBatch(db), file, ct);

    /// <param name="batch">May hold rows the case refers to; they are written before it.</param>
    public static async Task InsertAsync(WriteBatch batch, CaseFile file, CancellationToken ct)
    {
        batch.Insert(file.Case).Insert(file.Private);
        batch.Insert<Line>([.. file.New.Lines]).Insert<Item>([.. file.New.Items]);
        batch.Insert<CaseEvent>([.. file.New.Events]).Insert<ClockInterval>([.. file.New.Clock]);
        batch.Insert<CustodyMove>([.. file.New.Custody]).Insert<PromiseMade>([.. file.New.Promises]);
        foreach (var row in file.New.Beside)
        {
            switch (row)
            {
                case Alert alert:
                    batch.Insert(alert);
                    break;
                case Visit visit:
                    batch.Insert(visit);
                    break;
                case Bounce bounce:
                    batch.Insert(bounce);
                    break;
                default:
                    throw new InvalidOperationException($"A new case cannot carry a {row.GetType().Name}.");
            }
        }

        await batch.CommitWithTrackedAsync(ct);
    }
}
