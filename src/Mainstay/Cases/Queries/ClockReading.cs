using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Queries;

/// <summary>What the customer is waiting for.</summary>
internal static class Due
{
    public static DateTimeOffset? At(DateTimeOffset? readyAt, DateTimeOffset? knownBy, DateTimeOffset? readyP90) =>
        readyAt is null ? readyP90 ?? knownBy : null;

    public static bool? IsKept(DateTimeOffset? readyAt, DateTimeOffset? readyP90) => readyAt <= readyP90;
}

/// <summary>Reads the clock ledger of a case as of now: closed stretches, the running one, and the sums by owner.</summary>
internal static class ClockReading
{
    /// <param name="hours">Of every site a stretch lies at.</param>
    public static ClockView Of(Case @case, IReadOnlyList<ClockInterval> closed, IReadOnlyDictionary<SiteId, OpeningHours> hours, DateTimeOffset now)
    {
        var stretches = closed.Select(i => Read(i.Owner, i.State, i.Site, i.From, i.Until, i.Until)).ToList();
        if (@case.State is not (CaseState.Closed or CaseState.Cancelled))
        {
            stretches.Add(Read(@case.ClockOwner, @case.State, @case.At, @case.ClockSince, null, now));
        }

        long? gross = null;
        long? net = null;
        if (@case.ReceivedAt is { } received)
        {
            var ready = @case.ReadyAt ?? (@case.IsOpen ? now : @case.HandedOverAt ?? @case.ClosedAt ?? now);
            var within = stretches
                .Select(s => (s.Owner, Open: hours[s.Site].OpenBetween(s.From > received ? s.From : received, (s.Until ?? now) < ready ? s.Until ?? now : ready)))
                .ToList();
            gross = Seconds(within.Sum(s => s.Open.Ticks));
            net = Seconds(within.Where(s => s.Owner != ClockOwner.Customer).Sum(s => s.Open.Ticks));
        }

        return new ClockView(
            stretches,
            [.. stretches.GroupBy(s => s.Owner).Select(g => new OwnerTime(g.Key, g.Sum(s => s.ElapsedSeconds), g.Sum(s => s.OpenSeconds))).OrderByDescending(o => o.ElapsedSeconds)],
            gross,
            net);

        ClockStretch Read(ClockOwner owner, CaseState state, SiteId site, DateTimeOffset from, DateTimeOffset? until, DateTimeOffset end) =>
            new(owner, state, site, from, until, end > from ? Seconds((end - from).Ticks) : 0, Seconds(hours[site].OpenBetween(from, end).Ticks));
    }

    private static long Seconds(long ticks) => (ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond;
}
