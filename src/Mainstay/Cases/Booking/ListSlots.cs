using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Booking;

/// <summary>Times at a counter that can be booked. Where there is room is no secret: anybody may ask.</summary>
/// <param name="Category">What is brought; or by <paramref name="Model"/>.</param>
/// <param name="From">First day in the site's own time zone; null: today.</param>
/// <param name="RepairLevel">Where it is known: small work has shorter slots.</param>
public sealed record ListSlots(SiteId Site, CategoryId? Category = null, ModelId? Model = null, DateOnly? From = null, int Days = 7, int? RepairLevel = null);

public sealed record SlotDay(DateOnly Day, IReadOnlyList<Slot> Slots);

/// <param name="Free">Visits that still fit; 0: full.</param>
public sealed record Slot(DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Free);

public sealed class ListSlotsHandler(VisitBook book, TimeProvider clock)
{
    private const int MostDays = 31;

    public async Task<IReadOnlyList<SlotDay>> HandleAsync(ListSlots request, CancellationToken ct)
    {
        var site = await book.CounterAsync(request.Site, ct);
        var category = await book.CategoryAsync(request.Category, request.Model, ct);
        var from = request.From is { } day && day.Year is > 2000 and < 2200 ? day : site.Today(clock.Now());
        var days = await book.DaysAsync(site, category, request.RepairLevel, from, Math.Clamp(request.Days, 1, MostDays), withPast: false, ct);
        return [.. days.Select(open => new SlotDay(open.Day, [.. open.Slots.Select(slot => new Slot(slot.Frame.StartsAt, slot.Frame.EndsAt, slot.Free))]))];
    }
}
