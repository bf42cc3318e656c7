using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Watch;

/// <summary>How service does over a span of days, at the sites the asker's role reaches.</summary>
/// <param name="To">Inclusive.</param>
/// <param name="Category">Null: all.</param>
/// <param name="State">Centres of one state only.</param>
/// <param name="Site">One centre only.</param>
public sealed record ViewService(DateOnly From, DateOnly To, CategoryId? Category = null, string? State = null, SiteId? Site = null);

/// <summary>Both ends belong to it.</summary>
public sealed record Days(DateOnly From, DateOnly To)
{
    public int Count => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days, directly before.</summary>
    public Days Before => new(From.AddDays(-Count), From.AddDays(-1));

    public Days EndingAt(DateOnly last) => To <= last ? this : new Days(last.AddDays(1 - Count), last);

    public bool Has(DateOnly day) => day >= From && day <= To;
}

/// <summary>Sums of daily rows: any of them can be added up, and every rate is made from them.</summary>
public sealed record ServiceSums
{
    public static readonly ServiceSums None = new();

    public long Received { get; init; }

    public long Ready { get; init; }

    public long SameDay { get; init; }

    public long In3Days { get; init; }

    public long In1DayNet { get; init; }

    public long GrossSeconds { get; init; }

    public long NetSeconds { get; init; }

    public long Promised { get; init; }

    public long Kept { get; init; }

    /// <summary>Ready later than was promised first, not by the customer's own doing; and how often he was told in time.</summary>
    public long Slipped { get; init; }

    public long Warned { get; init; }

    public long Mended { get; init; }

    public long Back30 { get; init; }

    public ServiceSums Plus(ServiceSums other) => new()
    {
        Received = Received + other.Received,
        Ready = Ready + other.Ready,
        SameDay = SameDay + other.SameDay,
        In3Days = In3Days + other.In3Days,
        In1DayNet = In1DayNet + other.In1DayNet,
        GrossSeconds = GrossSeconds + other.GrossSeconds,
        NetSeconds = NetSeconds + other.NetSeconds,
        Promised = Promised + other.Promised,
        Kept = Kept + other.Kept,
        Slipped = Slipped + other.Slipped,
        Warned = Warned + other.Warned,
        Mended = Mended + other.Mended,
        Back30 = Back30 + other.Back30,
    };

    public TimeSpan? MeanGross => Ready == 0 ? null : TimeSpan.FromSeconds((double)GrossSeconds / Ready);

    public TimeSpan? MeanNet => Ready == 0 ? null : TimeSpan.FromSeconds((double)NetSeconds / Ready);
}

/// <summary>Received, not ready yet: by full days since receipt.</summary>
public sealed record Backlog(long Day1, long Day3, long Day7, long Day10, long Older)
{
    public static readonly Backlog None = new(0, 0, 0, 0, 0);

    /// <summary>Ends of the buckets in days; the last is open.</summary>
    public static readonly IReadOnlyList<int> Limits = [1, 3, 7, 10];

    public IReadOnlyList<long> Buckets => [Day1, Day3, Day7, Day10, Older];

    public long Open => Day1 + Day3 + Day7 + Day10 + Older;

    public Backlog Plus(Backlog other) => new(Day1 + other.Day1, Day3 + other.Day3, Day7 + other.Day7, Day10 + other.Day10, Older + other.Older);
}

public enum ServiceFigure
{
    /// <summary>Ready within three days of receipt.</summary>
    Gross,

    /// <summary>Ready within a day of our own time: the customer's own minutes do not count.</summary>
    Net,

    /// <summary>Ready not later than the customer was told.</summary>
    Promise,

    /// <summary>Of what was ready later than promised first: the customer heard of each new time before the old one was over.</summary>
    Warned,

    /// <summary>Mended, handed over, and back within 30 days.</summary>
    Bounce,

    /// <summary>Of what is open, longer here than ten days.</summary>
    Backlog,
}

/// <summary>A centre, or everything together: what was counted in the span and in the span before.</summary>
public sealed record ServicePart(ServiceSums Now, ServiceSums Before, Backlog Backlog)
{
    public static readonly ServicePart None = new(ServiceSums.None, ServiceSums.None, Backlog.None);

    public ServicePart Plus(ServicePart other) => new(Now.Plus(other.Now), Before.Plus(other.Before), Backlog.Plus(other.Backlog));

    public Proportion Rate(ServiceFigure figure) => figure == ServiceFigure.Backlog ? Proportion.Of(Backlog.Older, Backlog.Open) : Rate(figure, Now);

    /// <summary>Null where the span before says nothing.</summary>
    public double? Change(ServiceFigure figure) =>
        figure != ServiceFigure.Backlog && Rate(figure) is { Count: > 0 } now && Rate(figure, Before) is { Count: > 0 } before ? now.Share - before.Share : null;

    /// <summary>The share before lies outside the interval of now: more than chance would do.</summary>
    public bool IsClear(ServiceFigure figure) => Rate(figure) is var now && Rate(figure, Before).Share is var before && (before < now.Low || before > now.High);

    private static Proportion Rate(ServiceFigure figure, ServiceSums sums) => figure switch
    {
        ServiceFigure.Gross => Proportion.Of(sums.In3Days, sums.Ready),
        ServiceFigure.Net => Proportion.Of(sums.In1DayNet, sums.Ready),
        ServiceFigure.Promise => Proportion.Of(sums.Kept, sums.Promised),
        ServiceFigure.Warned => Proportion.Of(sums.Warned, sums.Slipped),
        _ => Proportion.Of(sums.Back30, sums.Mended),
    };
}

public sealed record ServiceSite(SiteInfo Site, ServicePart Part);

/// <summary>How many were ready later than promised first by this cause, and how many of their customers were told in time.</summary>
/// <param name="IsCustomers">The customer's own doing: nobody has to be warned of it.</param>
public sealed record ServiceCause(string Cause, long Slipped, long Warned, bool IsCustomers);

public sealed record ServiceDay(DateOnly Day, ServiceSums Sums);

/// <param name="Bounce">The days of hand-over the bounce figure looks at: long enough ago for 30 days to have passed.</param>
/// <param name="Hurts">The worst centres of each figure.</param>
public sealed record ServiceView(
    DateTimeOffset At, Days Span, Days Bounce, ServicePart Total, IReadOnlyList<ServiceSite> Sites, IReadOnlyList<ServiceDay> ByDay,
    IReadOnlyList<ServiceCause> Causes, IReadOnlyDictionary<ServiceFigure, IReadOnlyList<ServiceSite>> Hurts);

/// <summary>Which centres stand out, decided by intervals, so that chance alone puts nobody on the list. Pure.</summary>
public static class ServiceRanking
{
    /// <summary>Below so many cases a centre is not ranked.</summary>
    public const int FewestCases = 20;

    public const int Places = 3;

    public static bool MoreIsBetter(ServiceFigure figure) => figure is ServiceFigure.Gross or ServiceFigure.Net or ServiceFigure.Promise or ServiceFigure.Warned;

    /// <summary>The centres whose interval, at its kindest end, is worst.</summary>
    public static IReadOnlyList<ServiceSite> Worst(ServiceFigure figure, IEnumerable<ServiceSite> sites)
    {
        var ranked = sites.Select(site => (Site: site, Rate: site.Part.Rate(figure))).Where(row => row.Rate.Count >= FewestCases);
        var ordered = MoreIsBetter(figure)
            ? ranked.Where(row => row.Rate.Share < 1).OrderBy(row => row.Rate.High)
            : ranked.Where(row => row.Rate.Share > 0).OrderByDescending(row => row.Rate.Low);
        return [.. ordered.ThenByDescending(row => row.Rate.Count).ThenBy(row => row.Site.Site.Ref.Code, StringComparer.Ordinal).Take(Places).Select(row => row.Site)];
    }

    /// <summary>1: better than the whole beyond chance, -1: worse, 0: no difference that could be told; null: too few cases.</summary>
    public static int? Standing(ServiceFigure figure, ServicePart site, ServicePart whole)
    {
        var (rate, all) = (site.Rate(figure), whole.Rate(figure));
        if (rate.Count < FewestCases || all.Count == 0)
        {
            return null;
        }

        var side = rate.Low > all.Share ? 1 : rate.High < all.Share ? -1 : 0;
        return MoreIsBetter(figure) ? side : -side;
    }
}

/// <summary>Reads the roll-up, never the cases, except for what is open.</summary>
public sealed class ViewServiceHandler(Database database, ISites sites, ServiceCache cache, TimeProvider clock)
{
    public static readonly Role[] Roles = [Role.HeadOfService, Role.CentreManager, Role.Planner, Role.QualityEngineer];

    private const int LongestSpan = 400;
    private const int BounceWindow = 30;

    public async Task<ServiceView> HandleAsync(ViewService request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Roles);
        var now = clock.GetUtcNow();
        var all = await sites.AllAsync(ct);
        if (request.Site is { } one)
        {
            actor.Demand((await sites.GetAsync(one, ct)).Ref, Roles);
        }

        var seen = all.Where(site => site.Ref.Kind == SiteKind.ServiceCentre
            && (request.Site is null || site.Id == request.Site)
            && (request.State is null || site.State == request.State)
            && actor.May(site.Ref, Roles)).ToList();
        var span = new Days(request.From, request.To < request.From ? request.From : request.To);
        span = span.Count > LongestSpan ? new Days(span.To.AddDays(1 - LongestSpan), span.To) : span;
        var today = seen.Count > 0 ? seen[0].Today(now) : DateOnly.FromDateTime(now.UtcDateTime);
        var bounce = span.EndingAt(today.AddDays(-BounceWindow - 1));
        var only = seen.Count == all.Count(site => site.Ref.Kind == SiteKind.ServiceCentre) ? null : seen.Select(site => site.Id).ToList();

        var question = new ServiceQuestion(span, bounce, request.Category, only is null ? "" : string.Join(' ', seen.Select(site => site.Ref.Code)));
        var summed = await cache.AskAsync(question, () => SumAsync(request.Category, only, span, bounce, now), ct);
        var parts = seen.ConvertAll(site =>
        {
            var turn = summed.Turns.GetValueOrDefault(site.Id);
            var back = summed.Bounces.GetValueOrDefault(site.Id);
            return new ServiceSite(site, new ServicePart(
                (turn.Now ?? ServiceSums.None) with { Mended = back.Mended, Back30 = back.Back },
                (turn.Before ?? ServiceSums.None) with { Mended = back.MendedBefore, Back30 = back.BackBefore },
                summed.Open.GetValueOrDefault(site.Id) ?? Backlog.None));
        });
        return new ServiceView(
            summed.At, span, bounce, parts.Aggregate(ServicePart.None, (sum, site) => sum.Plus(site.Part)), parts, summed.ByDay, summed.Causes,
            Enum.GetValues<ServiceFigure>().ToDictionary(figure => figure, figure => ServiceRanking.Worst(figure, parts)));
    }

    /// <summary>Belongs to everybody who asks the same, so no single request can give it up.</summary>
    private async Task<ServiceSummed> SumAsync(CategoryId? category, List<SiteId>? only, Days span, Days bounce, DateTimeOffset now)
    {
        var turns = TurnsAsync(category, only, span, CancellationToken.None);
        var bounces = BouncesAsync(category, only, bounce, CancellationToken.None);
        var byDay = ByDayAsync(category, only, span, CancellationToken.None);
        var open = OpenAsync(category, only, now, CancellationToken.None);
        var causes = CausesAsync(category, only, span, CancellationToken.None);
        await Task.WhenAll(turns, bounces, byDay, open, causes);
        return new ServiceSummed(now, await turns, await bounces, await byDay, await causes, await open);
    }

    private static IQueryable<DailyFigures> Rows(MainstayDb db, CategoryId? category, List<SiteId>? only, DateOnly from, DateOnly to)
    {
        var asked = category ?? DailyFigures.AllCategories;
        var rows = db.Set<DailyFigures>().AsNoTracking().Where(row => row.Category == asked && row.Day >= from && row.Day <= to);
        return only is null ? rows : rows.Where(row => only.Contains(row.Site));
    }

    private async Task<Dictionary<SiteId, (ServiceSums? Now, ServiceSums? Before)>> TurnsAsync(CategoryId? category, List<SiteId>? only, Days span, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var first = span.From;
        var sums = await Rows(db, category, only, span.Before.From, span.To)
            .GroupBy(row => new { row.Site, IsNow = row.Day >= first })
            .Select(g => new
            {
                g.Key.Site,
                g.Key.IsNow,
                Received = g.Sum(row => (long)row.Received),
                Ready = g.Sum(row => (long)row.Ready),
                SameDay = g.Sum(row => (long)row.ReadySameDay),
                In3Days = g.Sum(row => (long)row.ReadyIn3Days),
                In1DayNet = g.Sum(row => (long)row.ReadyIn1DayNet),
                Gross = g.Sum(row => row.GrossSeconds),
                Net = g.Sum(row => row.NetSeconds),
                Promised = g.Sum(row => (long)row.Promised),
                Kept = g.Sum(row => (long)row.PromiseKept),
                Slipped = g.Sum(row => (long)row.Slipped),
                Warned = g.Sum(row => (long)row.Warned),
            }).ToListAsync(ct);
        return sums.GroupBy(row => row.Site).ToDictionary(
            site => site.Key,
            site =>
            {
                var made = site.ToDictionary(row => row.IsNow, row => new ServiceSums
                {
                    Received = row.Received,
                    Ready = row.Ready,
                    SameDay = row.SameDay,
                    In3Days = row.In3Days,
                    In1DayNet = row.In1DayNet,
                    GrossSeconds = row.Gross,
                    NetSeconds = row.Net,
                    Promised = row.Promised,
                    Kept = row.Kept,
                    Slipped = row.Slipped,
                    Warned = row.Warned,
                });
                return (made.GetValueOrDefault(true), made.GetValueOrDefault(false));
            });
    }

    private async Task<Dictionary<SiteId, (long Mended, long Back, long MendedBefore, long BackBefore)>> BouncesAsync(
        CategoryId? category, List<SiteId>? only, Days span, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var first = span.From;
        var sums = await Rows(db, category, only, span.Before.From, span.To)
            .Where(row => row.Mended > 0)
            .GroupBy(row => new { row.Site, IsNow = row.Day >= first })
            .Select(g => new { g.Key.Site, g.Key.IsNow, Mended = g.Sum(row => (long)row.Mended), Back = g.Sum(row => (long)row.BackIn30Days) })
            .ToListAsync(ct);
        return sums.GroupBy(row => row.Site).ToDictionary(
            site => site.Key,
            site => (
                site.Where(row => row.IsNow).Sum(row => row.Mended), site.Where(row => row.IsNow).Sum(row => row.Back),
                site.Where(row => !row.IsNow).Sum(row => row.Mended), site.Where(row => !row.IsNow).Sum(row => row.Back)));
    }

    private async Task<List<ServiceDay>> ByDayAsync(CategoryId? category, List<SiteId>? only, Days span, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var sums = await Rows(db, category, only, span.From, span.To)
            .GroupBy(row => row.Day)
            .Select(g => new
            {
                Day = g.Key,
                Received = g.Sum(row => (long)row.Received),
                Ready = g.Sum(row => (long)row.Ready),
                In3Days = g.Sum(row => (long)row.ReadyIn3Days),
                In1DayNet = g.Sum(row => (long)row.ReadyIn1DayNet),
                Promised = g.Sum(row => (long)row.Promised),
                Kept = g.Sum(row => (long)row.PromiseKept),
                Slipped = g.Sum(row => (long)row.Slipped),
                Warned = g.Sum(row => (long)row.Warned),
            }).ToListAsync(ct);
        var byDay = sums.ToDictionary(row => row.Day, row => new ServiceSums
        {
            Received = row.Received,
            Ready = row.Ready,
            In3Days = row.In3Days,
            In1DayNet = row.In1DayNet,
            Promised = row.Promised,
            Kept = row.Kept,
            Slipped = row.Slipped,
            Warned = row.Warned,
        });
        return [.. Enumerable.Range(0, span.Count).Select(i => span.From.AddDays(i)).Select(day => new ServiceDay(day, byDay.GetValueOrDefault(day) ?? ServiceSums.None))];
    }

    private async Task<List<ServiceCause>> CausesAsync(CategoryId? category, List<SiteId>? only, Days span, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var asked = category ?? DailyFigures.AllCategories;
        var rows = db.Set<DailyCauses>().AsNoTracking().Where(row => row.Category == asked && row.Day >= span.From && row.Day <= span.To);
        rows = only is null ? rows : rows.Where(row => only.Contains(row.Site));
        var sums = await rows.GroupBy(row => row.Cause)
            .Select(g => new { Cause = g.Key, Slipped = g.Sum(row => (long)row.Slipped), Warned = g.Sum(row => (long)row.Warned) })
            .ToListAsync(ct);
        return [.. sums.OrderByDescending(row => row.Slipped).ThenBy(row => row.Cause, StringComparer.Ordinal)
            .Select(row => new ServiceCause(row.Cause, row.Slipped, row.Warned, PromiseCause.IsCustomers(row.Cause)))];
    }

    /// <summary>Over the index of cases that are open and not ready.</summary>
    private async Task<Dictionary<SiteId, Backlog>> OpenAsync(CategoryId? category, List<SiteId>? only, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var open = db.Cases.AsNoTracking().Where(c => c.IsOpen && c.ReceivedAt != null && c.ReadyAt == null);
        open = category is { } one ? open.Where(c => c.Category == one) : open;
        open = only is null ? open : open.Where(c => only.Contains(c.Site));
        var (day1, day3, day7, day10) = (now.AddDays(-1), now.AddDays(-3), now.AddDays(-7), now.AddDays(-10));
        var sums = await open.GroupBy(c => c.Site).Select(g => new
        {
            Site = g.Key,
            Day1 = g.Sum(c => c.ReceivedAt > day1 ? 1L : 0L),
            Day3 = g.Sum(c => c.ReceivedAt <= day1 && c.ReceivedAt > day3 ? 1L : 0L),
            Day7 = g.Sum(c => c.ReceivedAt <= day3 && c.ReceivedAt > day7 ? 1L : 0L),
            Day10 = g.Sum(c => c.ReceivedAt <= day7 && c.ReceivedAt > day10 ? 1L : 0L),
            Older = g.Sum(c => c.ReceivedAt <= day10 ? 1L : 0L),
        }).ToListAsync(ct);
        return sums.ToDictionary(row => row.Site, row => new Backlog(row.Day1, row.Day3, row.Day7, row.Day10, row.Older));
    }
}
