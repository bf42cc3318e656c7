using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Planning;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

public sealed class SupplyPlanningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_run_proposes_and_what_is_accepted_becomes_transfers_and_orders_that_are_received(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FurnishAsync(world, inWarehouse: 3);
        var run = await PlanAsync(world);
        Assert.True(run.Fill >= 0.95 && run.MoneyMinor > 0);
        var proposals = await OpenAsync(world);
        Assert.Equal(proposals.Count, run.Proposals);
        Assert.Contains(proposals, proposal => proposal.Kind == ProposalKind.Replenish && proposal.To == world.Centre && proposal.From == world.Warehouse);
        var order = Assert.Single(proposals, proposal => proposal.Kind == ProposalKind.Order);
        Assert.Equal(0, order.Quantity % 5);
        Assert.True(proposals.Where(proposal => proposal.From == world.Warehouse).Sum(proposal => proposal.Quantity) <= 3);

        var accepted = await AcceptAsync(world, world.Planner, [.. proposals.Select(proposal => proposal.Id)]);
        Assert.Equal(proposals.Count, accepted.Accepted);
        Assert.Single(accepted.Orders);
        await using (var db = world.Test.Open())
        {
            var transfer = await db.Set<Transfer>().FirstAsync(found => found.To == world.Centre, Ct);
            Assert.Equal((TransferState.Requested, TransferReason.Replenish), (transfer.State, transfer.Reason));
        }

        // What is on its way is not proposed again.
        await PlanAsync(world);
        Assert.Empty(await OpenAsync(world));

        var bought = (await OrdersAsync(world))[0];
        var placed = await world.DoAsync<OrderHandler, PurchaseOrder>((h, ct) => h.HandleAsync(new PlaceOrder(bought.Id), world.Planner, ct));
        Assert.Equal((OrderState.Placed, 20), (placed.State, placed.ExpectedOn!.Value.DayNumber - DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().AddHours(5.5).DateTime).DayNumber));
        OrderLine line;
        await using (var db = world.Test.Open())
        {
            line = await db.Set<OrderLine>().SingleAsync(Ct);
        }

        var tooMany = await Assert.ThrowsAsync<RefusedException>(() => ReceiveAsync(world, placed.Id, line.Id, line.Quantity + 1));
        Assert.Equal("more-than-ordered", tooMany.Code);
        Assert.Equal(OrderState.PartlyReceived, (await ReceiveAsync(world, placed.Id, line.Id, 1)).State);
        Assert.Equal(OrderState.Received, (await ReceiveAsync(world, placed.Id, line.Id, line.Quantity - 1)).State);
        Assert.Equal("order-state", (await Assert.ThrowsAsync<RefusedException>(() => ReceiveAsync(world, placed.Id, line.Id, 1))).Code);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_network_without_demand_or_stock_is_planned_for_too(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var run = await PlanAsync(world);
        Assert.Equal((0, 0L), (run.Proposals, run.MoneyMinor));
        await StockAsync(world, world.Board.Id, 1);
        Assert.Equal(0, (await PlanAsync(world)).Proposals);
    }

    [Theory, BothDatabases]
    public async Task Of_two_planners_who_accept_the_same_one_is_told_who_was_first(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FurnishAsync(world, inWarehouse: 50);
        await PlanAsync(world);
        var other = await world.HireAsync("Second", Role.Planner, null);
        ProposalId[] all = [.. (await OpenAsync(world)).Select(proposal => proposal.Id)];
        var outcomes = await Task.WhenAll(new[] { world.Planner, other, world.Planner, other }.Select(async planner =>
        {
            try
            {
                await AcceptAsync(world, planner, all);
                return "done";
            }
            catch (RefusedException e)
            {
                return $"{e.Code}: {e.Message}";
            }
        }));
        Assert.Single(outcomes, "done");
        Assert.All(outcomes.Where(outcome => outcome != "done"), outcome => Assert.Matches("^proposal-decided: (Plan|Second) accepted it", outcome));
        await using var db = world.Test.Open();
        Assert.Equal(await db.Set<Proposal>().Where(proposal => proposal.From != null).Select(proposal => new { proposal.From, proposal.To }).Distinct().CountAsync(Ct), await db.Set<Transfer>().CountAsync(Ct));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_second_run_outdates_the_first_a_night_is_planned_once_and_what_is_gone_is_refused(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FurnishAsync(world, inWarehouse: 50);
        await PlanAsync(world);
        var first = await OpenAsync(world);
        var night = new DateOnly(2026, 11, 22);
        Assert.NotNull(await PlanAsync(world, night));
        Assert.Null(await world.DoAsync<PlanSupplyHandler, PlanningRun?>((h, ct) => h.HandleAsync(new PlanSupply(Night: night), Actor.System, ct)));
        var second = await OpenAsync(world);
        Assert.Equal(first.Select(p => (p.Kind, p.Part, p.From, p.To, p.Quantity)), second.Select(p => (p.Kind, p.Part, p.From, p.To, p.Quantity)));
        Assert.Equal("proposal-outdated", (await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(world, world.Planner, [first[0].Id]))).Code);

        await StockAsync(world, world.Display.Id, -50);
        var move = second.First(proposal => proposal.From == world.Warehouse);
        Assert.Equal("proposal-outdated", (await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(world, world.Planner, [move.Id]))).Code);
        Assert.Equal(1, await world.DoAsync<RejectProposalsHandler, int>((h, ct) => h.HandleAsync(new RejectProposals([move.Id]), world.Planner, ct)));
        Assert.Equal("proposal-decided", (await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(world, world.Planner, [move.Id]))).Code);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => AcceptAsync(world, world.Technician, [move.Id]))).Code);
    }

    [Theory, BothDatabases]
    public async Task A_policy_accepts_within_its_limits_and_only_that(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await FurnishAsync(world, inWarehouse: 50);
        var head = await world.HireAsync("Head", Role.HeadOfService, null);
        await world.DoAsync<SetAutoAcceptHandler, AutoAcceptId>((h, ct) => h.HandleAsync(new SetAutoAccept(true, 100_000_00, 100_000_00, [ProposalKind.Replenish]), head, ct));
        await PlanAsync(world);
        await using var db = world.Test.Open();
        var all = await db.Set<Proposal>().AsNoTracking().ToListAsync(Ct);
        Assert.All(all, proposal => Assert.Equal(proposal.Kind == ProposalKind.Replenish, proposal.State == ProposalState.AutoAccepted));
        Assert.Contains(all, proposal => proposal.State == ProposalState.AutoAccepted && proposal.Transfer is not null);
        Assert.True(all.Where(proposal => proposal.State == ProposalState.AutoAccepted).Sum(proposal => proposal.ValueMinor) <= 100_000_00);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Suppliers_are_imported_all_or_none(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        await SupplierAsync(world);
        const string Header = "supplier,part,lead_days,min_quantity,pack_size,price,currency,valid_from,successor\n";
        var wrong = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, $"{Header}SUP,P-DSP,20,10,5,1500.50,INR,2026-01-01,\nSUP,P-BRD,soon,1,1,9000,INR,,\n"));
        Assert.Contains("line 3", wrong.Message);
        Assert.Contains("lead_days", wrong.Message);
        var circle = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, $"{Header}SUP,P-DSP,20,10,5,1500.50,INR,2026-01-01,P-BRD\nSUP,P-BRD,20,1,1,9000,INR,2026-01-01,P-DSP\n"));
        Assert.Contains("successor", circle.Message);
        await using (var db = world.Test.Open())
        {
            Assert.False(await db.Set<SupplyTerm>().AnyAsync(Ct));
        }

        var file = $"{Header}SUP,P-DSP,20,10,5,1500.50,INR,2026-01-01,P-BRD\nSUP,P-BRD,20,1,1,9000,INR,2026-01-01,\n";
        Assert.Equal((2, 2), (await ImportAsync(world, file)) is var once ? (once.Read, once.Imported) : default);
        Assert.Equal((2, 2), (await ImportAsync(world, file)) is var twice ? (twice.Read, twice.Unchanged) : default);
        var back = await Assert.ThrowsAsync<RefusedException>(() => world.DoAsync<SetPartSupplyHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new SetPartSupply(world.Board.Id, world.Display.Id, null, null, true), world.Planner, ct);
            return true;
        }));
        Assert.Equal("supersession-circle", back.Code);
    }

    /// <summary>History of displays used at a centre, terms of their supplier, and stock at the warehouse.</summary>
    private static async Task FurnishAsync(CasesWorld world, int inWarehouse)
    {
        await SupplierAsync(world);
        await ImportAsync(world, "supplier,part,lead_days,min_quantity,pack_size,price,currency,valid_from\nSUP,P-DSP,20,10,5,1500,INR,2026-01-01\n");
        for (var i = 0; i < 6; i++)
        {
            await world.RepairedAsync(await world.NewPhoneAsync(DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().DateTime).AddDays(-60)));
            world.Test.Clock.Advance(TimeSpan.FromDays(2));
        }

        await StockAsync(world, world.Display.Id, inWarehouse);
        await using var db = world.Test.Database.CreateDbContext();
        foreach (var site in new[] { world.Warehouse, world.Centre, world.OtherCentre })
        {
            await StockKeepers.BeginAsync(db, world.Test.Ids, site, world.Test.Clock.GetUtcNow(), Ct);
        }

        await db.SaveChangesAsync(Ct);
    }

    private static async Task StockAsync(CasesWorld world, PartId part, int pieces)
    {
        await using var db = world.Test.Database.CreateDbContext();
        var bin = PlaceKey.InBin(world.Warehouse, part, world.Owner);
        Posting posting = pieces > 0 ? new(null, bin, pieces, MovementKind.Receipt, "supplier") : new(bin, null, -pieces, MovementKind.Scrap, "broken");
        await new StockLedger(db, world.Test.Ids, world.Test.Clock).PostAsync([posting], new PostingGround(StockPaper.Adjustment, null, world.Storekeeper.Person, world.Test.Clock.GetUtcNow()), Ct);
    }

    private static Task<OrganisationId> SupplierAsync(CasesWorld world) => world.DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) =>
        h.HandleAsync(new RegisterOrganisation("SUP", "Supplier", [OrganisationKind.Supplier], Relation.Partner, "IN"), Actor.System, ct));

    private static Task<ImportResult> ImportAsync(CasesWorld world, string csv) => world.DoAsync<ImportSuppliersHandler, ImportResult>((h, ct) =>
        h.HandleAsync(new ImportSuppliers(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "suppliers.csv"), Actor.System, null, ct));

    private static async Task<PlanningRun> PlanAsync(CasesWorld world, DateOnly? night = null) =>
        (await world.DoAsync<PlanSupplyHandler, PlanningRun?>((h, ct) => h.HandleAsync(new PlanSupply(Night: night), world.Planner, ct)))!;

    private static Task<ProposalsAccepted> AcceptAsync(CasesWorld world, Actor planner, ProposalId[] proposals) =>
        world.DoAsync<AcceptProposalsHandler, ProposalsAccepted>((h, ct) => h.HandleAsync(new AcceptProposals(proposals), planner, ct));

    private static Task<PurchaseOrder> ReceiveAsync(CasesWorld world, OrderId order, OrderLineId line, int pieces) =>
        world.DoAsync<OrderHandler, PurchaseOrder>((h, ct) => h.HandleAsync(new ReceiveOrder(order, [new GoodsIn(line, pieces, [])]), world.Storekeeper, ct));

    private static async Task<List<Proposal>> OpenAsync(CasesWorld world)
    {
        await using var db = world.Test.Open();
        return [.. (await db.Set<Proposal>().AsNoTracking().Where(proposal => proposal.State == ProposalState.Open).ToListAsync(Ct)).OrderBy(proposal => proposal.Id.Value)];
    }

    private static async Task<List<PurchaseOrder>> OrdersAsync(CasesWorld world)
    {
        await using var db = world.Test.Open();
        return await db.Set<PurchaseOrder>().AsNoTracking().ToListAsync(Ct);
    }
}
