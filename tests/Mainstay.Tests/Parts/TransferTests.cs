using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Parts;

public sealed class TransferTests
{
    private const string Display = "P-DSP";
    private const string Board = "P-BRD";

    [Theory, BothDatabases]
    public async Task Parts_are_asked_for_scanned_out_and_scanned_in_with_every_piece_accounted_for(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FillAsync(world);
        var asked = await world.AskAsync(new TransferLineIn(Display, 6), new TransferLineIn(Board, 2));
        var sent = await world.SendAsync(asked.Id, new PickScan(Display, 5), new PickScan("]d291P-BRD|21B1"), new PickScan("b2"));
        Assert.Equal(("sent", 7, 7), (sent.State, sent.Pieces, sent.OnTheWay));
        Assert.Matches("^WHS[0-9]{7}$", sent.Challan);
        Assert.Equal(5, await world.HeldAsync(world.Centre, Display, PlaceKind.InTransit));
        Assert.Equal("wrong-state", await StoreWorld.CodeOfAsync(() => world.SendAsync(asked.Id, new PickScan(Display))));

        var first = await world.ScanAsync(asked.Id, new ArrivalScan(Display, 3, Bin: "R1"), new ArrivalScan("B1"));
        Assert.Equal(("sent", 3), (first.State, first.OnTheWay));
        var second = await world.ScanAsync(asked.Id, new ArrivalScan(Display, 1), new ArrivalScan(Display, 1, Damaged: true), new ArrivalScan("B2", Damaged: true));
        Assert.Equal(("received", 0), (second.State, second.OnTheWay));
        Assert.Equal("transfer-received", await StoreWorld.CodeOfAsync(() => world.ScanAsync(asked.Id, new ArrivalScan(Display))));
        Assert.Equal((4, 1), (await world.HeldAsync(world.Centre, Display), await world.HeldAsync(world.Centre, Display, condition: Condition.Quarantined)));
        Assert.Equal((1, 1), (await world.HeldAsync(world.Centre, Board), await world.HeldAsync(world.Centre, Board, condition: Condition.Quarantined)));
        Assert.Equal(5, await world.HeldAsync(world.Warehouse, Display));
        var view = await world.DoAsync<ViewTransferHandler, TransferView>((h, ct) => h.HandleAsync(new ViewTransfer(asked.Id), world.Technician, ct));
        Assert.Equal(["B1", "B2"], view.Lines.Select(line => line.Serial).OfType<string>().Order());
        Assert.Equal(7 * 2_000_00, view.Declared.Minor);
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task What_goes_wrong_at_the_ramp_is_refused_and_nothing_moves(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FillAsync(world);
        await world.ReceiveAsync(world.Centre, world.Technician, new StockPick(Board, Serials: ["ELSEWHERE"]));
        var asked = await world.AskAsync(new TransferLineIn(Display, 4), new TransferLineIn(Board, 1));
        Task Send(params PickScan[] scans) => world.SendAsync(asked.Id, scans);
        foreach (var (code, act) in new (string, Func<Task>)[]
        {
            ("nothing-scanned", () => Send()),
            ("scan-unknown", () => Send(new PickScan("WHAT-IS-THIS"))),
            ("more-than-asked", () => Send(new PickScan(Display, 5))),
            ("more-than-asked", () => Send(new PickScan("B1"), new PickScan("B2"))),
            ("not-in-stock", () => Send(new PickScan(Display, 3, "NOT-THERE"))),
            ("serials-needed", () => Send(new PickScan(Board))),
            ("serials-needed", () => Send(new PickScan("B1"), new PickScan("B1"))),
            ("unit-elsewhere", () => Send(new PickScan("ELSEWHERE"))),
            ("quantity-not-possible", () => Send(new PickScan(Display, -1))),
            ("wrong-state", () => world.ScanAsync(asked.Id, new ArrivalScan(Display))),
            ("eway-bill-needed", async () =>
            {
                await world.ReceiveAsync(world.Warehouse, world.Storekeeper, new StockPick(Display, 30));
                var large = await world.AskAsync(new TransferLineIn(Display, 30));
                await world.DoAsync<SendTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(new SendTransfer { Transfer = large.Id, Scans = [new PickScan(Display, 30)], Carrier = "Road" }, world.Storekeeper, ct));
            }),
        })
        {
            Assert.Equal(code, await StoreWorld.CodeOfAsync(act));
        }

        await Send(new PickScan(Display, 4), new PickScan("B1"));
        foreach (var (code, act) in new (string, Func<Task>)[]
        {
            ("more-than-sent", () => world.ScanAsync(asked.Id, new ArrivalScan(Display, 5))),
            ("serial-not-in-transfer", () => world.ScanAsync(asked.Id, new ArrivalScan("B2"))),
            ("transfer-received", () => world.ScanAsync(asked.Id, new ArrivalScan("B1"), new ArrivalScan("B1"))),
            ("wrong-site", () => world.DoAsync<ReceiveTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(new ReceiveTransfer { Transfer = asked.Id, At = world.Warehouse, Scans = [new ArrivalScan(Display)] }, world.Storekeeper, ct))),
            ("nothing-scanned", () => world.ScanAsync(asked.Id)),
            ("wrong-state", () => world.DoAsync<CancelTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(new CancelTransfer(asked.Id), world.Planner, ct))),
            ("not-allowed", () => world.DoAsync<CloseTransferShortHandler, TransferChanged>((h, ct) => h.HandleAsync(new CloseTransferShort { Transfer = asked.Id, Reason = "stolen" }, world.Technician, ct))),
        })
        {
            Assert.Equal(code, await StoreWorld.CodeOfAsync(act));
        }

        Assert.Equal(4, await world.HeldAsync(world.Centre, Display, PlaceKind.InTransit));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task What_never_arrives_is_written_off_by_a_manager(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FillAsync(world);
        var asked = await world.AskAsync(new TransferLineIn(Display, 4), new TransferLineIn(Board, 1));
        await world.SendAsync(asked.Id, new PickScan(Display, 4), new PickScan("B1"));
        await world.ScanAsync(asked.Id, new ArrivalScan(Display, 1));
        var closed = await world.DoAsync<CloseTransferShortHandler, TransferChanged>((h, ct) => h.HandleAsync(new CloseTransferShort { Transfer = asked.Id, Reason = "lost_by_carrier" }, world.Manager, ct));
        Assert.Equal(("received", 4, 0), (closed.State, closed.Pieces, closed.OnTheWay));
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task A_scan_out_that_never_commits_leaves_nothing(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FillAsync(world);
        var asked = await world.AskAsync(new TransferLineIn(Display, 4));
        await world.DoAsync<IServiceScopeFactory, int>(async (scopes, ct) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await scope.ServiceProvider.GetRequiredService<SendTransferHandler>()
                .HandleAsync(new SendTransfer { Transfer = asked.Id, Scans = [new PickScan(Display, 4)], Carrier = "Road" }, world.Storekeeper, ct);
            return 0; // Gone before the commit, as a killed process would be.
        });
        Assert.Equal((10, 0), (await world.HeldAsync(world.Warehouse, Display), await world.HeldAsync(world.Centre, Display, PlaceKind.InTransit)));
        await world.IsCleanAsync();
        Assert.Equal("sent", (await world.SendAsync(asked.Id, new PickScan(Display, 4))).State);
        await world.IsCleanAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_scan_in_the_same_box_at_once_one_does(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FillAsync(world);
        var asked = await world.AskAsync(new TransferLineIn(Display, 4));
        await world.SendAsync(asked.Id, new PickScan(Display, 4));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (await world.ScanAsync(asked.Id, new ArrivalScan(Display, 4))).State;
            }
            catch (Mainstay.Common.RefusedException e)
            {
                return e.Code;
            }
        }));
        Assert.Equal(1, outcomes.Count(outcome => outcome == "received"));
        Assert.All(outcomes.Where(outcome => outcome != "received"), outcome => Assert.Equal("transfer-received", outcome));
        Assert.Equal(4, await world.HeldAsync(world.Centre, Display));
        await world.IsCleanAsync();
    }

    private static Task<StockChanged> FillAsync(CasesWorld world) => world.ReceiveAsync(world.Warehouse, world.Storekeeper,
        new StockPick(Display, 6, "A-01", Lot: "L1"), new StockPick(Display, 4, "A-02"), new StockPick(Board, Serials: ["B1", "B2"]));
}
