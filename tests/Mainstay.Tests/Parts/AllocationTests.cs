using FsCheck;
using FsCheck.Fluent;
using Mainstay.Cases.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;

namespace Mainstay.Tests.Parts;

public sealed class AllocationTests
{
    private static readonly DateTimeOffset _now = new(2026, 8, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly SiteId _site = new(Guid.Parse("01990000-0000-7000-8000-000000000001"));

    [Fact]
    public void Never_more_is_given_than_there_is_and_nothing_that_would_have_fitted_is_withheld() => Prop.ForAll<int[], int>((seeds, free) =>
    {
        var decided = Allocation.Decide(ClaimsOf(seeds), free, _now);
        var left = Math.Max(0, free);
        foreach (var one in decided)
        {
            if (one.Given != one.Claim.Quantity <= left)
            {
                return false;
            }

            left -= one.Given ? one.Claim.Quantity : 0;
        }

        return left >= 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_is_that_of_the_points_and_each_says_what_they_are_for() => Prop.ForAll<int[]>(seeds =>
    {
        var decided = Allocation.Decide(ClaimsOf(seeds), int.MaxValue, _now);
        return decided.Zip(decided.Skip(1)).All(pair => pair.First.Points > pair.Second.Points
                || (pair.First.Points == pair.Second.Points && pair.First.Claim.Since <= pair.Second.Claim.Since))
            && decided.All(one => one.Points == one.Why.Sum(why => int.Parse(why.Args["points"], System.Globalization.CultureInfo.InvariantCulture)))
            && decided.Select(one => one.Rank).SequenceEqual(Enumerable.Range(1, decided.Count));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_is_named_first_makes_no_difference() => Prop.ForAll<int[], int>((seeds, free) =>
        Allocation.Decide(ClaimsOf(seeds), free, _now).Select(one => (one.Claim.Need, one.Given))
            .SequenceEqual(Allocation.Decide(ClaimsOf(seeds).Reverse(), free, _now).Select(one => (one.Claim.Need, one.Given)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Danger_goes_before_a_broken_promise_and_that_before_who_asked_first()
    {
        Claim[] claims = [Of(1, daysOpen: 3), Of(2, promisedIn: TimeSpan.FromHours(-1)), Of(3, safety: true)];
        Assert.Equal([3, 2, 1], Allocation.Decide(claims, 2, _now).Select(one => Number(one.Claim)));
        Assert.Equal([true, true, false], Allocation.Decide(claims, 2, _now).Select(one => one.Given));
    }

    private static int Number(Claim claim) => claim.Need.Value.ToByteArray(bigEndian: true)[15];

    private static IEnumerable<Claim> ClaimsOf(int[] seeds) => seeds.Take(200).Select((seed, i) =>
    {
        var bits = unchecked((uint)seed);
        return Of(i, (int)(bits & 7), (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0 ? TimeSpan.FromHours((bits >> 6) % 100) - TimeSpan.FromHours(20) : null, 1 + (int)((bits >> 13) % 3));
    });

    private static Claim Of(int number, int daysOpen = 0, bool safety = false, bool complained = false, TimeSpan? promisedIn = null, int quantity = 1)
    {
        Span<byte> id = stackalloc byte[16];
        (id[14], id[15]) = ((byte)(number >> 8), (byte)number);
        Guid guid = new(id, bigEndian: true);
        return new Claim(new NeedId(guid), _site, quantity, _now.AddMinutes(-number),
            new JobUrgency(new CaseId(guid), $"C-{number}", _site, _now.AddDays(-daysOpen), promisedIn is { } left ? _now + left : null, safety, complained, false));
    }
}
