using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.History;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases.History;

public sealed class OrdsTests
{
    private const string Header = "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,event_date,problem";

    [Theory, BothDatabases]
    public async Task What_comes_in_goes_out_value_for_value_and_twice_changes_nothing(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        string[] rows =
        [
            "a1,Réparer Ensemble,FRA,\"Électrique ~ \nGrille-pain\",Toaster,33,Unknown,,,Fixed,,Lyon,2024-02-29,\"Ne chauffe plus, \"\"déclic\"\" au départ\"",
            "a2,Réparer Ensemble,FRA,Handy,Mobile,18,Fairphone,2015,9.5,End of life,Item too worn out,Köln,2024-03-01,\"Zeile eins\r\nZeile zwei\"",
            "a1,Other,GBR,,Mobile,18,,,4,Unknown,,,2020-01-01,",
        ];
        var file = await FileAsync([Header, .. rows]);
        var first = await ImportAsync(world, file);
        Assert.Equal((3L, 3L, 0L, 0L), (first.Read, first.Imported, first.Unchanged, first.Skipped));
        var again = await ImportAsync(world, file);
        Assert.Equal((3L, 0L, 3L, 0L), (again.Read, again.Imported, again.Unchanged, again.Skipped));
        Assert.Equal(Values(file), await ExportAsync(world));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Bad_rows_are_named_and_the_others_come_in(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var result = await ImportAsync(world, await FileAsync([
            Header,
            "b1,P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,",
            ",P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,",
            "b3,P,GBR,x,Mobile,18,,,,Mended,,G,2024-01-01,",
            "b4,P,GBR,x,Mobile,18,,,old,Fixed,,G,2024-01-01,",
            "b5,P,GBR,x,Mobile,18,,,,Fixed,,G,01/02/2024,",
            "b6,P,GBR",
            "b1,P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,",
        ]));
        Assert.Equal((7L, 1L, 6L), (result.Read, result.Imported, result.Skipped));
        Assert.Equal([(3L, "id"), (4, "repair_status"), (5, "product_age"), (6, "event_date"), (7, ""), (8, "id")], result.Problems.Select(problem => (problem.Line, problem.Column)));
    }

    [Theory, BothDatabases]
    public async Task A_damaged_file_imports_nothing(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var good = Enumerable.Range(1, 50).Select(i => $"c{i},P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,");
        var broken = await FileAsync([Header, .. good, "c51,P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,\"never closed"]);
        Assert.Equal("file-unreadable", (await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, broken))).Code);
        var wrong = await FileAsync([Header.Replace("brand", "make", StringComparison.Ordinal), .. good]);
        Assert.Equal("file-header", (await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, wrong))).Code);
        await using var db = world.Test.Open();
        Assert.Equal(0, await db.Set<HistoryRecord>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_record_that_changed_is_renewed(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await ImportAsync(world, await FileAsync([Header, "d1,P,GBR,x,Mobile,18,,,,Unknown,,G,2024-01-01,before"]));
        var result = await ImportAsync(world, await FileAsync([Header, "d1,P,GBR,x,Mobile,18,,,2,Fixed,,G,2024-01-01,after"]));
        Assert.Equal((1L, 0L), (result.Imported, result.Unchanged));
        var analysis = await world.DoAsync<AnalyseRepairsHandler, RepairAnalysis>((h, ct) => h.HandleAsync(Actor.System, ct));
        Assert.Equal((1L, 1L, 2.0), (analysis.N, analysis.Categories[0].Fixed, analysis.Categories[0].MedianAge!.Value));
    }

    [Theory, BothDatabases]
    public async Task The_same_file_three_times_at_once_comes_in_once(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var file = await FileAsync([Header, .. Enumerable.Range(1, 40).Select(i => $"s{i},P,GBR,x,Mobile,18,,,,Fixed,,G{i % 5},2024-01-01,")]);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ImportAsync(world, file)));
        Assert.Equal((40L, 80L), (results.Sum(result => result.Imported), results.Sum(result => result.Unchanged)));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_renewed_is_made_anew_from_the_record(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await ImportAsync(world, await FileAsync([Header, .. Enumerable.Range(1, 600).Select(i => $"r{i},P,GBR,x,Mobile,18,,,,Unknown,,G,2024-01-01,before")]));
        var result = await ImportAsync(world, await FileAsync([Header, .. Enumerable.Range(1, 600).Select(i => $"r{i},P,GBR,x,Toaster,33,,,,End of life,,Elsewhere,2025-02-03,after")]));
        Assert.Equal((600L, 0L), (result.Imported, result.Unchanged));
        await using var db = world.Test.Open();
        var ct = TestContext.Current.CancellationToken;
        Assert.Equal(600, await db.Cases.CountAsync(c => c.IsHistory && c.OpenedAt == c.ClosedAt && c.Outcome == Outcome.BeyondRepair, ct));
        Assert.Single(await db.Cases.Select(c => c.Site).Distinct().ToListAsync(ct));
        Assert.Single(await db.Cases.Select(c => c.Category).Distinct().ToListAsync(ct));
        Assert.Equal(new DateTimeOffset(2025, 2, 3, 12, 0, 0, TimeSpan.Zero), await db.Cases.Select(c => c.ClosedAt).Distinct().SingleAsync(ct));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Names_that_differ_little_or_are_long_or_strange_come_in_as_they_are(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var longName = string.Concat(Enumerable.Repeat("Ж ", 200));
        var file = await FileAsync([
            Header,
            "n1,P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,",
            "n2,P,GBR,x,mobile ,18,,,,Fixed,,g ,2024-01-01,",
            "n3,P,GBR,x,***,18,,,,Fixed,,  ,2024-01-01,",
            "n4,P,GBR,x,---,18,,,,Fixed,,,2024-01-01,",
            $"n5,P,GBR,x,{longName},18,,,,Fixed,,{longName},2024-01-01,",
            $"n6,{new string('P', 300)},GBR,x,मोबाइल,18,,,,Fixed,,मरम्मत,2024-01-01,",
            $"{new string('7', 301)},P,GBR,x,Mobile,18,,,,Fixed,,G,2024-01-01,",
        ]);
        var result = await ImportAsync(world, file);
        Assert.Equal((7L, 6L, 1L), (result.Read, result.Imported, result.Skipped));
        Assert.Equal("id", Assert.Single(result.Problems).Column);
        Assert.Equal(6, Values(file).Intersect(await ExportAsync(world)).Count());
        await world.IsSoundAsync();
    }

    /// <summary>The published files, counted again by hand.</summary>
    [Fact]
    public async Task Real_files_come_in_whole_and_are_counted_right()
    {
        var folder = Repository.SharedData("ords");
        Assert.SkipWhen(folder is null, "skipped: data not present");
        await using var world = await CasesWorld.CreateAsync(Provider.Sqlite);
        foreach (var name in new[] { "FixitClinic.csv", "RepairCafeWales.csv" })
        {
            var result = await ImportAsync(world, Path.Combine(folder!, name));
            Assert.Equal(result.Read, result.Imported);
        }

        var wanted = Values(Path.Combine(folder!, "FixitClinic.csv")).Concat(Values(Path.Combine(folder!, "RepairCafeWales.csv"))).ToHashSet();
        Assert.True(wanted.SetEquals(await ExportAsync(world)));
        var analysis = await world.DoAsync<AnalyseRepairsHandler, RepairAnalysis>((h, ct) => h.HandleAsync(Actor.System, ct));
        Assert.Equal((21_223L, 10_887L, 4_122L), (analysis.N, analysis.Categories.Sum(c => c.Fixed), analysis.Categories.Sum(c => c.EndOfLife)));
    }

    private static Task<ImportResult> ImportAsync(CasesWorld world, string file) =>
        world.DoAsync<ImportOrdsHandler, ImportResult>((h, ct) => h.HandleAsync(new ImportOrds(file), Actor.System, null, ct));

    private static async Task<HashSet<string>> ExportAsync(CasesWorld world)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        await world.DoAsync<ExportOrdsHandler, long>((h, ct) => h.HandleAsync(new ExportOrds(text), Actor.System, ct));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text.ToString(), TestContext.Current.CancellationToken);
        var values = Values(file);
        File.Delete(file);
        return values;
    }

    private static HashSet<string> Values(string file)
    {
        using var csv = Csv.Open(file, new CsvFormat(Header.Split(',')));
        return [.. csv.Rows().Select(row => string.Join('\u0001', row.Values))];
    }

    private static async Task<string> FileAsync(string[] lines)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
        return file;
    }
}
