using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>A day's visits at a counter, with what is still free, and how full the days after it are.</summary>
/// <param name="Day">In the site's own time zone; null: today.</param>
public sealed record ListVisits(SiteId Site, DateOnly? Day = null, CategoryId? Category = null);

public sealed record VisitRow(
    VisitId Id, string Number, CaseId? Case, CustomerId Customer, string? CustomerName, string? CustomerPhone, CategoryId Category, string? Model,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, VisitState State, bool IsExtra, int? Token, TokenId? TokenId, int Moved, string? Reason);

/// <param name="Seats">Those there are and those given beyond.</param>
public sealed record SlotRow(DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Seats, int Extra, int Taken, int Free);

public sealed record DayLoad(DateOnly Day, int Booked, int Arrived, int NoShow, int Cancelled, int Free);

/// <param name="Category">The one whose slots are shown.</param>
/// <param name="History">What overbooking rests on.</param>
public sealed record VisitDay(
    SiteRef Site, DateOnly Day, CategoryId? Category, IReadOnlyList<VisitRow> Visits, IReadOnlyList<SlotRow> Slots, IReadOnlyList<DayLoad> Days, NoShowHistory History);

public sealed class ListVisitsHandler(
    MainstayDb db, VisitBook book, ICatalogue catalogue, ICustomers customers, ITerms terms, IAudit audit, TimeProvider clock)
{
    private const int DaysAhead = 28;
    private static readonly Role[] _roles = [Role.FrontDesk, Role.CentreManager, Role.Agent, Role.HeadOfService];

    public async Task<VisitDay> HandleAsync(ListVisits request, Actor actor, CancellationToken ct)
    {
        var site = await book.CounterAsync(request.Site, ct);
        actor.Demand(site.Ref, _roles);
        var now = clock.Now();
        var day = request.Day is { Year: > 2000 and < 2200 } asked ? asked : site.Today(now);
        var (begin, end) = (site.Hours.At(day, 0), site.Hours.At(day.AddDays(1), 0));
        var visits = await db.Visits.AsNoTracking().Where(v => v.Site == site.Id && v.StartsAt >= begin && v.StartsAt < end).OrderBy(v => v.StartsAt).ThenBy(v => v.Number).Take(1000).ToListAsync(ct);
        var category = await ChosenAsync(site, request.Category, ct);
        var booking = (await terms.CurrentAsync(site.Today(now), ct)).Booking;
        var slots = category is null ? [] : (await book.DaysAsync(site, category, null, day, 1, withPast: true, ct)).SelectMany(open => open.Slots).ToList();
        return new VisitDay(
            site.Ref, day, category?.Id, await RowsAsync(visits, ct),
            [.. slots.Select(slot => new SlotRow(slot.Frame.StartsAt, slot.Frame.EndsAt, slot.Seats, slot.Extra, slot.Taken.Count, slot.Free))],
            await AheadAsync(site, category, day, ct),
            await book.HistoryAsync(site, booking, now, ct));

        async Task<IReadOnlyList<VisitRow>> RowsAsync(List<Visit> found, CancellationToken ct)
        {
            var people = await customers.FindManyAsync([.. found.Select(v => v.Customer).Distinct()], ct);
            if (found.Count > 0)
            {
                await audit.ReadAsync(actor, "bookings.page", $"site:{site.Id}", site.Id, ct);
            }

            var ids = found.Select(v => v.Token).OfType<TokenId>().ToList();
            var tokens = await db.Tokens.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Number, ct);
            var rows = new List<VisitRow>(found.Count);
            foreach (var v in found)
            {
                var who = people.GetValueOrDefault(v.Customer);
                var model = v.Model is { } id ? await catalogue.ModelAsync(id, ct) : null;
                rows.Add(new VisitRow(v.Id, v.Number, v.Case, v.Customer, who?.Name, who?.Phone, v.Category, model?.FullName, v.StartsAt, v.EndsAt, v.State,
                    v.IsExtra, v.Token is { } token && tokens.TryGetValue(token, out var number) ? number : null, v.Token, v.Moved, v.Reason));
            }

            return rows;
        }
    }

    /// <summary>The one asked for; else the first of the catalogue that can be repaired here.</summary>
    private async Task<CategoryInfo?> ChosenAsync(SiteInfo site, CategoryId? asked, CancellationToken ct)
    {
        if (asked is { } id)
        {
            return await book.CategoryAsync(id, null, ct);
        }

        CategoryInfo? best = null;
        var most = 0;
        foreach (var category in await catalogue.CategoriesAsync(ct))
        {
            if (await book.SkilledAsync(site, category, ct) is var skilled && skilled > most)
            {
                (best, most) = (category, skilled);
            }
        }

        return best;
    }

    private async Task<IReadOnlyList<DayLoad>> AheadAsync(SiteInfo site, CategoryInfo? category, DateOnly day, CancellationToken ct)
    {
        var first = day.AddDays(-(((int)day.DayOfWeek + 6) % 7)); // Monday of its week.
        var (begin, end) = (site.Hours.At(first, 0), site.Hours.At(first.AddDays(DaysAhead), 0));
        var visits = (await db.Visits.AsNoTracking().Where(v => v.Site == site.Id && v.StartsAt >= begin && v.StartsAt < end)
            .Select(v => new { v.StartsAt, v.State }).ToListAsync(ct)).ToLookup(v => site.Today(v.StartsAt), v => v.State);
        var free = category is null ? [] : (await book.DaysAsync(site, category, null, first, DaysAhead, withPast: false, ct))
            .ToDictionary(open => open.Day, open => open.Slots.Sum(slot => slot.Free));
        return
        [
            .. Enumerable.Range(0, DaysAhead).Select(first.AddDays).Select(date => new DayLoad(
                date, visits[date].Count(s => s == VisitState.Booked), visits[date].Count(s => s == VisitState.Arrived),
                visits[date].Count(s => s == VisitState.NoShow), visits[date].Count(s => s == VisitState.Cancelled), free.GetValueOrDefault(date))),
        ];
    }
}
