using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Network;

public sealed class SiteVerbsTests
{
    private static readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_site_that_was_added_is_seen_by_the_other_rooms_at_once(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        Assert.Empty(await network.Sites.AllAsync(_ct));
        var warehouse = await network.AddAsync(network.Facts("WH-PUN", SiteKind.Warehouse));
        var centre = await network.AddAsync(network.Facts("MH-PUN-01") with { Supply = warehouse });

        var info = await network.Sites.GetAsync(centre, _ct);
        Assert.Equal(("MH-PUN-01", warehouse, 20), (info.Ref.Code, info.Supply!.Value, info.Capacity!.Value));
        Assert.Equal(18.52, info.Latitude);
        Assert.True(info.Hours.IsOpen(new DateTimeOffset(2026, 3, 2, 4, 30, 0, TimeSpan.Zero)));
        Assert.Equal(["MH-PUN-01", "WH-PUN"], (await network.Sites.AllAsync(_ct)).Select(site => site.Ref.Code));
        Assert.Equal(["network.register_organisation", "network.set_calendar", "network.add_site", "network.add_site"], network.Trace);
    }

    [Theory, BothDatabases]
    public async Task A_site_is_refused_when_its_code_is_taken_or_its_links_make_no_sense(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var centre = await network.AddAsync(network.Facts("A1"));
        await RefusedAsync("site-code-taken", () => network.AddAsync(network.Facts("A1")));
        await RefusedAsync("site-link-wrong", () => network.AddAsync(network.Facts("A2") with { Supply = centre }));
        await RefusedAsync("site-link-wrong", () => network.AddAsync(network.Facts("A2") with { Factory = centre }));
        await RefusedAsync("site-not-found", () => network.AddAsync(network.Facts("A2") with { Factory = network.Test.Ids.Next<SiteId>() }));
        await RefusedAsync("organisation-not-found", () => network.AddAsync(network.Facts("A2") with { Operator = network.Test.Ids.Next<OrganisationId>() }));
        await RefusedAsync("site-invalid", () => network.AddAsync(network.Facts("a2")));
        await RefusedAsync("site-invalid", () => network.AddAsync(network.Facts("A2") with { Latitude = null }));
        await RefusedAsync("site-invalid", () => network.AddAsync(network.Facts("A2", SiteKind.Warehouse) with { Capacity = 5 }));
    }

    [Theory, BothDatabases]
    public async Task Warehouses_may_supply_each_other_but_not_in_a_ring(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var first = await network.AddAsync(network.Facts("W1", SiteKind.Warehouse));
        var second = await network.AddAsync(network.Facts("W2", SiteKind.Warehouse) with { Supply = first });
        await RefusedAsync("site-link-wrong", () => ChangeAsync(network, first, facts => facts with { Supply = second }));
    }

    [Theory, BothDatabases]
    public async Task Two_people_who_change_the_same_site_notice_each_other(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var site = await network.AddAsync(network.Facts("A1"));
        await ChangeAsync(network, site, facts => facts with { Capacity = 30 }, version: 0);
        await RefusedAsync("stale", () => ChangeAsync(network, site, facts => facts with { Capacity = 40 }, version: 0));
        await ChangeAsync(network, site, facts => facts with { Capacity = 40 }, version: 1);
        Assert.Equal(40, (await network.Sites.GetAsync(site, _ct)).Capacity);
        await RefusedAsync("site-invalid", () => ChangeAsync(network, site, facts => facts with { Kind = SiteKind.CallCentre }));
    }

    [Theory, BothDatabases]
    public async Task Closing_a_site_says_how_many_cases_are_open_and_leaves_them(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var site = await network.AddAsync(network.Facts("A1"));
        var closed = await CloseAsync(network, site, new DateOnly(2026, 3, 2));
        Assert.Equal(3, closed.OpenCases);
        Assert.False((await network.Sites.GetAsync(site, _ct)).TakesCasesAt(network.Test.Clock.GetUtcNow()));
        await CloseAsync(network, site, null);
        Assert.True((await network.Sites.GetAsync(site, _ct)).TakesCasesAt(network.Test.Clock.GetUtcNow()));
    }

    [Theory, BothDatabases]
    public async Task A_warehouse_that_others_need_does_not_close(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var warehouse = await network.AddAsync(network.Facts("W1", SiteKind.Warehouse));
        var centre = await network.AddAsync(network.Facts("A1") with { Supply = warehouse });
        await RefusedAsync("site-needed", () => CloseAsync(network, warehouse, new DateOnly(2026, 3, 2)));
        await ChangeAsync(network, centre, facts => facts with { Supply = null });
        await CloseAsync(network, warehouse, new DateOnly(2026, 3, 2));
    }

    [Theory, BothDatabases]
    public async Task Only_those_whose_role_reaches_the_site_may_change_it(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var other = network.Test.Ids.Next<OrganisationId>();
        await RefusedAsync("not-allowed", () => network.AddAsync(network.Facts("A1"), NetworkTest.Person(Role.Technician)));
        await RefusedAsync("not-your-site", () => network.AddAsync(network.Facts("A1"), NetworkTest.Person(Role.Administrator, organisation: other)));
        var site = await network.AddAsync(network.Facts("A1"), NetworkTest.Person(Role.Administrator, organisation: network.Operator));
        await RefusedAsync("not-your-site", () => CloseAsync(network, site, null, NetworkTest.Person(Role.Administrator, organisation: other)));
        await RefusedAsync("not-your-site", () => network.DoAsync<SetCalendarHandler, CalendarId>((handler, ct) =>
            handler.HandleAsync(new SetCalendar("X", "UTC", [], []), NetworkTest.Person(Role.Administrator, site), ct)));
        await network.DoAsync<SetSiteHolidaysHandler>((handler, ct) => handler.HandleAsync(
            new SetSiteHolidays(site, [new Holiday(new DateOnly(2026, 3, 2), "Fair")]), NetworkTest.Person(Role.CentreManager, site), ct));
        Assert.False((await network.Sites.GetAsync(site, _ct)).Hours.IsOpen(network.Test.Clock.GetUtcNow().AddHours(1)));
    }

    [Theory, BothDatabases]
    public async Task A_calendar_can_be_said_again_and_its_sites_follow(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var site = await network.AddAsync(network.Facts("A1"));
        await SetAsync([new Shift(DayOfWeek.Monday, 600, 900), new Shift(DayOfWeek.Tuesday, 0, 60)], [new Holiday(new DateOnly(2026, 1, 26), "Republic Day")]);
        await SetAsync([new Shift(DayOfWeek.Monday, 600, 960)], [new Holiday(new DateOnly(2026, 1, 26), "Republic day"), new Holiday(new DateOnly(2026, 8, 15), "")]);
        var detail = await network.DoAsync<SiteDetailHandler, SiteDetails>((handler, ct) => handler.HandleAsync(new SiteDetail(site), Actor.System, ct));
        Assert.Equal([new Shift(DayOfWeek.Monday, 600, 960)], detail.Calendar.Shifts);
        Assert.Equal(["Republic day", ""], detail.Calendar.Holidays.Select(holiday => holiday.Name));
        Assert.Equal(960, Assert.Single((await network.Sites.GetAsync(site, _ct)).Hours.ShiftsOn(new DateOnly(2026, 3, 2))).ToMinute);
        await RefusedAsync("calendar-invalid", () => SetAsync([new Shift(DayOfWeek.Monday, 600, 960), new Shift(DayOfWeek.Monday, 900, 1000)], []));

        Task SetAsync(IReadOnlyList<Shift> shifts, IReadOnlyList<Holiday> holidays) => network.DoAsync<SetCalendarHandler, CalendarId>((handler, ct) =>
            handler.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata", shifts, holidays), Actor.System, ct));
    }

    [Theory, BothDatabases]
    public async Task Sites_are_listed_in_pages_by_code_and_found_by_part_of_a_name(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        for (var i = 1; i <= 5; i++)
        {
            await network.AddAsync(network.Facts($"C{i}") with { Town = i == 4 ? "Sūrat" : "Pune", State = i == 4 ? "Gujarat" : "Maharashtra" });
        }

        await network.AddAsync(network.Facts("W1", SiteKind.Warehouse));
        var page = await ListAsync(new ListSites(Kind: SiteKind.ServiceCentre, Take: 2));
        Assert.Equal(("C1 C2", "C2", 5), (Codes(page), page.Next, page.Count));
        page = await ListAsync(new ListSites(Kind: SiteKind.ServiceCentre, Take: 3, After: "C2"));
        Assert.Equal(("C3 C4 C5", null), (Codes(page), page.Next));
        Assert.Equal("C4", Assert.Single((await ListAsync(new ListSites(Text: "SURAT"))).Sites).Code);
        Assert.Equal("C4", Assert.Single((await ListAsync(new ListSites(State: "Gujarat"))).Sites).Code);

        static string Codes(SitePage page) => string.Join(' ', page.Sites.Select(site => site.Code));

        Task<SitePage> ListAsync(ListSites request) =>
            network.DoAsync<ListSitesHandler, SitePage>((handler, ct) => handler.HandleAsync(request, NetworkTest.Person(Role.Technician), ct));
    }

    [Theory, BothDatabases]
    public async Task A_new_tax_number_ends_the_open_one_and_never_overlaps(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        await RegisterAsync("27AAPFU0939F1ZV", new DateOnly(2020, 1, 1), null);
        var second = "27AAPFU0939F2Z" + Gstin.CheckDigit("27AAPFU0939F2Z");
        await RegisterAsync(second, new DateOnly(2024, 1, 1), null);
        await RefusedAsync("tax-overlap", () => RegisterAsync("27AAPFU0939F1ZV", new DateOnly(2022, 1, 1), new DateOnly(2023, 1, 1)));
        await RefusedAsync("tax-invalid", () => RegisterAsync("27AAPFU0939F1ZW", new DateOnly(2030, 1, 1), null));
        await RefusedAsync("tax-invalid", () => RegisterAsync("27AAPFU0939F1ZV", new DateOnly(2030, 1, 1), null, "Gujarat"));
        var site = await network.AddAsync(network.Facts("A1"));
        var detail = await network.DoAsync<SiteDetailHandler, SiteDetails>((handler, ct) => handler.HandleAsync(new SiteDetail(site), Actor.System, ct));
        Assert.Equal([(second, null), ("27AAPFU0939F1ZV", new DateOnly(2024, 1, 1))], detail.Tax.Select(tax => (tax.Number, tax.ValidTo)));

        Task RegisterAsync(string number, DateOnly from, DateOnly? to, string region = "Maharashtra") =>
            network.DoAsync<RegisterTaxHandler, TaxRegistrationId>((handler, ct) =>
                handler.HandleAsync(new RegisterTax(network.Operator, "gstin", number, region, from, to), Actor.System, ct));
    }

    private static Task ChangeAsync(NetworkTest network, SiteId site, Func<SiteFacts, SiteFacts> change, int? version = null) =>
        network.DoAsync<SiteDetailHandler>(async (details, ct) =>
        {
            var facts = (await details.HandleAsync(new SiteDetail(site), Actor.System, ct)).Facts;
            await network.DoAsync<ChangeSiteHandler>((handler, _) => handler.HandleAsync(new ChangeSite(site, change(facts), version), Actor.System, ct));
        });

    private static Task<SiteClosed> CloseAsync(NetworkTest network, SiteId site, DateOnly? on, Actor? actor = null) =>
        network.DoAsync<CloseSiteHandler, SiteClosed>((handler, ct) => handler.HandleAsync(new CloseSite(site, on), actor ?? Actor.System, ct));

    private static async Task RefusedAsync(string code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(act)).Code);
}
