using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;

namespace Mainstay.Tests.Parts;

public sealed class StoreVerbsTests
{
    private const string Display = "P-DSP";
    private const string Board = "P-BRD";

    [Theory, BothDatabases]
    public async Task What_comes_is_moved_decided_upon_and_leaves(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var store = world.Storekeeper;
        await world.ReceiveAsync(world.Warehouse, store, new StockPick(Display, 10, "A-01", Lot: "L1"), new StockPick(Board, Serials: ["b 1", "B2"]));
        var moved = await world.DoAsync<MoveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new MoveStock(world.Warehouse, new StockPick(Display, 4, "a-01", Lot: "L1"), "B-02"), store, ct));
        Assert.Equal(4, moved.Pieces);
        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.DoAsync<ReclassifyStockHandler, StockChanged>((h, ct) => h.HandleAsync(
            new ReclassifyStock(world.Warehouse, new StockPick(Board, Serials: ["B1"]), Condition.Defective, null, "inspected"), store, ct));
        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.DoAsync<TakeOutStockHandler, StockChanged>((h, ct) => h.HandleAsync(new TakeOutStock(world.Warehouse, new StockPick(Board, Serials: ["B1"]), WayOut.ReturnToSupplier, "to_supplier_faulty"), store, ct));
        await world.DoAsync<TakeOutStockHandler, StockChanged>((h, ct) => h.HandleAsync(new TakeOutStock(world.Warehouse, new StockPick(Display, 1, "B-02", Lot: "L1"), WayOut.Sell), store, ct));
        Assert.Equal(9, await world.HeldAsync(world.Warehouse, Display));
        Assert.Equal(1, await world.HeldAsync(world.Warehouse, Board));

        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));

        // Repaired by the supplier it comes back with the serial it had.
        await world.ReceiveAsync(world.Warehouse, store, new StockPick(Board, Condition: Condition.Refurbished, Serials: ["B1"]));
        var list = await world.DoAsync<ListStockHandler, StockList>((h, ct) => h.HandleAsync(new ListStock(world.Warehouse, Limit: 2), store, ct));
        Assert.Equal(2, list.Items.Count);
        var rest = await world.DoAsync<ListStockHandler, StockList>((h, ct) => h.HandleAsync(new ListStock(world.Warehouse, After: list.Next, Limit: 2), store, ct));
        Assert.Equal(11, list.Items.Concat(rest.Items).Sum(row => row.OnHand));
        Assert.Null(rest.Next);
        var story = await world.DoAsync<ListMovementsHandler, IReadOnlyList<MovementRow>>((h, ct) => h.HandleAsync(new ListMovements(null, null, "b1"), store, ct));
        Assert.Equal([MovementKind.Receipt, MovementKind.Scrap, MovementKind.Reclassify, MovementKind.Receipt], story.Select(m => m.Kind));
        var found = await world.DoAsync<FindStockHandler, StockFound>((h, ct) => h.HandleAsync(new FindStock("(91)P-BRD(21)B1", world.Warehouse), store, ct));
        Assert.Equal(("serial", Condition.Refurbished), (found.What, Assert.Single(found.Units).Place!.Condition));
        Assert.Equal("bin", (await world.DoAsync<FindStockHandler, StockFound>((h, ct) => h.HandleAsync(new FindStock("b-02", world.Warehouse), store, ct))).What);
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_is_refused_in_one_sentence_and_moves_nothing(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var store = world.Storekeeper;
        await world.ReceiveAsync(world.Warehouse, store, new StockPick(Display, 3, "A-01"), new StockPick(Board, 1, Serials: ["B1"]));
        Task Receive(StockPick line) => world.ReceiveAsync(world.Warehouse, store, line);
        Task Move(StockPick what) => world.DoAsync<MoveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new MoveStock(world.Warehouse, what, "Z"), store, ct));
        foreach (var (code, act) in new (string, Func<Task>)[]
        {
            ("quantity-not-possible", () => Receive(new StockPick(Display, 0))),
            ("quantity-not-possible", () => Receive(new StockPick(Display, -5))),
            ("quantity-not-possible", () => Receive(new StockPick(Display, 2_000_000))),
            ("part-not-found", () => Receive(new StockPick("NOPE", 1))),
            ("organisation-not-found", () => Receive(new StockPick(Display, 1, Owner: "NOPE"))),
            ("code-not-possible", () => Receive(new StockPick(Display, 1, "A 01"))),
            ("serials-needed", () => Receive(new StockPick(Display, 1, Serials: ["X"]))),
            ("serials-needed", () => Receive(new StockPick(Board, 2, Serials: ["X"]))),
            ("serials-needed", () => Receive(new StockPick(Board, 2, Serials: ["X", "x"]))),
            ("serial-known", () => Receive(new StockPick(Board, 1, Serials: ["b1"]))),
            ("not-in-stock", () => Move(new StockPick(Display, 4, "A-01"))),
            ("not-in-stock", () => Move(new StockPick(Display, 1, "B"))),
            ("unit-elsewhere", () => Move(new StockPick(Board, Serials: ["B9"]))),
            ("site-not-found", () => world.ReceiveAsync(new SiteId(Guid.Empty), store, new StockPick(Display, 1))),
            ("not-your-site", () => world.ReceiveAsync(world.Centre, store, new StockPick(Display, 1))),
            ("not-allowed", () => world.ReceiveAsync(world.Centre, world.Desk, new StockPick(Display, 1))),
            ("reason-needed", () => world.DoAsync<TakeOutStockHandler, StockChanged>((h, ct) => h.HandleAsync(new TakeOutStock(world.Warehouse, new StockPick(Display, 1, "A-01"), WayOut.Scrap, "bored"), store, ct))),
        })
        {
            Assert.Equal(code, await StoreWorld.CodeOfAsync(act));
        }

        Assert.Equal(3, await world.HeldAsync(world.Warehouse, Display));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task A_recalled_lot_is_quarantined_everywhere_and_also_when_it_arrives_later(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 6, "A-01", Lot: "BAD"), new StockPick(Display, 2, "A-01", Lot: "OK"));
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Display, 3, Lot: "BAD"));
        var asked = await world.AskAsync(new Mainstay.Parts.Transfers.TransferLineIn(Display, 2, Lot: "BAD"));
        await world.SendAsync(asked.Id, new Mainstay.Parts.Transfers.PickScan(Display, 2));
        var recalled = await world.DoAsync<RecallLotHandler, LotRecalled>((h, ct) => h.HandleAsync(new RecallLot(Display, "bad", "Flickers"), world.Quality, ct));
        Assert.Equal((7, 2, 2), (recalled.Quarantined, recalled.OnTheWay, recalled.Sites));
        await world.ScanAsync(asked.Id, new Mainstay.Parts.Transfers.ArrivalScan(Display, 2));
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Display, 1, Lot: "BAD"));
        Assert.Equal((2, 4), (await world.HeldAsync(world.Warehouse, Display), await world.HeldAsync(world.Warehouse, Display, condition: Condition.Quarantined)));
        Assert.Equal((0, 6), (await world.HeldAsync(world.Centre, Display), await world.HeldAsync(world.Centre, Display, condition: Condition.Quarantined)));
        Assert.Equal("lot-recalled", await StoreWorld.CodeOfAsync(() => world.DoAsync<ReclassifyStockHandler, StockChanged>((h, ct) =>
            h.HandleAsync(new ReclassifyStock(world.Centre, new StockPick(Display, 1, Condition: Condition.Quarantined, Lot: "BAD"), Condition.Good, null, "inspected"), world.Manager, ct))));
        Assert.Equal("not-allowed", await StoreWorld.CodeOfAsync(() => world.DoAsync<RecallLotHandler, LotRecalled>((h, ct) => h.HandleAsync(new RecallLot(Display, "bad", "x"), world.Technician, ct))));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task A_lot_recalled_while_a_job_has_a_piece_of_it_takes_that_back(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.DoAsync<BeginStockKeepingHandler, int>(async (h, ct) =>
        {
            await h.HandleAsync(new BeginStockKeeping(world.Centre), world.Manager, ct);
            return 0;
        });
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Display, 1, Lot: "BAD"));
        var opened = await world.OpenAsync(await world.NewPhoneAsync(new DateOnly(2025, 12, 1)));
        await world.DiagnoseAsync(opened.Id);
        Assert.Equal(1, await world.HeldAsync(world.Centre, Display, PlaceKind.Reserved));
        var recalled = await world.DoAsync<RecallLotHandler, LotRecalled>((h, ct) => h.HandleAsync(new RecallLot(Display, "BAD", "Flickers"), world.Quality, ct));
        Assert.Equal((1, 1), (recalled.Quarantined, recalled.Jobs));
        Assert.Equal((0, 1), (await world.HeldAsync(world.Centre, Display, PlaceKind.Reserved), await world.HeldAsync(world.Centre, Display, condition: Condition.Quarantined)));
        await world.IsCleanAsync();
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Display, 1, Lot: "FINE"));
        Assert.Equal(1, await world.HeldAsync(world.Centre, Display, PlaceKind.Reserved));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task The_list_of_a_past_instant_says_what_lay_there_then(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 5, "A"));
        var then = world.Test.Clock.Now();
        world.Test.Clock.Advance(TimeSpan.FromHours(1));
        await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 4, "A"));
        await world.DoAsync<MoveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new MoveStock(world.Warehouse, new StockPick(Display, 7, "A"), "B"), world.Storekeeper, ct));
        Task<StockList> ListAsync(DateTimeOffset? at) => world.DoAsync<ListStockHandler, StockList>((h, ct) => h.HandleAsync(new ListStock(world.Warehouse, Display, At: at), world.Planner, ct));
        Assert.Equal([("A", 2), ("B", 7)], (await ListAsync(null)).Items.Select(row => (row.Bin, row.OnHand)).Order());
        Assert.Equal([("A", 5)], (await ListAsync(then)).Items.Select(row => (row.Bin, row.OnHand)));
        Assert.Empty((await ListAsync(then.AddHours(-1))).Items);
    }
}
