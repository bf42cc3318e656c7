using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Watch;

/// <summary>As much of a case as its figures need.</summary>
internal sealed record Reckoned(
    CaseId Id, SiteId Site, CategoryId Category, DateTimeOffset? ReceivedAt, DateTimeOffset? ReadyAt, DateTimeOffset? HandedOverAt,
    DateTimeOffset? FirstReadyP90, DateTimeOffset? ReadyP90, string? SlipCause, DateTimeOffset? UntoldSince,
    long? NetSeconds, Outcome? Outcome, int? BackAfterDays);

/// <summary>The one definition of the daily figures: the worker, the rebuild and doctor all reckon with this.</summary>
internal sealed class Reckoning(IReadOnlyDictionary<SiteId, SiteInfo> sites)
{
    private const long Hour = 3600;
    private const long Day = 24 * Hour;
    private readonly Dictionary<(SiteId, DateOnly, CategoryId), DailyFigures> _rows = [];

    private readonly Dictionary<(SiteId, DateOnly, CategoryId, string), DailyCauses> _causes = [];

    public IReadOnlyCollection<DailyFigures> Rows => _rows.Values;

    public IReadOnlyCollection<DailyCauses> Causes => _causes.Values;

    /// <summary>In the order in which they are asked for: what is read together lies together.</summary>
    public IEnumerable<DailyFigures> RowsAsRead => _rows.Values.OrderBy(row => row.Category.Value).ThenBy(row => row.Day).ThenBy(row => row.Site.Value);

    public void Add(Reckoned c)
    {
        Add(c, c.Category);
        Add(c, DailyFigures.AllCategories);
    }

    private void Add(Reckoned c, CategoryId category)
    {
        var site = sites[c.Site];
        if (c.ReceivedAt is { } received)
        {
            RowOf(c.Site, site.Today(received), category).Received++;
            if (c.ReadyAt is { } ready)
            {
                AddReady(RowOf(c.Site, site.Today(ready), category), c, received, ready, site);
            }
        }

        if (c.HandedOverAt is { } handed)
        {
            AddHandedOver(RowOf(c.Site, site.Today(handed), category), c);
        }
    }

    private void AddReady(DailyFigures row, Reckoned c, DateTimeOffset received, DateTimeOffset ready, SiteInfo site)
    {
        var gross = (long)(ready - received).TotalSeconds;
        var net = c.NetSeconds ?? gross;
        row.Ready++;
        row.GrossSeconds += gross;
        row.NetSeconds += net;
        row.ReadyIn2Hours += gross <= 2 * Hour ? 1 : 0;
        row.ReadyIn4Hours += gross <= 4 * Hour ? 1 : 0;
        row.ReadySameDay += site.Today(received) == site.Today(ready) ? 1 : 0;
        row.ReadyIn3Days += gross <= 3 * Day ? 1 : 0;
        row.ReadyIn7Days += gross <= 7 * Day ? 1 : 0;
        row.ReadyIn1DayNet += net <= Day ? 1 : 0;
        if (c.ReadyP90 is { } latest)
        {
            row.Promised++;
            row.PromiseKept += ready <= latest ? 1 : 0;
            if (ready > (c.FirstReadyP90 ?? latest))
            {
                AddSlipped(row, c.SlipCause ?? PromiseCause.Unknown, wasTold: c.UntoldSince is null && ready <= latest);
            }
        }
    }

    private void AddSlipped(DailyFigures row, string cause, bool wasTold)
    {
        if (!_causes.TryGetValue((row.Site, row.Day, row.Category, cause), out var ofCause))
        {
            _causes.Add((row.Site, row.Day, row.Category, cause), ofCause = new DailyCauses { Site = row.Site, Day = row.Day, Category = row.Category, Cause = cause });
        }

        ofCause.Slipped++;
        if (!PromiseCause.IsCustomers(cause))
        {
            var warned = wasTold ? 1 : 0;
            ofCause.Warned += warned;
            row.Slipped++;
            row.Warned += warned;
        }
    }

    private static void AddHandedOver(DailyFigures row, Reckoned c)
    {
        row.HandedOver++;
        if (c.Outcome is Outcome.Repaired or Outcome.RepairedAtFactory or Outcome.Swapped or Outcome.NoFaultFound)
        {
            row.Mended++;
            row.NoFaultFound += c.Outcome == Outcome.NoFaultFound ? 1 : 0;
            row.BackIn30Days += c.BackAfterDays <= 30 ? 1 : 0;
            row.BackIn90Days += c.BackAfterDays <= 90 ? 1 : 0;
        }
    }

    private DailyFigures RowOf(SiteId site, DateOnly day, CategoryId category)
    {
        if (!_rows.TryGetValue((site, day, category), out var row))
        {
            _rows.Add((site, day, category), row = new DailyFigures { Site = site, Day = day, Category = category });
        }

        return row;
    }
}
