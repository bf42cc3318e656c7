using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

/// <summary>A board's way round: out of a device, back to the factory, repaired, refurbished stock, into the next device.</summary>
public sealed class ReturnLoopTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_replaced_board_goes_to_the_factory_and_comes_back_as_refurbished_stock_twice(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        await world.StockAsync(world.Centre, world.Board, 1, serials: ["NEW1"]);
        await UseAsync(returns, "OLD1", "NEW1");
        await RepairAsync(returns, "OLD1");
        await world.IsSoundAsync();

        // The refurbished board is built in, fails, and goes round once more: the same piece, a second stay.
        await UseAsync(returns, "OLD2", "OLD1");
        Assert.Null((await returns.UnitAsync("OLD1")).Place);
        await world.StockAsync(world.Centre, world.Board, 1, serials: ["NEW2"]);
        await UseAsync(returns, "OLD1", "NEW2");
        await RepairAsync(returns, "OLD1");
        await using var db = world.Test.Database.CreateDbContext();
        var stays = await db.Set<BoardJob>().AsNoTracking().Where(job => job.Tag == "OLD1").ToListAsync(Ct);
        Assert.Equal(2, stays.Count);
        Assert.Single(stays.Select(job => job.Unit).Distinct());
        Assert.All(stays, job => Assert.Equal(BoardState.Passed, job.State));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Another_serial_in_the_box_waits_for_a_manager_who_takes_it_or_sends_the_debt_back(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        var (first, second) = (await returns.TakeOutAsync("SAID1"), await returns.TakeOutAsync("SAID2"));
        var transfer = await returns.PackAsync(first, second);
        await SendAsync(returns, transfer, "SAID1", "SAID2");
        Assert.Equal("serial-not-in-transfer", await ReturnsWorld.RefusedAsync(async () =>
        {
            await world.StockAsync(world.Warehouse, world.Board, 1, serials: ["WHO1"]);
            await ReceiveAsync(returns, transfer, "WHO1");
        }));
        await OtherAsync(returns, first, "CAME1");
        await OtherAsync(returns, second, "CAME2");
        Assert.Equal((DebtState.Mismatch, "CAME1"), ((await returns.DebtAsync(first.Id)).State, (await returns.DebtAsync(first.Id)).GotSerial));
        await world.IsSoundAsync();

        Assert.Equal("not-your-site", await ReturnsWorld.RefusedAsync(() => returns.ResolveAsync(first, world.Manager, accept: true)));
        await returns.ResolveAsync(first, world.FactoryManager, accept: true);
        await returns.ResolveAsync(second, world.FactoryManager, accept: false);
        Assert.Equal(DebtState.Returned, (await returns.DebtAsync(first.Id)).State);
        Assert.Equal(BoardState.Received, (await returns.BoardAsync("CAME1")).State);
        var again = await returns.DebtAsync(second.Id);
        Assert.Equal((DebtState.Owed, true, null), (again.State, again.InStock, again.Transfer));
        Assert.Equal(again.InReturns().Id, (await returns.UnitAsync("SAID2")).Place);
        await world.IsSoundAsync();
        var next = await returns.PackAsync(again);
        await SendAsync(returns, next, "SAID2");
        await ReceiveAsync(returns, next, "SAID2");
        Assert.Equal(DebtState.Returned, (await returns.DebtAsync(second.Id)).State);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task What_is_received_twice_or_never_packed_or_lost_is_told_apart(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        var (came, left, lost) = (await returns.TakeOutAsync("CAME"), await returns.TakeOutAsync("LEFT"), await returns.TakeOutAsync("LOST"));
        var transfer = await returns.PackAsync(came, left, lost);
        Assert.Equal("debt-not-owed", await ReturnsWorld.RefusedAsync(() => returns.PackAsync(came)));
        Assert.Equal("debt-not-owed", await ReturnsWorld.RefusedAsync(() => returns.WriteOffAsync(came, world.Manager)));
        await SendAsync(returns, transfer, "CAME", "LOST");
        Assert.Equal((DebtState.Owed, null), ((await returns.DebtAsync(left.Id)).State, (await returns.DebtAsync(left.Id)).Transfer));
        await ReceiveAsync(returns, transfer, "CAME");
        Assert.Equal("transfer-received", await ReturnsWorld.RefusedAsync(() => ReceiveAsync(returns, transfer, "CAME")));
        await world.DoAsync<CloseTransferShortHandler, TransferChanged>((h, ct) => h.HandleAsync(new CloseTransferShort { Transfer = transfer, Reason = "lost_by_carrier" }, world.FactoryManager, ct));
        var owed = await returns.DebtAsync(lost.Id);
        Assert.Equal((DebtState.Owed, false, "lost_on_way"), (owed.State, owed.InStock, owed.Reason));
        await world.IsSoundAsync();
        await returns.WriteOffAsync(owed, world.Manager);
        await world.IsSoundAsync();
        await using var db = world.Test.Database.CreateDbContext();
        var all = await db.Set<Debt>().AsNoTracking().ToListAsync(Ct);
        Assert.Equal(3 * came.CoreMinor, all.Sum(debt => debt.CoreMinor));
        Assert.Equal([DebtState.Owed, DebtState.Returned, DebtState.WrittenOff], all.Select(debt => debt.State).Order());
    }

    [Theory, BothDatabases]
    public async Task A_board_that_is_not_worth_it_is_scrapped_with_weight_and_recycler_and_stands_in_the_register(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        await ArriveAsync(returns, "BAD1");
        var board = await returns.BoardAsync("BAD1");
        Assert.Equal("wrong-state", await ReturnsWorld.RefusedAsync(() => returns.WorkAsync(board, BoardAct.Pass)));
        await returns.WorkAsync(board, BoardAct.Start);
        await returns.WorkAsync(board, BoardAct.ToRepair);
        await world.StockAsync(world.Factory, world.Display, 3);
        await ComponentAsync(returns, board, 2);
        Assert.Equal("not-in-stock", await ReturnsWorld.RefusedAsync(() => ComponentAsync(returns, board, 2)));
        await returns.WorkAsync(board, BoardAct.ToFinalTest);
        await returns.WorkAsync(board, BoardAct.Fail);
        Assert.Equal("scrap-incomplete", await ReturnsWorld.RefusedAsync(() => ScrapAsync(returns, board, 0)));
        await ScrapAsync(returns, board, 41);
        Assert.Null((await returns.UnitAsync("BAD1")).Place);
        var register = await world.DoAsync<ListScrapHandler, ScrapRegister>((h, ct) => h.HandleAsync(new ListScrap(world.Factory), world.FactoryManager, ct));
        Assert.Equal(("ITEW15", 1, 41L), (register.Streams[0].Stream, register.Streams[0].Pieces, register.Streams[0].Grams));
        var figures = await world.DoAsync<BoardFiguresHandler, BoardFiguresView>((h, ct) => h.HandleAsync(new BoardFigures(world.Factory), world.FactoryManager, ct));
        Assert.Equal((0.0, 1L), (figures.FirstPass.Share, figures.FirstPass.Count));
        Assert.Equal(0, figures.Salvaged.Share);
        await world.IsSoundAsync();
    }

    private static async Task UseAsync(ReturnsWorld returns, string faulty, string fresh)
    {
        var world = returns.World;
        var (id, line) = await returns.JobAsync(world.Board);
        await world.DoAsync(new StartRepair { Case = id }, world.Technician);
        await world.DoAsync(new UsePart { Case = id, Line = line, FaultySerial = faulty, NewSerial = fresh }, world.Technician);
        Assert.Equal((DebtState.Owed, faulty, world.Owner), await StateAsync(returns, faulty));
        await world.IsSoundAsync();
    }

    private static async Task<(DebtState, string?, OrganisationId)> StateAsync(ReturnsWorld returns, string serial)
    {
        await using var db = returns.World.Test.Database.CreateDbContext();
        var debt = await db.Set<Debt>().AsNoTracking().Where(debt => debt.Serial == serial).OrderByDescending(debt => debt.OpenedAt).FirstAsync(Ct);
        return (debt.State, debt.Serial, debt.Owner);
    }

    /// <summary>From the centre's bin through the factory into the warehouse and back to the centre.</summary>
    private static async Task RepairAsync(ReturnsWorld returns, string serial)
    {
        var world = returns.World;
        await using (var db = world.Test.Database.CreateDbContext())
        {
            var debt = await db.Set<Debt>().AsNoTracking().SingleAsync(debt => debt.Serial == serial && debt.State == DebtState.Owed, Ct);
            await TravelAsync(returns, debt, serial);
        }

        var board = await returns.BoardAsync(serial);
        foreach (var act in new[] { BoardAct.Start, BoardAct.ToRepair, BoardAct.ToFinalTest, BoardAct.Pass })
        {
            await returns.WorkAsync(board, act);
            await world.IsSoundAsync();
        }

        var home = await world.DoAsync<SendRefurbishedHandler, ReturnPacked>((h, ct) => h.HandleAsync(new SendRefurbished(world.Factory), world.FactoryHand, ct));
        Assert.Equal(world.Warehouse, home.To.Id);
        Assert.Equal("nothing-to-return", await ReturnsWorld.RefusedAsync(() =>
            world.DoAsync<SendRefurbishedHandler, ReturnPacked>((h, ct) => h.HandleAsync(new SendRefurbished(world.Factory), world.FactoryHand, ct))));
        await SendAsync(returns, home.Id, world.FactoryHand, serial);
        await ReceiveAsync(returns, home.Id, world.Warehouse, world.Storekeeper, serial);
        Assert.Equal(1, await world.FreeAsync(world.Warehouse, world.Board));
        var onward = await RequestAsync(returns, (await returns.UnitAsync(serial)).Id);
        await SendAsync(returns, onward, world.Storekeeper, serial);
        await ReceiveAsync(returns, onward, world.Centre, world.Manager, serial);
        await using var after = world.Test.Database.CreateDbContext();
        var unit = await returns.UnitAsync(serial);
        var place = await after.Set<StockPlace>().AsNoTracking().SingleAsync(place => place.Id == unit.Place, Ct);
        Assert.Equal((world.Centre, Condition.Refurbished), (place.Site, place.Condition));
    }

    private static async Task<TransferId> RequestAsync(ReturnsWorld returns, UnitId unit)
    {
        var world = returns.World;
        var asked = default(TransferId);
        await world.DoAsync<ISites, bool>(async (sites, ct) =>
        {
            var (from, to) = (await sites.GetAsync(world.Warehouse, ct), await sites.GetAsync(world.Centre, ct));
            return await world.DoAsync<IServiceProvider, bool>(async (services, ct) =>
            {
                var db = (MainstayDb)services.GetService(typeof(MainstayDb))!;
                var desk = (TransferDesk)services.GetService(typeof(TransferDesk))!;
                await InTransaction.RunAsync(db, async () =>
                {
                    asked = (await desk.RequestAsync(from, to, TransferReason.Replenish, [new TransferAsk(world.Board.Id, 1, world.Owner, Condition.Refurbished, Unit: unit)], null, ct)).Id;
                    await db.SaveChangesAsync(ct);
                }, ct);
                return true;
            });
        });
        return asked;
    }

    private static async Task ArriveAsync(ReturnsWorld returns, string serial) => await TravelAsync(returns, await returns.TakeOutAsync(serial), serial);

    private static async Task TravelAsync(ReturnsWorld returns, Debt debt, string serial)
    {
        var transfer = await returns.PackAsync(debt);
        await SendAsync(returns, transfer, serial);
        Assert.Equal(DebtState.OnTheWay, (await returns.DebtAsync(debt.Id)).State);
        await returns.World.IsSoundAsync();
        returns.World.Test.Clock.Advance(TimeSpan.FromDays(2));
        await ReceiveAsync(returns, transfer, serial);
        Assert.Equal(DebtState.Returned, (await returns.DebtAsync(debt.Id)).State);
        Assert.Equal(BoardState.Received, (await returns.BoardAsync(serial)).State);
        await returns.World.IsSoundAsync();
    }

    private static Task<TransferChanged> SendAsync(ReturnsWorld returns, TransferId transfer, params string[] serials) => SendAsync(returns, transfer, returns.World.Technician, serials);

    private static Task<TransferChanged> SendAsync(ReturnsWorld returns, TransferId transfer, Actor actor, params string[] serials) =>
        returns.World.DoAsync<SendTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(
            new SendTransfer { Transfer = transfer, Carrier = "Road", Scans = [.. serials.Select(serial => new PickScan(serial))] }, actor, ct));

    private static Task<TransferChanged> ReceiveAsync(ReturnsWorld returns, TransferId transfer, params string[] serials) =>
        ReceiveAsync(returns, transfer, returns.World.Factory, returns.World.FactoryHand, serials);

    private static Task<TransferChanged> ReceiveAsync(ReturnsWorld returns, TransferId transfer, SiteId at, Actor actor, params string[] serials) =>
        returns.World.DoAsync<ReceiveTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(
            new ReceiveTransfer { Transfer = transfer, At = at, Scans = [.. serials.Select(serial => new ArrivalScan(serial))] }, actor, ct));

    private static Task<bool> OtherAsync(ReturnsWorld returns, Debt debt, string serial) =>
        returns.World.DoAsync<ReceiveOtherHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new ReceiveOther(debt.Id, serial), returns.World.FactoryHand, ct);
            return true;
        });

    private static Task<bool> ComponentAsync(ReturnsWorld returns, BoardJob board, int quantity) =>
        returns.World.DoAsync<UseComponentHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new UseComponent(board.Id, "P-DSP", quantity), returns.World.FactoryHand, ct);
            return true;
        });

    private static Task<BoardChanged> ScrapAsync(ReturnsWorld returns, BoardJob board, int grams) =>
        returns.World.DoAsync<ScrapBoardHandler, BoardChanged>((h, ct) => h.HandleAsync(
            new ScrapBoard(board.Id, "uneconomic", grams, "itew15", "Green Metals", "GM-77"), returns.World.FactoryHand, ct));
}
