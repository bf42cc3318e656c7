using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Exchange;
using Mainstay.Parts.Exchange;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;

namespace Mainstay.Tests.Parts;

public sealed class StockFilesTests
{
    private const string Parts = "number,name,class,fits,cost,price,level,serial_tracked";
    private const string Stock = "site,part,bin,condition,owner,lot,quantity,serials";

    [Theory, BothDatabases]
    public async Task A_hundred_thousand_rows_of_stock_go_in_and_come_out_and_one_bad_row_keeps_all_out(Provider provider)
    {
        const int Count = 100_000;
        await using var world = await CasesWorld.CreateAsync(provider);
        var parts = Enumerable.Range(0, 2_000).Select(n => $"X-{n:0000},Part {n},screw,AX1,12.50,30,2,{(n == 0 ? "yes" : "no")}").ToList();
        Assert.Equal(2_000, (await PartsAsync(world, [Parts, .. parts])).Imported);
        var rows = Enumerable.Range(0, Count).Select(n => $"WHS,X-{n % 2_000:0000},B-{n / 2_000:00},good,MKR,,{(n % 2_000 == 0 ? "1" : "7")},{(n % 2_000 == 0 ? $"S{n}" : "")}").ToList();
        List<string> spoilt = [.. rows];
        spoilt[77_777] = "WHS,X-0001,B-99,good,MKR,,1.5,";
        var bad = await Assert.ThrowsAsync<RefusedException>(() => StockAsync(world, [Stock, .. spoilt]));
        Assert.Equal("stock.csv, line 77779, column quantity: '1.5' is not a whole number between 1 and 1000000.", bad.Message);
        Assert.Single(await ExportAsync(world));

        Assert.Equal((Count, Count), await CountAsync(StockAsync(world, [Stock, .. rows])));
        Assert.Equal((Count, 0), await CountAsync(StockAsync(world, [Stock, .. rows])));
        var written = await ExportAsync(world);
        Assert.Equal(rows.Order(StringComparer.Ordinal), written[1..].Order(StringComparer.Ordinal));
        await world.IsCleanAsync();
        await StockAsync(world, [Stock, "WHS,X-0001,B-00,good,MKR,LOT-9,3,"]);
        var lot = await world.DoAsync<Mainstay.Parts.Stock.FindStockHandler, Mainstay.Parts.Stock.StockFound>((h, ct) => h.HandleAsync(new("lot-9", world.Warehouse), world.Storekeeper, ct));
        Assert.Equal(("lot", 3), (lot.What, Assert.Single(lot.Rows).OnHand));
        Assert.Contains("holds 7, not 8", (await Assert.ThrowsAsync<RefusedException>(() => StockAsync(world, [Stock, "WHS,X-0001,B-00,good,MKR,,8,"]))).Message);
        Assert.Contains("S0 is known already", (await Assert.ThrowsAsync<RefusedException>(() => StockAsync(world, [Stock, "C1,X-0000,,good,MKR,,1,s-0"]))).Message);
    }

    [Theory]
    [InlineData("NOPE,P-DSP,A,good,MKR,,1,", "line 2, column site: There is no site 'NOPE'.")]
    [InlineData("C1,NOPE,A,good,MKR,,1,", "line 2, column part: The catalogue has no part 'NOPE'.")]
    [InlineData("C1,P-DSP,A B,good,MKR,,1,", "line 2, column bin: 'A B' is no bin")]
    [InlineData("C1,P-DSP,A,fine,MKR,,1,", "line 2, column condition: 'fine' is not one of defective, good, loaner, quarantined, refurbished.")]
    [InlineData("C1,P-DSP,A,good,NOPE,,1,", "line 2, column owner: There is no organisation 'NOPE'.")]
    [InlineData("C1,P-DSP,A,good,MKR,,-1,", "line 2, column quantity: '-1' is not a whole number between 1 and 1000000.")]
    [InlineData("C1,P-BRD,A,good,MKR,,2,S1", "line 2, column serials: P-BRD is tracked by serial: 2 pieces need 2 serials, not 1.")]
    [InlineData("C1,P-DSP,A,good,MKR,,2,S1", "line 2, column serials: P-DSP is not tracked by serial")]
    [InlineData("C1,P-DSP,A,good,MKR,,2,\nC1,P-DSP,a,good,MKR,,2,", "line 3, column part: The same place stands already on line 2")]
    [InlineData("C1,P-BRD,A,good,MKR,,1,S1\nC2,P-BRD,A,good,MKR,,1,s1", "line 3, column serials: The serial S1 of P-BRD stands already on line 2.")]
    public async Task A_row_that_cannot_be_is_named_with_line_and_column(string row, string problem)
    {
        await using var world = await CasesWorld.CreateAsync(Provider.Sqlite);
        Assert.Contains(problem, (await Assert.ThrowsAsync<RefusedException>(() => StockAsync(world, [Stock, .. row.Split('\n')]))).Message);
    }

    [Theory, BothDatabases]
    public async Task Parts_come_once_and_change_by_their_file(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        Assert.Equal((1, 1), await CountAsync(PartsAsync(world, [Parts, "N-1,Speaker,speaker,AX1,100,250.50,2,no"])));
        Assert.Equal((1, 0), await CountAsync(PartsAsync(world, [Parts, "N-1,Speaker,speaker,AX1,100,250.50,2,no"])));
        Assert.Equal((1, 1), await CountAsync(PartsAsync(world, [Parts, "N-1,Loud speaker,speaker,AX1,110,260,2,no"])));
        var part = (await world.DoAsync<ICatalogue, PartInfo?>((c, ct) => c.PartByNumberAsync("N-1", ct).AsTask()))!.On(DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().UtcDateTime));
        Assert.Equal(("Loud speaker", 110_00, 260_00), (part.Name, part.Cost.Minor, part.Price.Minor));
        foreach (var (row, problem) in new[]
        {
            ("N-2,A,b,NOPE,1,1,2,no", "line 2, column fits: There is no model 'NOPE'"), ("N 2,A,b,AX1,1,1,2,no", "column number"), ("N-2,A,B b,AX1,1,1,2,no", "column class"),
            ("N-2,A,b,AX1,-1,1,2,no", "column cost: '-1' is no amount"), ("N-2,A,b,AX1,1,1.005,2,no", "column price"), ("N-2,A,b,AX1,1,1,9,no", "column level"), ("N-2,A,b,AX1,1,1,2,maybe", "column serial_tracked"),
            ("N-1,Speaker,speaker,AX1,1,1,2,yes", "column serial_tracked: N-1 is in the catalogue already"), ("N-2,A,b,AX1,1,1,2,no\nN-2,A,b,AX1,1,1,2,no", "line 3, column number: 'N-2' stands already on line 2."),
        })
        {
            Assert.Contains(problem, (await Assert.ThrowsAsync<RefusedException>(() => PartsAsync(world, [Parts, .. row.Split('\n')]))).Message);
        }
    }

    private static async Task<(long, long)> CountAsync(Task<ImportResult> import) => await import is var result ? (result.Read, result.Imported) : default;

    private static MemoryStream File(IEnumerable<string> lines) => new(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"));

    private static Task<ImportResult> PartsAsync(CasesWorld world, IEnumerable<string> lines) =>
        world.DoAsync<ImportPartsHandler, ImportResult>((h, ct) => h.HandleAsync(new ImportParts(File(lines), "parts.csv"), Actor.System, null, ct));

    private static Task<ImportResult> StockAsync(CasesWorld world, IEnumerable<string> lines) =>
        world.DoAsync<ImportStockHandler, ImportResult>((h, ct) => h.HandleAsync(new ImportStock(File(lines), "stock.csv"), Actor.System, null, ct));

    private static async Task<string[]> ExportAsync(CasesWorld world)
    {
        using MemoryStream output = new();
        await world.DoAsync<ExportStockHandler, long>((h, ct) => h.HandleAsync(new ExportStock(output), Actor.System, ct));
        return Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
