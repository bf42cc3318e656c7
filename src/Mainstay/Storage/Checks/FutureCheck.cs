using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Storage.Checks;

/// <summary>Nothing was recorded in the future. Plans may lie there: only columns that say when something was written down are looked at.</summary>
internal sealed class FutureCheck(TimeProvider clock) : ICheck
{
    /// <summary>Clocks of several nodes differ, and one may have been set back.</summary>
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(5);

    private static readonly string[] _recorded = ["at", "recorded_at", "created_at", "occurred_at"];

    public string Name => "storage.future";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var limit = clock.Now() + _tolerance;
        var bound = db.Database.IsNpgsql() ? $"timestamptz '{limit:yyyy-MM-dd HH:mm:ss.ffffff}+00'" : $"{Microseconds.Of(limit)}";
        var violations = new List<string>();
        var looked = 0L;
        foreach (var (table, column) in Recorded(db.Model))
        {
            var counts = await db.Database.SqlQueryRaw<Counts>(
                $"SELECT COUNT(*) AS \"Looked\", COALESCE(SUM(CASE WHEN \"{column}\" > {bound} THEN 1 ELSE 0 END), 0) AS \"Ahead\" FROM \"{table}\"").SingleAsync(ct);
            looked += counts.Looked;
            if (counts.Ahead > 0)
            {
                violations.Add($"{counts.Ahead} rows of {table} were recorded ({column}) later than now.");
            }
        }

        return new CheckResult(looked, violations);
    }

    private static IEnumerable<(string Table, string Column)> Recorded(IModel model) =>
        from entity in model.GetEntityTypes()
        from property in entity.GetProperties()
        where property.ClrType == typeof(DateTimeOffset) && _recorded.Contains(property.GetColumnName())
        select (entity.GetTableName()!, property.GetColumnName());

    private sealed record Counts(long Looked, long Ahead);
}
