using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>How well a factory repairs boards, over the days before today.</summary>
public sealed record BoardFigures(SiteId Site, int Days = 90);

/// <param name="FirstPass">Of the boards whose first final test lies in the period: passed it.</param>
public sealed record PartYield(string Part, string PartName, Proportion FirstPass);

/// <param name="Hours">Median hours at the station, of the stays that ended in the period; null where none did.</param>
public sealed record StationTime(BoardState Station, int Stays, double? Hours);

/// <param name="Salvaged">Of the boards finished in the period: known good rather than scrap.</param>
public sealed record BoardFiguresView(
    SiteRef Site, DateOnly From, DateOnly To, Proportion FirstPass, Proportion Salvaged, IReadOnlyList<PartYield> Parts, IReadOnlyList<StationTime> Stations);

public sealed class BoardFiguresHandler(MainstayDb db, ICatalogue catalogue, ISites sites, TimeProvider clock)
{
    private const int LongestDays = 730;

    public async Task<BoardFiguresView> HandleAsync(BoardFigures request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, ListBoardsHandler.Viewers);
        if (request.Days is < 1 or > LongestDays)
        {
            throw new RefusedException("period-not-possible", $"Between 1 and {LongestDays} days are expected.");
        }

        var now = clock.Now();
        var since = now.AddDays(-request.Days);
        var jobs = db.Set<BoardJob>().AsNoTracking().Where(job => job.Site == site.Id);
        var tested = await jobs.Where(job => job.FirstTestAt >= since).Select(job => new { job.Part, job.FirstPass }).ToListAsync(ct);
        var done = await jobs.Where(job => job.DoneAt >= since).GroupBy(job => job.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        List<PartYield> parts = [];
        foreach (var group in tested.GroupBy(job => job.Part))
        {
            var part = await catalogue.PartAsync(group.Key, ct);
            parts.Add(new PartYield(part?.Number ?? "", part?.Name ?? "", Proportion.Of(group.Count(job => job.FirstPass == true), group.Count())));
        }

        var passed = done.GetValueOrDefault(BoardState.Passed);
        return new BoardFiguresView(
            site.Ref, site.Today(since), site.Today(now), Proportion.Of(tested.Count(job => job.FirstPass == true), tested.Count),
            Proportion.Of(passed, passed + done.GetValueOrDefault(BoardState.Scrapped)),
            [.. parts.OrderByDescending(row => row.FirstPass.Count).ThenBy(row => row.Part, StringComparer.Ordinal)], await StationsAsync(site.Id, since, ct));
    }

    /// <summary>A stay begins with the step that led to the station, the first with the scan-in, and ends with the next step.</summary>
    private async Task<IReadOnlyList<StationTime>> StationsAsync(SiteId factory, DateTimeOffset since, CancellationToken ct)
    {
        var jobs = await db.Set<BoardJob>().AsNoTracking().Where(job => job.Site == factory && job.Since >= since).Select(job => new { job.Id, job.ReceivedAt }).ToDictionaryAsync(job => job.Id, job => job.ReceivedAt, ct);
        var steps = await (
            from step in db.Set<BoardStep>().AsNoTracking()
            join job in db.Set<BoardJob>() on step.Job equals job.Id
            where job.Site == factory && job.Since >= since
            orderby step.Job, step.Sequence
            select new { step.Job, step.To, step.At }).ToListAsync(ct);
        Dictionary<BoardState, List<double>> stays = [];
        foreach (var way in steps.GroupBy(step => step.Job))
        {
            var (at, begun) = (BoardState.Received, jobs[way.Key]);
            foreach (var step in way)
            {
                if (step.At >= since)
                {
                    (stays.TryGetValue(at, out var hours) ? hours : stays[at] = []).Add((step.At - begun).TotalHours);
                }

                (at, begun) = (step.To, step.At);
            }
        }

        return [.. new[] { BoardState.Received, BoardState.Test, BoardState.Repair, BoardState.FinalTest }.Select(station =>
        {
            var hours = stays.GetValueOrDefault(station, []).Order().ToList();
            return new StationTime(station, hours.Count, hours.Count == 0 ? null : (hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2);
        })];
    }
}

/// <summary>The register of e-waste: what a factory gave to recyclers, by month.</summary>
/// <param name="Month">Its first day; null: the running month of the site.</param>
public sealed record ListScrap(SiteId Site, DateOnly? Month = null);

public sealed record ScrapRow(BoardJobId Id, string Tag, string Part, string PartName, DateTimeOffset At, string Reason, int WeightGrams, string Stream, string Recycler, string Document);

public sealed record ScrapStream(string Stream, int Pieces, long Grams);

public sealed record ScrapRegister(SiteRef Site, DateOnly Month, IReadOnlyList<ScrapRow> Rows, IReadOnlyList<ScrapStream> Streams);

public sealed class ListScrapHandler(MainstayDb db, ICatalogue catalogue, ISites sites, TimeProvider clock)
{
    public async Task<ScrapRegister> HandleAsync(ListScrap request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, ListBoardsHandler.Viewers);
        var day = request.Month ?? site.Today(clock.Now());
        var first = new DateOnly(day.Year, day.Month, 1);
        var (from, to) = (site.Hours.At(first, 0), site.Hours.At(first.AddMonths(1), 0));
        List<ScrapRow> rows = [];
        foreach (var job in await db.Set<BoardJob>().AsNoTracking()
            .Where(job => job.Site == site.Id && job.State == BoardState.Scrapped && job.DoneAt >= from && job.DoneAt < to).OrderBy(job => job.DoneAt).ToListAsync(ct))
        {
            var part = await catalogue.PartAsync(job.Part, ct);
            rows.Add(new ScrapRow(job.Id, job.Tag, part?.Number ?? "", part?.Name ?? "", job.DoneAt!.Value, job.ScrapReason ?? "", job.WeightGrams ?? 0, job.Stream ?? "", job.Recycler ?? "", job.RecyclerDocument ?? ""));
        }

        return new ScrapRegister(site.Ref, first, rows,
            [.. rows.GroupBy(row => row.Stream).Select(group => new ScrapStream(group.Key, group.Count(), group.Sum(row => (long)row.WeightGrams))).OrderBy(row => row.Stream, StringComparer.Ordinal)]);
    }
}
