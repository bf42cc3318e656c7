using System.Security.Cryptography;
using System.Text;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Demo;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Demo;

/// <summary>A small demo of ten centres, built as the large one is.</summary>
public sealed class DemoTests
{
    /// <summary>A Monday afternoon in India.</summary>
    private static readonly DateTimeOffset _end = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly DemoSize _small = new() { Centres = 10, Cases = 400, Devices = 4_000 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_small_demo_shows_every_state_and_outcome_and_breaks_no_law(Provider provider)
    {
        await using var test = await BuiltAsync(provider);
        await using var db = test.Open();
        var states = await ListAsync(db, "SELECT DISTINCT state AS \"Value\" FROM cases_cases");
        var outcomes = await ListAsync(db, "SELECT DISTINCT outcome AS \"Value\" FROM cases_cases WHERE outcome IS NOT NULL");
        Assert.Equal(EnumText<CaseState>.All, states.Order(StringComparer.Ordinal));
        Assert.Equal(EnumText<Outcome>.All, outcomes.Order(StringComparer.Ordinal));

        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new ManualClock(_end)).AddMainstay(test.Database).BuildServiceProvider();
        var diagnosis = await services.GetRequiredService<Doctor>().ExamineAsync(starting: null, Ct);
        Assert.All(diagnosis.Checks, check => Assert.True(check.Violations == 0, $"{check.Name}: {string.Join(" ", check.Details)}"));
    }

    [Fact]
    public async Task Both_shown_centres_have_a_full_board_and_people_at_the_counter()
    {
        await using var test = await BuiltAsync(Provider.Sqlite);
        await using var db = test.Open();
        var boards = await ListAsync(db, """
            SELECT s.code || ' ' || COUNT(DISTINCT c.state) AS "Value" FROM cases_cases c JOIN network_sites s ON s.id = c.site
            WHERE c.is_open AND s.code IN (SELECT s2.code FROM cases_tokens t JOIN network_sites s2 ON s2.id = t.site WHERE t.state = 'waiting')
            GROUP BY s.code
            """);
        Assert.Equal(2, boards.Count);
        var open = Enum.GetValues<CaseState>().Count(Moves.IsOpen);
        Assert.All(boards, board => Assert.EndsWith($" {open}", board, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Live_numbering_goes_on_where_the_demo_ended()
    {
        await using var test = await BuiltAsync(Provider.Sqlite);
        await using var db = test.Open();
        Assert.Empty(await ListAsync(db, """
            SELECT c.number AS "Value" FROM cases_cases c JOIN cases_numbers n ON c.number LIKE n.series || '-%'
            WHERE CAST(SUBSTR(c.number, LENGTH(n.series) + 2) AS INTEGER) >= n.next
            """));
        Assert.Empty(await ListAsync(db, """
            SELECT b.number AS "Value" FROM cases_consignments b JOIN cases_numbers n ON n.series = 'challan/' || SUBSTR(b.number, 1, LENGTH(b.number) - 5)
            WHERE CAST(SUBSTR(b.number, LENGTH(b.number) - 4) AS INTEGER) >= n.next
            """));
    }

    [Fact]
    public async Task The_same_seed_and_end_make_the_same_past()
    {
        var first = await DigestAsync();
        Assert.Equal(first, await DigestAsync());

        static async Task<string> DigestAsync()
        {
            await using var test = await BuiltAsync(Provider.Sqlite);
            await using var db = test.Open();
            var events = await ListAsync(db, """
                SELECT hex("case") || sequence || verb || "to" || COALESCE(reason, '') || hex(person) || occurred_at || COALESCE(detail, '') AS "Value"
                FROM cases_events ORDER BY "case", sequence
                """);
            Assert.NotEmpty(events);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', events))));
        }
    }

    [Fact]
    public async Task A_second_start_opens_what_the_first_built_and_a_killed_build_is_made_again()
    {
        var folder = Directory.CreateTempSubdirectory("mainstay-demo-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, ".building"));
            await File.WriteAllTextAsync(Path.Combine(folder, ".building", "mainstay.db"), "half of a database", Ct);
            var clock = new ManualClock(_end);
            Assert.NotNull(await DemoFolder.EnsureAsync(folder, _small, clock, null, Ct));
            Assert.Equal(["mainstay.db"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Where(name => !name!.Contains('-', StringComparison.Ordinal)));
            Assert.Null(await DemoFolder.EnsureAsync(folder, _small, clock, null, Ct));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_with_another_network_is_left_alone()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => DemoFolder.EnsureAsync(test.Database.Folder!, _small, test.Clock, null, Ct));
        Assert.Equal("demo-not-empty", refused.Code);
    }

    private static async Task<TestDatabase> BuiltAsync(Provider provider)
    {
        var test = await TestDatabase.CreateAsync(provider);
        await new DemoBuilder(test.Database, _small, _end).BuildAsync(Ct);
        return test;
    }

    private static Task<List<string>> ListAsync(MainstayDb db, string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync(Ct);
}
