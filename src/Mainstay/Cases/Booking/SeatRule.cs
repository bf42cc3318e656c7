using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Statistics;

namespace Mainstay.Cases.Booking;

/// <summary>How many of those who book a site's visits did not come, over the days the terms look back.</summary>
public sealed record NoShowHistory(int NoShows, int Visits);

/// <summary>How many visits a slot takes: pure, from people, benches and the site's own past.</summary>
public static class SeatRule
{
    /// <summary>Seats beyond this number are extra ones.</summary>
    public const int FirstExtra = 1000;

    /// <summary>
    /// Seats of a slot: skilled people, no more than there are places to work, less the share kept for walk-ins; at least one where
    /// anybody can do the work.
    /// </summary>
    public static int Seats(int skilled, int? capacity, int walkInPercent)
    {
        var able = Math.Min(skilled, capacity ?? skilled);
        return able <= 0 ? 0 : Math.Max(1, able * (100 - walkInPercent) / 100);
    }

    /// <summary>
    /// The largest number m of extra bookings over n seats for which P(more than n of n + m come) ≤ risk, when each comes with
    /// probability 1 - q, independently: a tail of the binomial distribution.
    /// </summary>
    /// <param name="seats">n, the seats of a day.</param>
    /// <param name="noShow">q in [0, 1).</param>
    /// <param name="risk">Accepted chance that a day has more visitors than seats, in (0, 1).</param>
    /// <remarks>
    /// The service-level rule of airline overbooking: M. Rothstein, "OR and the airline overbooking problem", Operations Research 33
    /// (1985) 237-248; for appointments L. R. LaGanga and S. R. Lawrence, "Clinic overbooking to improve patient access and increase
    /// provider productivity", Decision Sciences 38 (2007) 251-276. Reckoned for the day, since within it visitors shift by minutes.
    /// </remarks>
    public static int ExtraSeats(int seats, double noShow, double risk)
    {
        if (seats <= 0 || noShow <= 0)
        {
            return 0;
        }

        var most = (int)Math.Ceiling(seats * noShow / (1 - Math.Min(noShow, 0.9))) + 1;
        var extra = 0;
        while (extra < most && ChanceOfMoreThan(seats, seats + extra + 1, 1 - noShow) <= risk)
        {
            extra++;
        }

        return extra;
    }

    /// <summary>The no-show rate the rule may count on: the lower end of the 95 % interval, and nothing while history is short.</summary>
    public static double SafeNoShowRate(NoShowHistory history, BookingTerms terms) =>
        history.Visits < terms.FewestVisits ? 0 : Proportion.Of(history.NoShows, history.Visits).Low;

    /// <summary>Spreads a day's extra seats evenly: how many of them fall to slot <paramref name="index"/> of <paramref name="slots"/>.</summary>
    public static int ShareOf(int extra, int index, int slots) => (extra * (index + 1) / slots) - (extra * index / slots);

    /// <summary>P(X &gt; k) for X binomial (n, p), summed from the top by the ratio of neighbouring terms: at most n - k of them.</summary>
    internal static double ChanceOfMoreThan(int k, int n, double p)
    {
        if (p >= 1)
        {
            return n > k ? 1 : 0;
        }

        var term = Math.Pow(p, n);
        var sum = 0d;
        for (var x = n; x > k; x--)
        {
            sum += term;
            term *= x * (1 - p) / ((n - x + 1) * p);
        }

        return Math.Min(1, sum);
    }
}
