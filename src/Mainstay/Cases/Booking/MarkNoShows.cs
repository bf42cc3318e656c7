using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Booking;

/// <summary>
/// Visits nobody came to, once the grace of the terms has passed: marked as no-shows, and their cases called off with that reason. The
/// customer may book again. Each visit is a transaction of its own; a second run, or a second node, finds it done.
/// </summary>
public sealed class MarkNoShows(IDbContextFactory<MainstayDb> databases, ITerms terms, VisitWork work, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <returns>How many were marked.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var grace = (await terms.CurrentAsync(DateOnly.FromDateTime(now.UtcDateTime), ct)).Booking.GraceMinutes;
        var latest = now.AddMinutes(-grace);
        List<VisitId> missed;
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            missed = await db.Visits.Where(v => v.State == VisitState.Booked && v.StartsAt < latest)
                .OrderBy(v => v.StartsAt).Take(MostAtOnce).Select(v => v.Id).ToListAsync(ct);
        }

        var marked = 0;
        foreach (var id in missed)
        {
            try
            {
                await work.CancelAsync(new CancelVisit(id, "no_show"), ct);
                marked++;
            }
            catch (RefusedException)
            {
                // He has just come, or another node was first.
            }
            catch (DbUpdateConcurrencyException)
            {
            }
        }

        return marked;
    }
}

/// <summary>Runs a verb in a scope of its own, for work that has no request.</summary>
public sealed class VisitWork(IServiceScopeFactory scopes)
{
    internal async Task CancelAsync(CancelVisit request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService<ChangeVisitHandler>();
        await handler.HandleAsync(request, Actor.System, ct);
    }
}
