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

    public sealed record MoveIn(DateTimeOffset StartsAt, SiteId? Site = null);

    public sealed record CancelIn([property: Required] string Reason);
}
