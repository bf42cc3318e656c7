using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Watch;

/// <summary>As much of a case as its figures need.</summary>
internal sealed record Reckoned(
    CaseId Id, SiteId Site, CategoryId Category, DateTimeOffset? ReceivedAt, DateTimeOffset? ReadyAt, DateTimeOffset? HandedOverAt,
    DateTimeOffset? ReadyP90, long? NetSeconds, Outcome? Outcome, int? BackAfterDays);

/// <summary>The one definition of the daily figures: the worker, the rebuild and doctor all reckon with this.</summary>
internal sealed class Reckoning(IReadOnlyDictionary<SiteId, SiteInfo> sites)
{
    private const long Hour = 3600;
    private const long Day = 24 * Hour;
    private readonly Dictionary<(SiteId, DateOnly, CategoryId), DailyFigures> _rows = [];

    public IReadOnlyCollection<DailyFigures> Rows => _rows.Values;

    public void Add(Reckoned c)
    {
        var site = sites[c.Site];
        if (c.ReceivedAt is { } received)
        {
            RowOf(c, site.Today(received)).Received++;
            if (c.ReadyAt is { } ready)
            {
                AddReady(RowOf(c, site.Today(ready)), c, received, ready, site);
            }
        }

        if (c.HandedOverAt is { } handed)
        {
            AddHandedOver(RowOf(c, site.Today(handed)), c);
        }
    }

    private static void AddReady(DailyFigures row, Reckoned c, DateTimeOffset received, DateTimeOffset ready, SiteInfo site)
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

    private DailyFigures RowOf(Reckoned c, DateOnly day)
    {
        if (!_rows.TryGetValue((c.Site, day, c.Category), out var row))
        {
            _rows.Add((c.Site, day, c.Category), row = new DailyFigures { Site = c.Site, Day = day, Category = c.Category });
        }

        return row;
    }
}
