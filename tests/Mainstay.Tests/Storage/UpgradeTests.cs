using System.Text.RegularExpressions;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Storage;

/// <summary>A database of the ground floor's schema, with data in it, is brought to the newest.</summary>
public sealed partial class UpgradeTests
{
    private const string LastOfGroundFloor = "0006";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_database_of_the_first_six_scripts_becomes_the_newest_with_its_rows(Provider provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        await using (var db = test.Open())
        {
            var old = Migrator.Scripts(provider).Where(script => string.CompareOrdinal(script[(script.IndexOf('/', StringComparison.Ordinal) + 1)..][..4], LastOfGroundFloor) <= 0).ToList();
            await db.Database.OpenConnectionAsync(Ct);
            await using var transaction = await db.Database.GetDbConnection().BeginTransactionAsync(Ct);
            await Migrator.ApplyWithinAsync(db.Database.GetDbConnection(), transaction, old, test.Clock, Ct);
            await transaction.CommitAsync(Ct);
        }

        await using (var db = test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO storage_revisions (name, stamp) VALUES ('kept', 'x')", Ct);
            Assert.NotEmpty(await Migrator.PendingAsync(db, Ct));
        }

        await test.Database.MigrateAsync(test.Clock, Ct);
        await using var upgraded = test.Open();
        Assert.Empty(await Migrator.PendingAsync(upgraded, Ct));
        Assert.Empty(await SchemaDrift.FindAsync(upgraded, Ct));
        Assert.Equal("x", (await upgraded.Set<Revision>().SingleAsync(revision => revision.Name == "kept", Ct)).Stamp);
    }

    /// <summary>
    /// The former version may still be running: nothing it reads or writes may vanish or be renamed, no column it does not know be
    /// demanded of it, and no row it writes be refused by a rule it does not know.
    /// </summary>
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.Postgres)]
    public void Scripts_after_the_ground_floor_only_add(Provider provider)
    {
        var scripts = Migrator.Scripts(provider).ToLookup(script => string.CompareOrdinal(script[(script.IndexOf('/', StringComparison.Ordinal) + 1)..][..4], LastOfGroundFloor) > 0);
        var before = scripts[false].SelectMany(Statements).Select(CreatedTable).OfType<string>().ToHashSet();
        Assert.NotEmpty(before);
        var offences = scripts[true].SelectMany(script => Statements(script).Where(statement => !OnlyAdds(statement, before)).Select(statement => $"{script}: {statement}"));
        Assert.DoesNotContain(offences, offence => !_exceptions.Any(known => offence.Contains(known, StringComparison.Ordinal)));
    }

    /// <summary>What is more than an addition, and why it does the former version no harm.</summary>
    private static readonly string[] _exceptions =
    [
        "INSERT INTO cases_visits", // Copies booked cases into a table that is new.
        "UPDATE cases_cases SET first_ready_p90", // These three fill columns that are new.
        "UPDATE cases_cases SET slip_cause",
        "UPDATE cases_cases SET untold_since",
        "DELETE FROM cases_figures_cursor", // Figures are reckoned anew from the records, by either version.
        "fk_access_sessions_terminal", // On a column that is new: empty in what the former version writes.
    ];

    private static IEnumerable<string> Statements(string script) => Comment().Replace(Migrator.Text(script), "").Replace("\"", "", StringComparison.Ordinal).Split(';')
        .Select(statement => Space().Replace(statement, " ").Trim()).Where(statement => statement.Length > 0);

    private static string? CreatedTable(string statement) => TableName().Match(statement) is { Success: true } match ? match.Groups[1].Value : null;

    private static bool OnlyAdds(string statement, HashSet<string> before)
    {
        if (CreatedTable(statement) is not null || statement.StartsWith("CREATE INDEX ", StringComparison.Ordinal))
        {
            return true;
        }

        if (UniqueIndex().Match(statement) is { Success: true } index)
        {
            return !before.Contains(index.Groups[1].Value);
        }

        return AddedColumn().Match(statement) is { Success: true } column
            && (!before.Contains(column.Groups[1].Value) || !statement.Contains("NOT NULL", StringComparison.Ordinal) || statement.Contains(" DEFAULT ", StringComparison.Ordinal));
    }

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)")]
    private static partial Regex TableName();

    [GeneratedRegex(@"^CREATE UNIQUE INDEX \w+ ON (\w+)")]
    private static partial Regex UniqueIndex();

    [GeneratedRegex(@"^ALTER TABLE (\w+) ADD (?:COLUMN )?(?!CONSTRAINT)\w+ ")]
    private static partial Regex AddedColumn();
}
