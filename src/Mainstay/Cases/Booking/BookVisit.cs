using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>
/// Books a visit into a slot. With a device of the books a case in state booked is opened with it; without one the visit waits for the
/// device, since a case is about one device and its identity is not guessed.
/// </summary>
public sealed record BookVisit
{
    public required SiteId Site { get; init; }

    /// <summary>The beginning of one of the slots offered.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    public CategoryId? Category { get; init; }

    public ModelId? Model { get; init; }

    public DeviceId? Device { get; init; }

    /// <summary>Serial or IMEI as typed or scanned.</summary>
    public string? DeviceIdentifier { get; init; }

    public CustomerId? Customer { get; init; }

    public NewCustomer? NewCustomer { get; init; }

    public string? Symptom { get; init; }

    public string? Problem { get; init; }

    /// <summary>As asked of the slots.</summary>
    public int? RepairLevel { get; init; }
}

/// <param name="Case">Opened with it; null while the device is not known.</param>
public sealed record VisitBooked(
    VisitId Id, string Number, CaseId? Case, SiteRef Site, DateTimeOffset StartsAt, DateTimeOffset EndsAt, VisitState State, int Version)
{
    internal static VisitBooked Of(Visit visit, SiteRef site) =>
        new(visit.Id, visit.Number, visit.Case, site, visit.StartsAt, visit.EndsAt, visit.State, visit.Version);
}

public sealed class BookVisitHandler(
    MainstayDb db, VisitBook book, OpenCaseHandler cases, IDevices devices, ICatalogue catalogue, ICustomers customers,
    CaseNumbers numbers, VisitNotices notices, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<VisitBooked> HandleAsync(BookVisit request, Actor actor, CancellationToken ct)
    {
        var site = await book.CounterAsync(request.Site, ct);
        actor.Demand(site.Ref, [.. Moves.OpeningRoles]);
        if (request.Customer is null && request.NewCustomer is not { Name.Length: > 0 })
        {
            throw new RefusedException("customer-needed", "Name the customer: search by phone, or give name and phone.");
        }

        var device = await DeviceAsync(request, ct);
        var model = await ModelAsync(request, device, ct);
        var category = await book.CategoryAsync(model?.Category ?? request.Category, null, ct);
        Visit visit = null!;
        await InTransaction.RunAsync(db, async () =>
        {
            var seat = await book.ClaimAsync(ids.Next<VisitId>(), site, category, request.StartsAt, request.RepairLevel, ct);
            visit = device is null
                ? await KeepAsync(request, site, category, model, seat, actor, ct)
                : await OpenAsync(request, device, seat, actor, ct);
            await db.SaveChangesAsync(ct);
            await notices.MadeAsync(visit, site, ct);
            await db.SaveChangesAsync(ct);
        }, ct);
        return VisitBooked.Of(visit, site.Ref);
    }

    private async Task<DeviceInfo?> DeviceAsync(BookVisit request, CancellationToken ct) =>
        request.Device is { } id
            ? await devices.FindAsync(id, ct) ?? throw new RefusedException("device-not-found", "This device is not in the books.")
            : string.IsNullOrWhiteSpace(request.DeviceIdentifier) ? null : await devices.FindByIdentifierAsync(request.DeviceIdentifier, ct);

    private async Task<ModelInfo?> ModelAsync(BookVisit request, DeviceInfo? device, CancellationToken ct) =>
        device is null && request.Model is null ? null
        : await catalogue.ModelAsync(device?.Model ?? request.Model!.Value, ct)
            ?? throw new RefusedException("model-not-found", "There is no such model in the catalogue.");

    private async Task<Visit> OpenAsync(BookVisit request, DeviceInfo device, SeatClaim seat, Actor actor, CancellationToken ct)
    {
        var opened = await cases.HandleAsync(
            new OpenCase
            {
                Site = request.Site,
                Channel = IntakeChannel.Booking,
                Device = device.Id,
                Customer = request.Customer,
                NewCustomer = request.NewCustomer,
                Symptom = request.Symptom,
                Problem = request.Problem,
                BookedFor = seat.StartsAt,
                Seat = seat,
            },
            actor,
            ct);
        return await db.Visits.SingleAsync(visit => visit.Case == opened.Id, ct);
    }

    private async Task<Visit> KeepAsync(BookVisit request, SiteInfo site, CategoryInfo category, ModelInfo? model, SeatClaim seat, Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        var visit = new Visit
        {
            Id = seat.Visit,
            Number = $"{site.Ref.Code}-V{await numbers.NextAsync(db, $"V/{site.Ref.Code}", ct)}",
            Site = site.Id,
            Category = category.Id,
            Model = model?.Id,
            Customer = request.Customer ?? await customers.RegisterAsync(request.NewCustomer!, ct),
            StartsAt = seat.StartsAt,
            EndsAt = seat.EndsAt,
            Seat = seat.Seat,
            BookedAt = now,
            BookedBy = actor.Person,
            Policy = seat.Policy,
        };
        db.Add(visit);
        audit.Changed(actor, "visit.book", $"visit:{visit.Id}", site.Id);
        return visit;
    }
}
