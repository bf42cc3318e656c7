using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Watch;

/// <summary>Keeps the daily figures in step with the cases: a little at a time while serving, all at once after an import.</summary>
public sealed class FiguresWorker(Database database, ISites sites, TimeProvider clock)
{
    /// <summary>A change is stamped before it is committed: so long a slow commit may take and still be seen.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>Above this many changed cases reckoning everything anew is cheaper.</summary>
    private const int MostAtOnce = 5_000;

    /// <summary>Verbs that move a case into another day's figures.</summary>
    private static readonly Verb[] _marks =
        [Verb.Open, Verb.Receive, Verb.CutOver, Verb.PassQuality, Verb.PrepareReturn, Verb.HandOver, Verb.Reopen, Verb.Transfer, Verb.Resume];

    /// <returns>How many cases had changed since the last time.</returns>
    public async Task<int> CatchUpAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var upTo = clock.Now();
        var cursor = await db.Set<FiguresCursor>().FindAsync([FiguresCursor.Daily], ct);
        if (cursor is null)
        {
            return await RebuildAsync(ct);
        }

        var since = cursor.UpTo - Overlap;
        var changed = await db.Cases.Where(c => c.UpdatedAt >= since && !c.IsHistory)
            .Select(c => new { c.Id, c.Site, c.BounceOf }).Take(MostAtOnce + 1).ToListAsync(ct);
        if (changed.Count > MostAtOnce)
        {
            return await RebuildAsync(ct);
        }

        if (changed.Count == 0)
        {
            if (upTo - cursor.UpTo > Overlap)
            {
                cursor.UpTo = upTo;
                await db.SaveChangesAsync(ct);
            }

            return 0;
        }

        var ids = changed.Select(c => c.Id).Concat(changed.Select(c => c.BounceOf).OfType<Contracts.CaseId>()).Distinct().ToList();
        var known = (await sites.AllAsync(ct)).ToDictionary(site => site.Id);
        var days = new HashSet<(SiteId Site, DateOnly Day)>();
        foreach (var chunk in ids.Chunk(500))
        {
            var marks = await (
                from e in db.CaseEvents
                join c in db.Cases on e.Case equals c.Id
                where chunk.Contains(e.Case) && _marks.Contains(e.Verb)
                select new { c.Site, EventSite = e.Site, e.Verb, e.OccurredAt, e.RecordedAt }).ToListAsync(ct);
            foreach (var mark in marks)
            {
                days.Add((mark.Site, known[mark.Site].Today(mark.OccurredAt)));
                days.Add((mark.EventSite, known[mark.EventSite].Today(mark.OccurredAt)));
                if (mark.Verb == Verb.CutOver)
                {
                    days.Add((mark.Site, known[mark.Site].Today(mark.RecordedAt))); // A job taken over as ready was received then and is ready now.
                }
            }
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.FiguresAsync(db, ct);
        await db.Entry(cursor).ReloadAsync(ct);
        if (cursor.UpTo - Overlap != since)
        {
            return 0; // Another node has reckoned them meanwhile.
        }

        foreach (var ofSite in days.GroupBy(key => key.Site))
        {
            await ReckonAsync(db, known, ofSite.Key, [.. ofSite.Select(key => key.Day)], ct);
        }

        cursor.UpTo = upTo;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return changed.Count;
    }

    private static async Task ReckonAsync(MainstayDb db, Dictionary<SiteId, SiteInfo> known, SiteId site, HashSet<DateOnly> days, CancellationToken ct)
    {
        var reckoning = new Reckoning(known);
        var zone = known[site].Hours.Zone;
        foreach (var (first, last) in Runs(days))
        {
            var from = Midnight(first, zone);
            var until = Midnight(last.AddDays(1), zone);
            var cases = await FiguresSource.Of(db.Cases.Where(c => c.Site == site && !c.IsHistory
                && ((c.ReceivedAt >= from && c.ReceivedAt < until) || (c.ReadyAt >= from && c.ReadyAt < until) || (c.HandedOverAt >= from && c.HandedOverAt < until))), db).ToListAsync(ct);
            cases.ForEach(reckoning.Add);
            await db.Set<DailyFigures>().Where(row => row.Site == site && row.Day >= first && row.Day <= last).ExecuteDeleteAsync(ct);
            await db.Set<DailyCauses>().Where(row => row.Site == site && row.Day >= first && row.Day <= last).ExecuteDeleteAsync(ct);
            await Bulk.InsertAsync(db, reckoning.Rows.Where(row => row.Day >= first && row.Day <= last).ToList(), ct);
            await Bulk.InsertAsync(db, reckoning.Causes.Where(row => row.Day >= first && row.Day <= last).ToList(), ct);
            reckoning = new Reckoning(known);
        }
    }

    /// <summary>All figures from all cases, in one transaction.</summary>
    /// <returns>How many cases were reckoned.</returns>
    public async Task<int> RebuildAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var upTo = clock.Now();
        var (reckoning, count) = await FiguresSource.AllAsync(db, sites, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.FiguresAsync(db, ct);
        await db.Set<DailyFigures>().ExecuteDeleteAsync(ct);
        await db.Set<DailyCauses>().ExecuteDeleteAsync(ct);
        await Bulk.InsertAsync(db, reckoning.RowsAsRead, ct);
        await Bulk.InsertAsync(db, reckoning.Causes, ct);
        if (await db.Set<FiguresCursor>().FindAsync([FiguresCursor.Daily], ct) is { } cursor)
        {
            cursor.UpTo = upTo;
        }
        else
        {
            db.Add(new FiguresCursor { Name = FiguresCursor.Daily, UpTo = upTo });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return count;
    }

    /// <summary>Neighbouring days as one run, so that a site is read once for them.</summary>
    private static IEnumerable<(DateOnly First, DateOnly Last)> Runs(HashSet<DateOnly> days)
    {
        DateOnly? first = null;
        var last = default(DateOnly);
        foreach (var day in days.Order())
        {
            if (first is { } begun && day > last.AddDays(1))
            {
                yield return (begun, last);
                first = day;
            }

            first ??= day;
            last = day;
        }

        if (first is { } open)
        {
            yield return (open, last);
        }
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>Reads cases the way <see cref="Reckoning"/> wants them.</summary>
internal static class FiguresSource
{
    public static IQueryable<Reckoned> Of(IQueryable<Case> cases, MainstayDb db)
    {
        var bounces = db.Bounces;
        return
            from c in cases.AsNoTracking()
            select new Reckoned(
                c.Id, c.Site, c.Category, c.ReceivedAt, c.ReadyAt, c.HandedOverAt, c.FirstReadyP90, c.ReadyP90, c.SlipCause, c.UntoldSince,
                c.NetSeconds, c.Outcome,
                bounces.Where(b => b.Former == c.Id).Min(b => (int?)b.Days));
    }

    public static async Task<(Reckoning Reckoning, int Count)> AllAsync(MainstayDb db, ISites sites, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var reckoning = new Reckoning((await sites.AllAsync(ct)).ToDictionary(site => site.Id));
        var count = 0;
        await foreach (var c in Of(db.Cases.Where(c => !c.IsHistory && c.ReceivedAt != null), db).AsAsyncEnumerable().WithCancellation(ct))
        {
            reckoning.Add(c);
            count++;
        }

        return (reckoning, count);
    }
}
