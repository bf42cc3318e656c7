using FsCheck;
using FsCheck.Fluent;
using Mainstay.Network.Contracts;

namespace Mainstay.Tests.Network;

public sealed class OpeningHoursTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OpeningHours[] _kinds =
    [
        Hours("Asia/Kolkata", [(600, 840), (900, 1200)], DayOfWeek.Sunday),
        Hours("Europe/London", [(0, 75), (90, 150), (480, 1440)], DayOfWeek.Sunday),
        Hours("Europe/London", [(0, 1440)]),
        Hours("Australia/Lord_Howe", [(60, 130), (135, 300)]),
        Hours("America/New_York", [(30, 200), (1380, 1440)], DayOfWeek.Wednesday),
        OpeningHours.Always,
    ];

    private static readonly Arbitrary<(OpeningHours Hours, DateTimeOffset From, TimeSpan Open)> _cases = Gen.Elements(_kinds)
        .SelectMany(_ => Gen.Choose(0, 600 * 24 * 60), (hours, minute) => (hours, From: _start.AddMinutes(minute)))
        .SelectMany(_ => Gen.Choose(0, 40 * 24 * 3600), (at, seconds) => (at.hours, at.From, TimeSpan.FromSeconds(seconds)))
        .ToArbitrary();

    [Fact]
    public void So_much_open_time_lies_before_the_instant_at_which_it_has_passed() =>
        Prop.ForAll(_cases, c => c.Hours.OpenBetween(c.From, c.Hours.Add(c.From, c.Open)) == c.Open).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_time_adds_up_over_any_instant_between() =>
        Prop.ForAll(_cases, c =>
        {
            var end = c.From + (c.Open * 2);
            var middle = c.From + c.Open;
            return c.Hours.OpenBetween(c.From, end) == c.Hours.OpenBetween(c.From, middle) + c.Hours.OpenBetween(middle, end);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_time_passes_just_after_an_instant_exactly_when_it_is_open() =>
        Prop.ForAll(_cases, c => (c.Hours.OpenBetween(c.From, c.From.AddTicks(10)) > TimeSpan.Zero) == c.Hours.IsOpen(c.From))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_open_time_passes_when_the_end_is_not_after_the_start() =>
        Prop.ForAll(_cases, c => c.Hours.OpenBetween(c.From + c.Open, c.From) == TimeSpan.Zero).QuickCheckThrowOnFailure();

    [Fact]
    public void The_lunch_break_does_not_count()
    {
        var hours = _kinds[0];
        var monday = India(2026, 3, 2, 13, 0);
        Assert.Equal(TimeSpan.FromHours(2), hours.OpenBetween(monday, India(2026, 3, 2, 16, 0)));
        Assert.Equal(India(2026, 3, 2, 15, 30), hours.Add(monday, TimeSpan.FromMinutes(90)));
        Assert.False(hours.IsOpen(India(2026, 3, 2, 14, 0)));
        Assert.True(hours.IsOpen(India(2026, 3, 2, 13, 59)));
    }

    [Fact]
    public void A_holiday_and_a_closed_weekday_do_not_count()
    {
        var hours = new OpeningHours(_kinds[0].Zone, Shifts([(600, 840), (900, 1200)], DayOfWeek.Sunday), [new DateOnly(2026, 3, 3)]);
        Assert.Equal(India(2026, 3, 4, 11, 0), hours.Add(India(2026, 3, 2, 19, 0), TimeSpan.FromHours(2)));
        Assert.Equal(India(2026, 3, 9, 10, 0), hours.Add(India(2026, 3, 7, 20, 0), TimeSpan.Zero));
        Assert.Empty(hours.ShiftsOn(new DateOnly(2026, 3, 3)));
    }

    [Fact]
    public void A_day_on_which_clocks_change_has_an_hour_more_or_less()
    {
        var hours = _kinds[2];
        Assert.Equal(TimeSpan.FromHours(23), hours.OpenBetween(new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 29, 23, 0, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromHours(25), hours.OpenBetween(new(2026, 10, 24, 23, 0, 0, TimeSpan.Zero), new(2026, 10, 26, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_place_that_is_never_open_falls_back_to_elapsed_time()
    {
        var never = new OpeningHours(TimeZoneInfo.Utc, [], []);
        Assert.Equal(_start.AddHours(3), never.Add(_start, TimeSpan.FromHours(3)));
        Assert.Equal(TimeSpan.Zero, never.OpenBetween(_start, _start.AddDays(9)));
    }

    private static DateTimeOffset India(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(5.5));

    private static OpeningHours Hours(string zone, (int From, int To)[] times, params DayOfWeek[] closed) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), Shifts(times, closed), [new DateOnly(2026, 1, 26), new DateOnly(2026, 8, 15)]);

    private static IEnumerable<Shift> Shifts((int From, int To)[] times, params DayOfWeek[] closed) =>
        from day in Enum.GetValues<DayOfWeek>()
        where !closed.Contains(day)
        from time in times
        select new Shift(day, time.From, time.To);
}
