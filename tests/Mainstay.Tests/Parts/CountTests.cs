using Mainstay.Parts.Contracts;
using Mainstay.Parts.Counts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;

namespace Mainstay.Tests.Parts;

public sealed class CountTests
{
    private const string Display = "P-DSP";
    private const string Board = "P-BRD";

    [Theory, BothDatabases]
    public async Task A_count_books_what_differs_whatever_moved_meanwhile(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 10, "A"), new StockPick(Display, 5, "B"), new StockPick(Board, Bin: "C", Serials: ["B1", "B2"]));
        var count = await BeginAsync(world);
        Assert.Equal(3, count.Lines);
        Assert.Equal("count-open", await StoreWorld.CodeOfAsync(() => BeginAsync(world)));

        // Two leave before the bin is counted and three come after: neither is a difference.
        await MoveAsync(world, "A", "D", 2);
        var lines = await LinesAsync(world, count.Id);
        await EnterAsync(world, count.Id, new Seen(lines["A"], 7), new Seen(lines["B"], 5), new Seen(lines["C"], Serials: ["B2", "NEW"]), new Seen(Part: Display, Bin: "X", Counted: 1));
        await MoveAsync(world, "D", "A", 2);
        Assert.Equal("reason-needed", await StoreWorld.CodeOfAsync(() => FinishAsync(world, count.Id, null)));
        var done = await FinishAsync(world, count.Id, "misplaced");
        Assert.Equal((4, 1, 2, 2), (done.Counted, done.Exact, done.Found, done.Lost));
        Assert.Equal(9 + 5 + 1, await world.HeldAsync(world.Warehouse, Display));
        Assert.Equal(2, await world.HeldAsync(world.Warehouse, Board));
        var view = await world.DoAsync<ViewCountHandler, CountView>((h, ct) => h.HandleAsync(new ViewCount(count.Id), world.Storekeeper, ct));
        Assert.Equal(-2_000_00, view.Lines.Single(line => line.Bin == "A").Value!.Value.Minor);
        var list = await world.DoAsync<ListCountsHandler, CountList>((h, ct) => h.HandleAsync(new ListCounts(world.Warehouse), world.Storekeeper, ct));
        Assert.Equal((4, 1), (list.Accuracy!.Places, list.Accuracy.Exact));
        Assert.Equal("wrong-state", await StoreWorld.CodeOfAsync(() => FinishAsync(world, count.Id, "misplaced")));
        var due = await world.DoAsync<Mainstay.Parts.Transfers.StoreTodayHandler, Mainstay.Parts.Transfers.StoreDay>((h, ct) => h.HandleAsync(new(world.Warehouse), world.Storekeeper, ct));
        Assert.Equal((4, 0), (due.Places, due.CountsDue));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_counted_is_refused(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 4, "A"), new StockPick(Board, Bin: "C", Serials: ["B1"]));
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Board, Serials: ["THERE"]));
        var count = await BeginAsync(world);
        var lines = await LinesAsync(world, count.Id);
        Assert.Equal("nothing-scanned", await StoreWorld.CodeOfAsync(() => FinishAsync(world, count.Id, null)));
        foreach (var (code, seen) in new[]
        {
            ("quantity-not-possible", new Seen(lines["A"], -1)),
            ("quantity-not-possible", new Seen(lines["A"])),
            ("serials-needed", new Seen(lines["C"], 1)),
            ("unit-elsewhere", new Seen(lines["C"], Serials: ["there"])),
            ("count-line-not-found", new Seen(new CountLineId(Guid.Empty), 1)),
            ("part-not-found", new Seen(Part: "NOPE", Bin: "A", Counted: 1)),
        })
        {
            Assert.Equal(code, await StoreWorld.CodeOfAsync(() => EnterAsync(world, count.Id, seen)));
        }

        // All four were missing, and then somebody took two of them: one of the two is wrong.
        await EnterAsync(world, count.Id, new Seen(lines["A"], 0));
        await MoveAsync(world, "A", "B", 2);
        Assert.Equal("count-overtaken", await StoreWorld.CodeOfAsync(() => FinishAsync(world, count.Id, "unknown")));
        await world.DoAsync<CancelCountHandler, CountChanged>((h, ct) => h.HandleAsync(new CancelCount(count.Id), world.Storekeeper, ct));
        Assert.Equal(3, (await BeginAsync(world)).Lines);
        await world.IsCleanAsync();
    }

    private static Task<CountChanged> BeginAsync(CasesWorld world) =>
        world.DoAsync<BeginCountHandler, CountChanged>((h, ct) => h.HandleAsync(new BeginCount(world.Warehouse), world.Storekeeper, ct));

    private static Task<CountChanged> EnterAsync(CasesWorld world, CountId count, params Seen[] seen) =>
        world.DoAsync<EnterCountHandler, CountChanged>((h, ct) => h.HandleAsync(new EnterCount { Count = count, Entries = seen }, world.Storekeeper, ct));

    private static Task<CountFinished> FinishAsync(CasesWorld world, CountId count, string? reason) =>
        world.DoAsync<FinishCountHandler, CountFinished>((h, ct) => h.HandleAsync(new FinishCount { Count = count, Reason = reason }, world.Storekeeper, ct));

    private static Task<StockChanged> MoveAsync(CasesWorld world, string from, string to, int pieces) =>
        world.DoAsync<MoveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new MoveStock(world.Warehouse, new StockPick(Display, pieces, from), to), world.Storekeeper, ct));

    private static async Task<Dictionary<string, CountLineId>> LinesAsync(CasesWorld world, CountId count) =>
        (await world.DoAsync<ViewCountHandler, CountView>((h, ct) => h.HandleAsync(new ViewCount(count), world.Storekeeper, ct))).Lines.ToDictionary(line => line.Bin, line => line.Id);
}
