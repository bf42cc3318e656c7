using Mainstay.Access.Contracts;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Network;

/// <summary>Sites, organisations and calendars.</summary>
public static class NetworkApi
{
    private static readonly Role[] _heads = [Role.Administrator, Role.HeadOfService];

    public static void MapNetwork(this IEndpointRouteBuilder api)
    {
        MapSites(api.MapGroup("/sites").WithTags("Network"));
        var network = api.MapGroup("").WithTags("Network");
        network.MapGet("/organisations", async (IOrganisations organisations, CancellationToken ct) =>
                TypedResults.Ok(new Page<OrganisationInfo>(await organisations.AllAsync(ct), null, null)))
            .WithName("listOrganisations").WithSummary("Makers, operators, suppliers, retailers, insurers").ForAnyStaff();
        network.MapPost("/organisations", async (RegisterOrganisation body, RegisterOrganisationHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                TypedResults.Ok(new Made((await http.WithIfMatchAsync(version => handler.HandleAsync(body with { Version = version ?? body.Version }, who.Actor, ct))).Value)))
            .WithName("registerOrganisation").WithSummary("Take a legal entity into the network, or change it").For(Role.Administrator);
        network.MapPost("/organisations/{id}/tax-registrations", async (OrganisationId id, TaxIn body, RegisterTaxHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(new RegisterTax(id, body.Scheme, body.Number, body.Region, body.ValidFrom, body.ValidTo), who.Actor, ct)).Value)))
            .WithName("registerTax").WithSummary("Record a tax number from a day on").For(Role.Administrator);
        network.MapGet("/calendars", async (ListCalendarsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<CalendarRow>(await handler.HandleAsync(new ListCalendars(), who.Actor, ct), null, null)))
            .WithName("listCalendars").WithSummary("Calendars with their shifts, holidays and time zone").ForAnyStaff();
        network.MapGet("/calendars/{id}", async (CalendarId id, ListCalendarsHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var calendar = (await handler.HandleAsync(new ListCalendars(id), who.Actor, ct))[0];
                http.ShowVersion(calendar.Calendar.Version);
                return TypedResults.Ok(calendar);
            })
            .WithName("getCalendar").WithSummary("One calendar").ForAnyStaff();
        network.MapPost("/calendars", async (SetCalendar body, SetCalendarHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                TypedResults.Ok(new Made((await http.WithIfMatchAsync(version => handler.HandleAsync(body with { Version = version ?? body.Version }, who.Actor, ct))).Value)))
            .WithName("setCalendar").WithSummary("Make a calendar, or replace its hours and holidays").For(_heads);
        network.MapPost("/network/import", async (string name, HttpRequest request, ImportNetworkHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ImportNetwork(await Files.TakeAsync(request, ct), name), who.Actor, ct)))
            .WithName("importNetwork").WithSummary("Sites from a CSV or GeoJSON file, all or nothing").TakesFile("text/csv", "application/geo+json").For(_heads);
        network.MapGet("/network/export", async (Word<NetworkFormat>? format, ExportNetworkHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var output = new MemoryStream();
                var wanted = format?.Value ?? NetworkFormat.Geojson;
                await handler.HandleAsync(new ExportNetwork(output, wanted), who.Actor, ct);
                return TypedResults.Bytes(output.ToArray(), wanted == NetworkFormat.Csv ? "text/csv" : "application/geo+json");
            })
            .WithName("exportNetwork").WithSummary("All sites as CSV or GeoJSON")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/geo+json", "text/csv").For(_heads);
    }

    private static void MapSites(RouteGroupBuilder sites)
    {
        sites.MapGet("", async (Word<SiteKind>? kind, string? state, OrganisationId? @operator, string? text, bool? includeClosed, string? cursor, int? limit, ListSitesHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var page = await handler.HandleAsync(new ListSites(kind?.Value, state, @operator, text, cursor, limit ?? 50, includeClosed ?? true), who.Actor, ct);
                return TypedResults.Ok(new Page<SiteRow>(page.Sites, page.Next, page.Count));
            })
            .WithName("listSites").WithSummary("Sites in the order of their codes").ForAnyStaff();
        sites.MapPost("", async (SiteFacts body, AddSiteHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var id = await handler.HandleAsync(new AddSite(body), who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/sites/{id}", new Made(id.Value));
            })
            .WithName("addSite").WithSummary("Add a site").For(_heads);
        sites.MapGet("/{id}", async (SiteId id, SiteDetailHandler handler, ISites known, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                who.Actor.Demand((await known.GetAsync(id, ct)).Ref, Enum.GetValues<Role>());
                var site = await handler.HandleAsync(new SiteDetail(id), who.Actor, ct);
                http.ShowVersion(site.Version);
                return TypedResults.Ok(site);
            })
            .WithName("getSite").WithSummary("A site with operator, calendar, links and tax").ForAnyStaff();
        sites.MapPut("/{id}", async (SiteId id, SiteFacts body, ChangeSiteHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(async version =>
                {
                    await handler.HandleAsync(new ChangeSite(id, body, version), who.Actor, ct);
                    return true;
                });
                return TypedResults.NoContent();
            })
            .WithName("changeSite").WithSummary("Replace what is said of a site").For(Role.Administrator, Role.HeadOfService, Role.Planner);
        sites.MapPost("/{id}/close", async (SiteId id, CloseIn body, CloseSiteHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                TypedResults.Ok(await http.WithIfMatchAsync(version => handler.HandleAsync(new CloseSite(id, body.On, version), who.Actor, ct))))
            .WithName("closeSite").WithSummary("No case is opened here from a day on; null takes it back").For(_heads);
        sites.MapGet("/{id}/calendar", async (SiteId id, SiteDetailHandler handler, ISites known, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                who.Actor.Demand((await known.GetAsync(id, ct)).Ref, Enum.GetValues<Role>());
                var site = await handler.HandleAsync(new SiteDetail(id), who.Actor, ct);
                http.ShowVersion(site.Version);
                return TypedResults.Ok(new SiteCalendar(site.Calendar, site.OwnHolidays, site.IsOpenNow));
            })
            .WithName("getSiteCalendar").WithSummary("When a site works: shifts, holidays of its calendar and its own, time zone").ForAnyStaff();
        sites.MapPut("/{id}/hours", async (SiteId id, HoursIn body, SetSiteHoursHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                TypedResults.Ok(new Made((await http.WithIfMatchAsync(version => handler.HandleAsync(new SetSiteHours(id, body.Zone, body.Shifts, body.Holidays, version), who.Actor, ct))).Value)))
            .WithName("setSiteHours").WithSummary("Give one site hours of its own; other sites keep theirs").For(_heads);
        sites.MapPut("/{id}/holidays", async (SiteId id, HolidaysIn body, SetSiteHolidaysHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                await http.WithIfMatchAsync(async version =>
                {
                    await handler.HandleAsync(new SetSiteHolidays(id, body.Holidays, version), who.Actor, ct);
                    return true;
                });
                return TypedResults.NoContent();
            })
            .WithName("setSiteHolidays").WithSummary("Replace a site's own holidays").For(Role.Administrator, Role.HeadOfService, Role.CentreManager, Role.FactoryManager);
    }

    public sealed record TaxIn(string Scheme, string Number, string Region, DateOnly ValidFrom, DateOnly? ValidTo);

    public sealed record CloseIn(DateOnly? On);

    public sealed record HoursIn(string Zone, IReadOnlyList<Shift> Shifts, IReadOnlyList<Holiday> Holidays);

    public sealed record SiteCalendar(CalendarDetails Calendar, IReadOnlyList<Holiday> OwnHolidays, bool IsOpenNow);

    public sealed record HolidaysIn(IReadOnlyList<Holiday> Holidays);
}
