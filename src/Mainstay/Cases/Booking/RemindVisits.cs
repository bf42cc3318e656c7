using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Booking;

/// <summary>
/// The day before, in the site's own time zone, whoever booked is reminded, unless he booked that very day. A visit that moved is
/// reminded of anew. Run again, or on two nodes at once, it queues nothing twice.
/// </summary>
public sealed class RemindVisits(IServiceScopeFactory scopes, ISites sites, TimeProvider clock)
{
    private const int MostAtOnce = 1000;

    /// <returns>How many reminders were queued.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
        var notices = scope.ServiceProvider.GetRequiredService<VisitNotices>();
        var now = clock.Now();
        var latest = now.AddHours(48);
        var near = await db.Visits
            .Where(v => v.State == VisitState.Booked && v.StartsAt > now && v.StartsAt < latest && (v.RemindedOf == null || v.RemindedOf != v.StartsAt))
            .OrderBy(v => v.StartsAt).Take(MostAtOnce).ToListAsync(ct);
        var queued = 0;
        foreach (var visit in near)
        {
            var site = await sites.GetAsync(visit.Site, ct);
            var today = site.Today(now);
            if (site.Today(visit.StartsAt) > today.AddDays(1))
            {
                continue;
            }

            if (site.Today(visit.BookedAt) < today || visit.Moved > 0)
            {
                await notices.RemindAsync(visit, site, ct);
                queued++;
            }

            visit.RemindedOf = visit.StartsAt;
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return queued;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.IndexOf(e) is not null)
        {
            return 0; // Another node was at it; what is left comes with the next round.
        }
    }
}
