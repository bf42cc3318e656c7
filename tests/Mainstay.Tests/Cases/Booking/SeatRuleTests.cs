using Mainstay.Cases.Booking;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Tests.Cases.Booking;

public sealed class SeatRuleTests
{
    [Theory]
    [InlineData(0, 20, 50, 0)]
    [InlineData(1, 20, 50, 1)] // Somebody can do it: a seat there is.
    [InlineData(6, 20, 50, 3)]
    [InlineData(6, 4, 50, 2)]
    [InlineData(6, null, 0, 6)]
    [InlineData(6, null, 100, 1)]
    public void Seats_follow_from_people_benches_and_what_is_kept_for_walk_ins(int skilled, int? capacity, int walkIn, int seats) =>
        Assert.Equal(seats, SeatRule.Seats(skilled, capacity, walkIn));

    [Fact]
    public void The_tail_of_the_binomial_is_what_summing_it_says()
    {
        // Bin(3, 0.5): P(X > 1) = 3/8 + 1/8.
        Assert.Equal(0.5, SeatRule.ChanceOfMoreThan(1, 3, 0.5), 12);
        Assert.Equal(0.125, SeatRule.ChanceOfMoreThan(2, 3, 0.5), 12);
        Assert.Equal(0, SeatRule.ChanceOfMoreThan(3, 3, 0.5));
        Assert.Equal(1, SeatRule.ChanceOfMoreThan(2, 3, 1));
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(20, 0.1)]
    [InlineData(40, 0.15)]
    [InlineData(64, 0.3)]
    public void Extra_seats_are_as_many_as_the_risk_allows_and_not_one_more(int seats, double noShow)
    {
        const double Risk = 0.1;
        var extra = SeatRule.ExtraSeats(seats, noShow, Risk);
        Assert.True(extra == 0 || Chance(seats, seats + extra, 1 - noShow) <= Risk);
        Assert.True(Chance(seats, seats + extra + 1, 1 - noShow) > Risk);

        static double Chance(int k, int n, double p) => Enumerable.Range(k + 1, Math.Max(0, n - k)).Sum(x => Choose(n, x) * Math.Pow(p, x) * Math.Pow(1 - p, n - x));
        static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1d, (product, i) => product * (n - k + i) / i);
    }

    [Fact]
    public void Without_history_no_seat_is_given_twice_and_a_short_one_counts_by_its_safe_end()
    {
        var terms = new BookingTerms();
        Assert.Equal(0, SeatRule.SafeNoShowRate(new NoShowHistory(20, 29), terms));
        var rate = SeatRule.SafeNoShowRate(new NoShowHistory(12, 100), terms);
        Assert.InRange(rate, 0.06, 0.08); // Wilson: 12 of 100 is 7.0 % at least.
        Assert.Equal(0, SeatRule.ExtraSeats(20, 0, 0.1));
    }

    [Theory]
    [InlineData(5, 16)]
    [InlineData(0, 16)]
    [InlineData(40, 16)]
    public void A_days_extra_seats_are_spread_over_its_slots_without_rest(int extra, int slots)
    {
        var shares = Enumerable.Range(0, slots).Select(i => SeatRule.ShareOf(extra, i, slots)).ToList();
        Assert.Equal(extra, shares.Sum());
        Assert.True(shares.Max() - shares.Min() <= 1);
    }

    [Fact]
    public void Slots_lie_within_the_shifts_skip_lunch_and_holidays_and_share_one_grid()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        var hours = new OpeningHours(zone, [new Shift(DayOfWeek.Monday, 600, 780), new Shift(DayOfWeek.Monday, 840, 910)], [new DateOnly(2026, 3, 9)]);
        var long30 = SlotPlan.Of(hours, new DateOnly(2026, 3, 2), 30);
        Assert.Equal(8, long30.Count); // Six before lunch, two after; the last ten minutes are too short.
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 4, 30, 0, TimeSpan.Zero), long30[0].StartsAt);
        var cells = SlotPlan.Of(hours, new DateOnly(2026, 3, 2), 15).SelectMany(slot => slot.Cells).ToHashSet();
        Assert.All(long30.SelectMany(slot => slot.Cells), cell => Assert.Contains(cell, cells));
        Assert.Empty(SlotPlan.Of(hours, new DateOnly(2026, 3, 9), 30));
        Assert.Empty(SlotPlan.Of(hours, new DateOnly(2026, 3, 3), 30));
    }

    [Fact]
    public void A_slot_the_clocks_jump_over_is_not_offered_and_one_that_comes_twice_is_offered_once()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var hours = new OpeningHours(berlin, Enum.GetValues<DayOfWeek>().Select(day => new Shift(day, 60, 300)), []);
        foreach (var day in new[] { new DateOnly(2026, 3, 29), new DateOnly(2026, 10, 25) })
        {
            var slots = SlotPlan.Of(hours, day, 30);
            Assert.All(slots, slot => Assert.True(slot.EndsAt > slot.StartsAt));
            Assert.Equal(slots.Count, slots.Select(slot => slot.StartsAt).Distinct().Count());
        }
    }
}
