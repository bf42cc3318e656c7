using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Devices;

public sealed class PartPricesTests
{
    [Theory, BothDatabases]
    public async Task A_price_holds_from_its_day_on_and_days_gone_by_keep_theirs(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var next = world.Today.AddDays(3);
        await ChangeAsync(world, 2_500, 4_500, next);
        await ChangeAsync(world, 2_100, 4_100, null);
        Assert.Equal(Rupees(4_100), (await PartAsync(world)).Price);
        world.Test.Clock.Advance(TimeSpan.FromDays(3));
        var part = await PartAsync(world);
        Assert.Equal((Rupees(2_500), Rupees(4_500)), (part.Cost, part.Price));
        Assert.Equal(Rupees(4_100), part.On(next.AddDays(-1)).Price);
        Assert.Equal(Rupees(4_000), part.On(next.AddDays(-4)).Price);
        Assert.Equal("date-not-possible", await DevicesWorld.RefusedAsync(() => ChangeAsync(world, 1, 1, next.AddDays(-1))));
        Assert.Equal("stale", await DevicesWorld.RefusedAsync(() => ChangeAsync(world, 1, 1, null, version: 0)));
        var view = await world.DoAsync<ViewPartHandler, PartView>((h, ct) => h.HandleAsync(new ViewPart(world.Display), Actor.System, ct));
        Assert.Equal([null, next.AddDays(-3), next], view.Prices.Select(price => price.From));
    }

    [Theory, BothDatabases]
    public async Task A_budget_is_set_by_who_reaches_all_that_it_is_for(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var here = new Actor(Actor.System.Person, "Head here", world.Site, [new Grant(Role.HeadOfService, world.Site, null)]);
        var chief = new Actor(Actor.System.Person, "Chief", world.Site, [new Grant(Role.CentreManager, world.Site, null)]);
        await SetAsync(world, here, new SetGoodwillBudget(world.Site, null, world.Today, Rupees(5_000)));
        Assert.Equal("not-your-site", await DevicesWorld.RefusedAsync(() => SetAsync(world, here, new SetGoodwillBudget(null, world.Maker, world.Today, Rupees(5_000)))));
        Assert.Equal("not-allowed", await DevicesWorld.RefusedAsync(() => SetAsync(world, chief, new SetGoodwillBudget(world.Site, null, world.Today, Rupees(9_000)))));
        await SetAsync(world, here with { Grants = [new Grant(Role.HeadOfService, null, world.Maker)] }, new SetGoodwillBudget(null, world.Maker, world.Today, Rupees(50_000)));
        var rows = await world.DoAsync<ListGoodwillBudgetsHandler, IReadOnlyList<GoodwillBudgetRow>>((h, ct) => h.HandleAsync(new ListGoodwillBudgets(world.Today), chief, ct));
        Assert.Equal(Rupees(5_000), Assert.Single(rows).Budget.Amount);
    }

    private static Money Rupees(long rupees) => new(rupees * 100, "INR");

    private static async Task<PartInfo> PartAsync(DevicesWorld world) => (await world.DoAsync<ICatalogue, PartInfo?>((c, ct) => c.PartAsync(world.Display, ct).AsTask()))!;

    private static Task<bool> ChangeAsync(DevicesWorld world, long cost, long price, DateOnly? from, int? version = null) =>
        world.DoAsync<ChangePartPriceHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new ChangePartPrice(world.Display, Rupees(cost), Rupees(price), from, version), Actor.System, ct);
            return true;
        });

    private static Task<GoodwillBudgetId> SetAsync(DevicesWorld world, Actor actor, SetGoodwillBudget request) =>
        world.DoAsync<SetGoodwillBudgetHandler, GoodwillBudgetId>((h, ct) => h.HandleAsync(request, actor, ct));
}
