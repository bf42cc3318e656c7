using System.Globalization;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Parts.Needs;

/// <summary>A job that waits for pieces of one part.</summary>
/// <param name="Since">When it was first asked for.</param>
public sealed record Claim(NeedId Need, SiteId Site, int Quantity, DateTimeOffset Since, JobUrgency Job);

/// <summary>What was decided of a claim.</summary>
/// <param name="Rank">1 is the most urgent.</param>
/// <param name="Why">What its points are for, largest first; then why it got nothing, if it did not. Resources <c>why.{code}</c>.</param>
public sealed record Allotment(Claim Claim, int Rank, int Points, bool Given, IReadOnlyList<Why> Why);

/// <summary>
/// Who gets a part when there is not enough for all: by safety, promise, complaint and days waited, not by who asked first; that
/// only decides between equals. Pure, and the same for one centre's bins and for the warehouse.
/// </summary>
/// <remarks>The weights are a house policy: a dangerous device before a broken promise, that before a complaint, that before a week of waiting.</remarks>
public static class Allocation
{
    public const int Safety = 100;
    public const int PromiseBroken = 60;
    public const int PromiseTomorrow = 50;
    public const int PromiseSoon = 25;
    public const int Complaint = 40;
    public const int PerDay = 4;
    public const int MostForDays = 80;
    public const int Stopped = 10;

    private static readonly TimeSpan _tomorrow = TimeSpan.FromHours(24);
    private static readonly TimeSpan _soon = TimeSpan.FromDays(3);

    /// <summary>Gives in order of urgency until nothing is left. Who needs more than is left is passed over, and who needs less may come behind him.</summary>
    /// <param name="free">Pieces there are to give.</param>
    public static IReadOnlyList<Allotment> Decide(IEnumerable<Claim> claims, int free, DateTimeOffset now)
    {
        var left = Math.Max(0, free);
        var ordered = claims.Select(claim => (Claim: claim, Grounds: Grounds(claim, now)))
            .Select(found => (found.Claim, found.Grounds, Points: found.Grounds.Sum(ground => ground.Points)))
            .OrderByDescending(found => found.Points).ThenBy(found => found.Claim.Since).ThenBy(found => found.Claim.Need.Value);
        List<Allotment> decided = [];
        foreach (var (claim, grounds, points) in ordered)
        {
            var given = claim.Quantity <= left;
            left -= given ? claim.Quantity : 0;
            List<Why> why = [.. grounds.OrderByDescending(ground => ground.Points).Select(ground => ground.Why)];
            if (!given)
            {
                why.Add(Why.Because("allot.short", ("needed", Text(claim.Quantity)), ("left", Text(left))));
            }

            decided.Add(new Allotment(claim, decided.Count + 1, points, given, why));
        }

        return decided;
    }

    private static List<(int Points, Why Why)> Grounds(Claim claim, DateTimeOffset now)
    {
        List<(int Points, Why Why)> grounds = [];
        var job = claim.Job;
        if (job.IsSafety)
        {
            Add(Safety, "allot.safety");
        }

        if (job.PromisedBy is { } promised && promised - now <= _soon)
        {
            var (points, code) = promised <= now ? (PromiseBroken, "allot.promise_over") : promised - now <= _tomorrow ? (PromiseTomorrow, "allot.promise_tomorrow") : (PromiseSoon, "allot.promise_soon");
            Add(points, code, ("promised", promised.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)));
        }

        if (job.Complained)
        {
            Add(Complaint, "allot.complaint");
        }

        var days = (int)Math.Max(0, (now - job.OpenedAt).TotalDays);
        if (days > 0)
        {
            Add(Math.Min(MostForDays, days * PerDay), "allot.days", ("days", Text(days)));
        }

        if (job.Stopped)
        {
            Add(Stopped, "allot.stopped");
        }

        if (grounds.Count == 0)
        {
            Add(0, "allot.turn");
        }

        return grounds;

        void Add(int points, string code, params (string, string)[] args) => grounds.Add((points, Why.Because(code, [("points", Text(points)), .. args])));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
