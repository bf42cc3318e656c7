using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>A slot as it stands: how many seats it has, how many of them are given beyond those there are, and how many are taken.</summary>
internal sealed record SlotSeats(SlotFrame Frame, int Seats, int Extra, IReadOnlySet<int> Taken)
{
    public int Free => Candidates.Count(seat => !Taken.Contains(seat));

    /// <summary>
    /// Seats are shared by all categories. Whoever many can serve is seated at the far end, so that the near seats stay for what only
    /// few people can do; extra ones come last.
    /// </summary>
    public IEnumerable<int> Candidates => Enumerable.Range(1, Seats).Reverse().Concat(Enumerable.Range(SeatRule.FirstExtra + 1, Extra));
}

/// <summary>The seats of a site: what is free, and the one way to take one.</summary>
public sealed class VisitBook(MainstayDb db, ISites sites, IPeople people, ICatalogue catalogue, ITerms terms, TimeProvider clock)
{
    internal async Task<CategoryInfo> CategoryAsync(CategoryId? category, ModelId? model, CancellationToken ct)
    {
        var id = category ?? (model is { } named ? (await catalogue.ModelAsync(named, ct))?.Category : null);
        return (id is { } found ? await catalogue.CategoryAsync(found, ct) : null)
            ?? throw new RefusedException("category-not-found", "Say what the visit is about: a category or a model of the catalogue.");
    }

    internal async Task<SiteInfo> CounterAsync(SiteId id, CancellationToken ct)
    {
        var site = await sites.GetAsync(id, ct);
        return site.Ref.Kind == SiteKind.ServiceCentre
            ? site
            : throw new RefusedException("not-a-counter", $"{site.Ref.Name} has no counter.");
    }

    /// <summary>Days from <paramref name="from"/> on that can be booked, each with its slots still to come.</summary>
    internal async Task<IReadOnlyList<(DateOnly Day, IReadOnlyList<SlotSeats> Slots)>> DaysAsync(
        SiteInfo site, CategoryInfo category, int? repairLevel, DateOnly from, int days, bool withPast, CancellationToken ct)
    {
        var now = clock.Now();
        var today = site.Today(now);
        var booking = (await terms.CurrentAsync(today, ct)).Booking;
        var first = withPast || from > today ? from : today;
        var last = Earlier(from.AddDays(days - 1), today.AddDays(booking.AheadDays));
        var skilled = await SkilledAsync(site, category, ct);
        var seats = SeatRule.Seats(skilled, site.Capacity, booking.WalkInPercent);
        if (last < first || seats == 0)
        {
            return [];
        }

        var rate = SeatRule.SafeNoShowRate(await HistoryAsync(site, booking, now, ct), booking);
        var begin = site.Hours.At(first, 0);
        var end = site.Hours.At(last.AddDays(1), 0);
        var taken = (await db.SeatsTaken.AsNoTracking().Where(s => s.Site == site.Id && s.StartsAt >= begin && s.StartsAt < end)
            .Select(s => new { s.StartsAt, s.Seat }).ToListAsync(ct)).ToLookup(s => s.StartsAt, s => s.Seat);
        var earliest = withPast ? DateTimeOffset.MinValue : now.AddMinutes(booking.LeadMinutes);
        var minutes = booking.MinutesFor(category.Code, repairLevel);
        var result = new List<(DateOnly, IReadOnlyList<SlotSeats>)>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (day < site.OpensOn || day >= site.ClosesOn)
            {
                continue;
            }

            var frames = SlotPlan.Of(site.Hours, day, minutes);
            var extra = SeatRule.ExtraSeats(seats * frames.Count, rate, booking.OverbookingRiskPercent / 100d);
            var slots = frames
                .Select((frame, i) => new SlotSeats(frame, seats, SeatRule.ShareOf(extra, i, frames.Count), frame.Cells.SelectMany(cell => taken[cell]).ToHashSet()))
                .Where(slot => slot.Frame.StartsAt >= earliest)
                .ToList();
            if (slots.Count > 0)
            {
                result.Add((day, slots));
            }
        }

        return result;
    }

    /// <summary>
    /// Takes a seat of the slot that begins at this instant, within the caller's transaction. Of two who want the last one the key of the
    /// seat lets one through; the other is refused.
    /// </summary>
    internal async Task<SeatClaim> ClaimAsync(VisitId visit, SiteInfo site, CategoryInfo category, DateTimeOffset startsAt, int? repairLevel, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A seat is taken within a transaction.");
        }

        var at = startsAt.ToUniversalTime().ToMicroseconds();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, site.Hours.Zone).DateTime);
        var slot = (await DaysAsync(site, category, repairLevel, day, 1, withPast: false, ct)).SelectMany(open => open.Slots).FirstOrDefault(s => s.Frame.StartsAt == at)
            ?? throw new RefusedException("slot-not-possible", $"{site.Ref.Name} has no bookable slot that begins then. Choose one of those it offers.");
        var today = site.Today(clock.Now());
        var policy = (await terms.CurrentAsync(today, ct)).Version;
        foreach (var seat in slot.Candidates.Where(seat => !slot.Taken.Contains(seat)))
        {
            SeatTaken[] rows = [.. slot.Frame.Cells.Select(cell => new SeatTaken { Site = site.Id, StartsAt = cell, Seat = seat, Visit = visit })];
            db.AddRange(rows);
            try
            {
                await db.SaveChangesAsync(ct); // Within a transaction a savepoint surrounds it: what fails is undone alone.
                return new SeatClaim(visit, slot.Frame.StartsAt, slot.Frame.EndsAt, seat, policy);
            }
            catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) == "pk_cases_visit_seats")
            {
                foreach (var row in rows)
                {
                    db.Entry(row).State = EntityState.Detached; // Somebody was a moment faster: the next seat.
                }
            }
        }

        throw new RefusedException("slot-full", "Somebody else has just taken the last place at this time. Choose another time.");
    }

    /// <summary>Gives back what a visit holds; the caller saves.</summary>
    internal async Task FreeAsync(VisitId visit, CancellationToken ct) =>
        db.RemoveRange(await db.SeatsTaken.Where(s => s.Visit == visit).ToListAsync(ct));

    /// <summary>A seat at the new time, and then the old one given back: who finds no room keeps what he has.</summary>
    internal async Task<SeatClaim> MoveAsync(Visit visit, SiteId? to, DateTimeOffset startsAt, CancellationToken ct)
    {
        var site = await CounterAsync(to ?? visit.Site, ct);
        var held = await db.SeatsTaken.Where(s => s.Visit == visit.Id).ToListAsync(ct);
        var claim = await ClaimAsync(visit.Id, site, await CategoryAsync(visit.Category, null, ct), startsAt, null, ct);
        visit.Move(site.Id, claim);
        db.RemoveRange(held);
        return claim;
    }

    internal async Task<NoShowHistory> HistoryAsync(SiteInfo site, BookingTerms booking, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-booking.HistoryDays);
        var counts = await db.Visits.Where(v => v.Site == site.Id && v.StartsAt >= since && v.StartsAt < now)
            .GroupBy(v => v.State).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(ct);
        var missed = counts.FirstOrDefault(c => c.Key == VisitState.NoShow)?.Count ?? 0;
        return new NoShowHistory(missed, missed + (counts.FirstOrDefault(c => c.Key == VisitState.Arrived)?.Count ?? 0));
    }

    /// <summary>People at home here whose skills name the category, such as <c>smartphone_l2</c>.</summary>
    internal async Task<int> SkilledAsync(SiteInfo site, CategoryInfo category, CancellationToken ct) =>
        (await people.AtHomeAsync(site.Ref, Role.Technician, ct)).Count(person => person.Skills.Any(skill => skill.StartsWith(category.Code + "_", StringComparison.Ordinal)));

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
