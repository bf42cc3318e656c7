using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>
/// A law as two questions to the database: how many rows are looked at, and one sentence for each that breaks it. The SQL is
/// the part both databases share, so that a check over millions of rows runs where the rows are.
/// </summary>
internal abstract class SqlCheck(string name, string looked, string violations) : ICheck
{
    public string Name => name;

    public virtual async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var rows = await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {looked}").SingleAsync(ct);
        var found = await db.Database.SqlQueryRaw<string>($"{violations} LIMIT 100").ToListAsync(ct);
        return new CheckResult(rows, found);
    }
}
