using Mainstay.Access.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Cases.Notices;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Promises;

/// <summary>
/// Finds promises that will not be kept and makes new ones before they break, so that the customer hears it from us and first. May
/// run on every node: a promise is moved against the version of the case that was judged, so the second to come finds it done.
/// </summary>
public sealed class PromiseWatch(IServiceScopeFactory scopes, Database database, ISites sites, ICatalogue catalogue, PromiseBook promises, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>A centre may be closed for long: a promise so far ahead can still be within its next working day.</summary>
    private static readonly TimeSpan _horizon = TimeSpan.FromDays(4);

    /// <summary>What broke longer ago is a matter for people; a message would be late news.</summary>
    private static readonly TimeSpan _tooLate = TimeSpan.FromDays(2);

    /// <returns>How many promises were moved.</returns>
    public async Task<int> WarnAsync(CancellationToken ct)
    {
        var moved = 0;
        foreach (var c in await AtRiskAsync(ct))
        {
            moved += await MoveAsync(c, ct) ? 1 : 0;
        }

        return moved;
    }

    /// <summary>While the customer has not answered, the clock is his and no promise is moved: he is reminded instead.</summary>
    /// <returns>How many reminders were due.</returns>
    public async Task<int> RemindAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EstimateReminders>().RemindAsync(ct);
    }

    /// <summary>The cases whose promise will break as things stand.</summary>
    internal async Task<IReadOnlyList<Case>> AtRiskAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        var found = new List<Case>();
        await foreach (var c in DueAsync(db, now, ct))
        {
            var site = await sites.GetAsync(c.Site, ct);
            var due = PromiseOutlook.IsBeforeDiagnosis(c.State) ? c.KnownBy : c.ReadyP90;
            if (due is not { } latest || site.Hours.OpenBetween(now, latest) is var left && left > PromiseOutlook.Ahead)
            {
                continue;
            }

            var grounds = await GroundsAsync(c, site, now, ct);
            if (PromiseOutlook.WillBreak(c.State, PromiseOutlook.TimeOf(grounds, c), site.Hours.OpenBetween(c.ClockSince, now), left))
            {
                found.Add(c);
            }
        }

        return found;
    }

    /// <summary>By the two indexes of promises still to be kept; finished cases are in neither, however many there are.</summary>
    private static async IAsyncEnumerable<Case> DueAsync(MainstayDb db, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (from, until) = (now - _tooLate, now + _horizon);
        var open = db.Cases.AsNoTracking().Where(c => c.IsOpen && c.ReadyAt == null && !c.IsHistory && c.ClockOwner != ClockOwner.Customer);
        var ready = open.Where(c => c.ReadyP90 >= from && c.ReadyP90 <= until).OrderBy(c => c.ReadyP90).ThenBy(c => c.Id);
        var known = open.Where(c => c.KnownBy >= from && c.KnownBy <= until).OrderBy(c => c.KnownBy).ThenBy(c => c.Id);
        foreach (var due in new[] { ready, known })
        {
            for (var read = 0; ; read += Page)
            {
                var page = await due.Skip(read).Take(Page).ToListAsync(ct);
                foreach (var c in page)
                {
                    yield return c;
                }

                if (page.Count < Page)
                {
                    break;
                }
            }
        }
    }

    private async Task<bool> MoveAsync(Case c, CancellationToken ct)
    {
        if (PromiseOutlook.CauseOf(c.ClockOwner) is not { } cause)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService<MovePromiseHandler>();
        try
        {
            await handler.HandleAsync(new MovePromise { Case = c.Id, Version = c.Version, Reason = cause, AtLeast = PromiseOutlook.Ahead }, Actor.System, ct);
            return true;
        }
        catch (RefusedException)
        {
            return false; // Somebody was at it in the same moment, or on another node: the next round looks again.
        }
    }

    private async Task<PromiseGrounds> GroundsAsync(Case c, SiteInfo site, DateTimeOffset now, CancellationToken ct) =>
        await promises.GroundsAsync((await catalogue.ModelAsync(c.Model, ct))?.CategoryCode ?? "", site.Today(now), ct);
}
