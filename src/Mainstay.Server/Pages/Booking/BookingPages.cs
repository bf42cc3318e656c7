using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Api;
using Mainstay.Server.Pages.Shared;
using Microsoft.AspNetCore.WebUtilities;
using FormReader = Mainstay.Server.Pages.Cases.FormReader;

namespace Mainstay.Server.Pages.Booking;

/// <summary>Where the forms of booking are sent, and how slots are written and read on them.</summary>
internal static class BookingPages
{
    /// <summary>What the screen in the waiting hall hears of.</summary>
    private static readonly HashSet<string> _topics = ["desk"];

    private static readonly Role[] _desk = [Role.FrontDesk, Role.CentreManager];

    public static string SlotText(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Hour(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>Of the public page, with what is answered so far.</summary>
    public static string Address(string? product, string? place, string? site, string? slot) => QueryHelpers.AddQueryString(
        "/book", new Dictionary<string, string?> { ["product"] = product, ["place"] = place, ["site"] = site, ["slot"] = slot }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    public static void MapBookingPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/book/confirm", ConfirmAsync).Public().RequireRateLimiting(ApiSetup.SignInLimit);
        app.MapPost("/book/visit/cancel", CancelOwnAsync).Public().RequireRateLimiting(ApiSetup.SignInLimit);
        app.MapPost("/bookings/book", (HttpContext http, BookVisitHandler visits) => AtDeskAsync(http, async (form, site, actor, ct) =>
        {
            var booked = await visits.HandleAsync(
                new BookVisit
                {
                    Site = site,
                    StartsAt = form.Slot("slot") ?? throw new RefusedException("slot-not-possible", Words.Text("booking.error.slot")),
                    Category = form.Id<CategoryId>("category"),
                    DeviceIdentifier = form.Text("device"),
                    NewCustomer = new NewCustomer(form.Text("name") ?? "", form.Text("phone"), null, form.Text("language") ?? Language.Current),
                },
                actor,
                ct);
            return Words.Text("booking.desk.booked", booked.Number);
        })).For(_desk);
        app.MapPost("/bookings/{id}/arrive", (VisitId id, HttpContext http, ArriveVisitHandler visits) => AtDeskAsync(http, async (_, _, actor, ct) =>
        {
            var arrived = await visits.HandleAsync(new ArriveVisit(id), actor, ct);
            return Words.Text("booking.desk.arrived", arrived.Number, arrived.Token);
        })).For(_desk);
        app.MapPost("/bookings/{id}/cancel", (VisitId id, HttpContext http, ChangeVisitHandler visits) => AtDeskAsync(http, async (form, _, actor, ct) =>
        {
            var ended = await visits.HandleAsync(new CancelVisit(id, form.Reason), actor, ct);
            return Words.Text(ended.State == VisitState.NoShow ? "booking.desk.missed" : "booking.desk.cancelled", ended.Number);
        })).For(_desk);
        app.MapPost("/bookings/{id}/move", (VisitId id, HttpContext http, ChangeVisitHandler visits) => AtDeskAsync(http, async (form, _, actor, ct) =>
        {
            var moved = await visits.HandleAsync(new ChangeVisit(id, form.Slot("slot") ?? throw new RefusedException("slot-not-possible", Words.Text("booking.error.slot"))), actor, ct);
            return Words.Text("booking.desk.moved", moved.Number);
        })).For(_desk);
        app.MapPost("/display/issue", (HttpContext http, DisplayHandler displays) => AtDeskAsync(http, async (_, site, actor, ct) =>
        {
            await displays.HandleAsync(new IssueDisplay(site), actor, ct);
            return Words.Text("booking.display.issued");
        }, "/terminals")).For(Role.CentreManager);
        app.MapPost("/display/revoke", (HttpContext http, DisplayHandler displays) => AtDeskAsync(http, async (_, site, actor, ct) =>
        {
            await displays.HandleAsync(new RevokeDisplay(site), actor, ct);
            return Words.Text("booking.display.revoked");
        }, "/terminals")).For(Role.CentreManager);
        app.MapGet("/display/{key}/live", async (string key, HttpContext http, DisplayHandler displays, Live live, TimeProvider clock, IHostApplicationLifetime life) =>
        {
            if (await displays.ViewAsync(key, http.RequestAborted) is not { } view)
            {
                return Results.NotFound();
            }

            CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
            http.Response.RegisterForDispose(end);
            http.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(live.ListenAsync(view.Site.Code, _topics, clock, end.Token));
        }).Public();
    }

    /// <summary>A field no person sees was filled in: a machine. It is answered as if all went well.</summary>
    private static async Task<IResult> ConfirmAsync(HttpContext http, BookFromOutsideHandler handler, ISites sites, ICatalogue catalogue, Posted posted, Flash flash)
    {
        var form = await http.FormAsync();
        var read = new FormReader(form, Here.DefaultZone);
        if (read.Text("website") is not null)
        {
            return Results.LocalRedirect("/book");
        }

        try
        {
            var site = await sites.FindByCodeAsync(read.Text("site") ?? "", http.RequestAborted) ?? throw new RefusedException("site-not-found", Words.Text("case.form.site_unknown"));
            var category = (await catalogue.CategoriesAsync(http.RequestAborted)).FirstOrDefault(found => found.Code == read.Text("product"))
                ?? throw new RefusedException("category-not-found", Words.Text("booking.error.product"));
            var booked = await handler.HandleAsync(
                new BookFromOutside(
                    site.Id, category.Id, read.Slot("slot") ?? throw new RefusedException("slot-not-possible", Words.Text("booking.error.slot")),
                    read.Text("name") ?? "", read.Text("phone") ?? "", Language.Current, null, read.Text("device")),
                http.RequestAborted);
            flash.Say(Words.Text("booking.book.told", Show.Time(booked.StartsAt, site.Hours.Zone), site.Ref.Name));
            return Results.LocalRedirect($"/book/visit?number={Uri.EscapeDataString(booked.Number)}");
        }
        catch (RefusedException refusal)
        {
            var again = refusal.Code is "slot-full" or "slot-not-possible" ? null : read.Text("slot");
            posted.ShowAgain(form, "/book", new Uri("http://x" + Address(read.Text("product"), read.Text("place"), read.Text("site"), again)).Query, refusal);
            return Results.Empty;
        }
    }

    private static async Task<IResult> CancelOwnAsync(HttpContext http, OwnVisitHandler handler, Posted posted, Flash flash)
    {
        var form = await http.FormAsync();
        var read = new FormReader(form, Here.DefaultZone);
        try
        {
            var ended = await handler.CancelAsync(new OwnVisit(read.Text("number") ?? "", read.Text("phone") ?? ""), http.RequestAborted);
            flash.Say(Words.Text("booking.desk.cancelled", ended.Number));
            return Results.LocalRedirect("/book");
        }
        catch (RefusedException refusal)
        {
            posted.ShowAgain(form, "/book/visit", refusal: refusal);
            return Results.Empty;
        }
    }

    private static async Task<IResult> AtDeskAsync(HttpContext http, Func<FormReader, SiteId, Actor, CancellationToken, Task<string>> act, string? back = null)
    {
        var form = await http.FormAsync();
        var here = http.RequestServices.GetRequiredService<Here>();
        var flash = http.RequestServices.GetRequiredService<Flash>();
        try
        {
            var site = here.Site?.Ref.Id ?? throw new RefusedException("site-not-possible", Words.Text("case.form.site_needed"));
            flash.Say(await act(new FormReader(form, here.Zone), site, http.RequestServices.GetRequiredService<CurrentActor>().Actor, http.RequestAborted));
            http.RequestServices.GetRequiredService<Live>().Changed("desk", here.Site.Code);
        }
        catch (RefusedException refusal)
        {
            flash.Say(Refusals.TextOf(refusal), "warning");
        }

        return Results.LocalRedirect(back ?? (form["back"].FirstOrDefault() is { } asked && PagesSetup.IsLocal(asked) ? asked : "/bookings"));
    }
}
