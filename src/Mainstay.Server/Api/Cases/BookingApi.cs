using System.ComponentModel.DataAnnotations;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Cases;

/// <summary>Centres near a place, their free slots, and visits.</summary>
public static class BookingApi
{
    private static readonly Role[] _intake = [.. Moves.OpeningRoles];

    public static void MapBooking(this IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("").WithTags("Booking");
        open.MapGet("/centres/near", async (double? lat, double? lon, string? place, string? category, int? limit, NearCentresHandler handler, ICatalogue catalogue, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new NearCentres(lat, lon, place, await CategoryAsync(catalogue, category, ct), limit ?? 5), ct)))
            .WithName("findCentres").WithSummary("Centres near coordinates, a PIN or a town: distance, load, skill and next free slot").Public();
        open.MapGet("/sites/{site}/slots", async (SiteId site, string? category, ModelId? model, DateOnly? from, int? days, ListSlotsHandler handler, ICatalogue catalogue, CancellationToken ct) =>
                TypedResults.Ok(new Page<SlotDay>(await handler.HandleAsync(new ListSlots(site, await CategoryAsync(catalogue, category, ct), model, from, days ?? 7), ct), null, null)))
            .WithName("listSlots").WithSummary("Times at a counter that can be booked, by day").Public();

        open.MapPost("/visits/book", async (BookIn body, BookFromOutsideHandler handler, ICatalogue catalogue, CancellationToken ct) =>
            {
                var category = await CategoryAsync(catalogue, body.Category, ct) ?? throw new RefusedException("category-not-found", "Name the kind of product, such as phone.");
                var language = Pages.Language.Find(body.Language)?.TwoLetterISOLanguageName ?? throw new RefusedException("language-unknown", "The pages speak English (en) and Hindi (hi).");
                var booked = await handler.HandleAsync(new BookFromOutside(body.Site, category, body.StartsAt, body.Name, body.Phone, language, body.Model, body.Device), ct);
                return TypedResults.Created((string?)null, OwnVisitOut.Of(booked));
            })
            .WithName("bookFromOutside").WithSummary("A customer books for himself").WithDescription("What is known of the phone number or the device is not told.").Public();
        open.MapPost("/visits/own", async (OwnVisit body, OwnVisitHandler handler, CancellationToken ct) => TypedResults.Ok(OwnVisitOut.Of(await handler.HandleAsync(body, ct))))
            .WithName("viewOwnVisit").WithSummary("A customer's visit, by its number and his phone number").Public();
        open.MapPost("/visits/own/cancel", async (OwnVisit body, OwnVisitHandler handler, CancellationToken ct) => TypedResults.Ok(OwnVisitOut.Of(await handler.CancelAsync(body, ct))))
            .WithName("cancelOwnVisit").WithSummary("A customer calls his visit off").Public();

        var visits = api.MapGroup("/visits").WithTags("Booking");
        visits.MapPost("", async (BookVisit body, BookVisitHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var booked = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/visits/{booked.Id}", booked);
            })
            .WithName("bookVisit").WithSummary("Book a visit into a slot; with a device of the books its case is opened").For(_intake);
        visits.MapPost("/{id}/move", async (VisitId id, MoveIn body, ChangeVisitHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ChangeVisit(id, body.StartsAt, body.Site), who.Actor, ct)))
            .WithName("changeVisit").WithSummary("Another time, or another centre").For(_intake);
        visits.MapPost("/{id}/cancel", async (VisitId id, CancelIn body, ChangeVisitHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new CancelVisit(id, body.Reason), who.Actor, ct)))
            .WithName("cancelVisit").WithSummary("Call a visit off, or say that nobody came").For(_intake);
        visits.MapPost("/{id}/arrive", async (VisitId id, ArriveVisitHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ArriveVisit(id), who.Actor, ct)))
            .WithName("arriveVisit").WithSummary("Who booked is here: he gets a token").For(Role.FrontDesk, Role.CentreManager);
        api.MapGet("/sites/{site}/visits", async (SiteId site, DateOnly? day, string? category, ListVisitsHandler handler, ICatalogue catalogue, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListVisits(site, day, await CategoryAsync(catalogue, category, ct)), who.Actor, ct)))
            .WithName("listVisits").WithSummary("A day's visits with its slots, and how full the four weeks around are").WithTags("Booking")
            .For(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService);
    }

    /// <summary>By its code, as in files.</summary>
    internal static async ValueTask<CategoryId?> CategoryAsync(ICatalogue catalogue, string? code, CancellationToken ct) =>
        string.IsNullOrEmpty(code) ? null
        : (await catalogue.CategoriesAsync(ct)).FirstOrDefault(category => category.Code == code)?.Id
            ?? throw new RefusedException("category-not-found", $"There is no category {code} in the catalogue.");

    /// <param name="Category">Its code, such as <c>phone</c>.</param>
    /// <param name="Device">IMEI or serial, if at hand.</param>
    public sealed record BookIn(
        SiteId Site, [property: Required] string Category, DateTimeOffset StartsAt, [property: Required] string Name, [property: Required] string Phone, string Language = "en", ModelId? Model = null, string? Device = null);

    /// <summary>What a customer is told of his visit: nothing of the books.</summary>
    public sealed record OwnVisitOut(string Number, SiteRef Site, DateTimeOffset StartsAt, DateTimeOffset EndsAt, VisitState State)
    {
        internal static OwnVisitOut Of(VisitBooked visit) => new(visit.Number, visit.Site, visit.StartsAt, visit.EndsAt, visit.State);
    }

    public sealed record MoveIn(DateTimeOffset StartsAt, SiteId? Site = null);

    public sealed record CancelIn([property: Required] string Reason);
}
