using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Coding;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Cases;

public sealed class CodesTests
{
    private const string Table = """
        kind,code,name,category,name_hi
        symptom,2a1,No network found,smartphone,नेटवर्क नहीं मिलता
        symptom,131,Display dead,,
        section,PWR,Power section,,
        defect,D5,"Solder joint, cracked",,
        repair,R7,Resoldered,,
        symptom,12,Too short,,
        section,HBAT,Battery,,
        defect,D6,Broken,spaceship,
        colour,X,Red,,
        defect,D5,Something else,,
        repair,R8,,,

        """;

    [Theory, BothDatabases]
    public async Task A_table_is_taken_row_by_row_and_once(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var first = await ImportAsync(world, Table);
        Assert.Equal((11, 4, 1, 6), (first.Read, first.Imported, first.Unchanged, first.Skipped));
        Assert.Equal([(7L, "code"), (8L, "code"), (9L, "category"), (10L, "kind"), (11L, "code"), (12L, "name")], first.Problems.Select(problem => (problem.Line, problem.Column)));
        var again = await ImportAsync(world, Table);
        Assert.Equal((0, 5), (again.Imported, again.Unchanged));
        Assert.Equal(1, (await ImportAsync(world, "kind,code,name,category\nrepair,R7,Soldered again,\n")).Imported);
    }

    [Theory, BothDatabases]
    public async Task Imported_codes_stand_in_cases_beside_those_of_the_house(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(new DateOnly(2026, 2, 1));
        Assert.Equal("code-unknown", (await Assert.ThrowsAsync<RefusedException>(() => world.OpenAsync(phone, "2A1"))).Code);
        await ImportAsync(world, Table);
        var opened = await world.OpenAsync(phone, "2A1");
        await world.DoAsync(new BeginTriage { Case = opened.Id }, world.Technician);
        var unknown = new Diagnose { Case = opened.Id, Section = "PWR", Defect = "D9" };
        Assert.Equal("code-unknown", (await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync(unknown, world.Technician))).Code);
        await world.DoAsync(unknown with { Defect = "D5", RepairCode = "R7" }, world.Technician);
        var set = await world.DoAsync<CodeBook, CodeSet>((book, ct) => book.SetAsync(ct).AsTask());
        Assert.Equal("नेटवर्क नहीं मिलता", set.NameOf(CodeKind.Symptom, "2A1", inHindi: true));
        Assert.DoesNotContain("2A1", set.Of(CodeKind.Symptom, "television"));
        await world.IsSoundAsync();
    }

    private static Task<ImportResult> ImportAsync(CasesWorld world, string text) => world.DoAsync<ImportCodesHandler, ImportResult>((handler, ct) =>
        handler.HandleAsync(new ImportCodes(new MemoryStream(Encoding.UTF8.GetBytes(text)), "codes.csv"), Actor.System, null, ct));
}
