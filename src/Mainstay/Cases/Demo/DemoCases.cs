using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Demo;

/// <param name="Cases">How many arrive in about that time; returns of earlier repairs come on top.</param>
/// <param name="Days">Length of the past.</param>
/// <param name="Shown">Centres whose boards are full today: one case at least in every state.</param>
public sealed record DemoVolume(int Cases, int Days, IReadOnlyCollection<SiteId> Shown);

/// <summary>Sixty days of the network's cases, worked by the rules of the verbs on a simulated clock.</summary>
public static class DemoCases
{
    /// <summary>Shown centres are busy ones.</summary>
    private const double ShownPerDay = 9;

    private const double InWarrantyShare = 0.66;

    /// <param name="end">The past ends here: nothing is later, and what is open then is open in the demo.</param>
    public static DemoPast Simulate(DemoGround ground, IDemoDevices devices, DateTimeOffset end, ulong seed, DemoVolume volume)
    {
        var from = end.AddDays(-volume.Days);
        var run = new DemoRun(ground, devices, from, end, seed);
        var centres = run.Places.Values.Where(place => place.Info.Ref.Kind == SiteKind.ServiceCentre).ToList();
        var weights = centres.Sum(place => Weight(place) * place.OpenDays(place.Info.Today(from), place.Info.Today(end)).Count());
        foreach (var place in centres)
        {
            var perDay = volume.Cases * Weight(place) / weights;
            run.Begin(from, Doors(run, place, volume.Shown.Contains(place.Info.Id) ? Math.Max(perDay, ShownPerDay) : perDay));
        }

        foreach (var place in centres.Where(place => volume.Shown.Contains(place.Info.Id)))
        {
            foreach (var script in DemoScript.Boards)
            {
                var opening = place.Info.Today(end.AddDays(-script.DaysBefore - 2));
                var isCovered = !script.IsDamage;
                if (devices.Next(opening, isCovered, "smartphone") is { } device)
                {
                    DemoCase.Show(run, place, new DemoOwned(device), script);
                }
            }
        }

        run.RunToEnd();
        return new DemoPast(run, [.. centres.Where(place => volume.Shown.Contains(place.Info.Id)).SelectMany(place => DemoQueue.Today(run, place))]);
    }

    /// <summary>Larger houses have more customers, though not in proportion.</summary>
    private static double Weight(DemoPlace place) => Math.Pow(place.Info.Capacity ?? 10, 0.9);

    /// <summary>Customers come in, most of them before noon and in the early evening, and more on Mondays and Saturdays.</summary>
    private static IEnumerable<DateTimeOffset> Doors(DemoRun run, DemoPlace place, double perDay)
    {
        foreach (var day in place.OpenDays(place.Info.Today(run.Now), place.Info.Today(run.End)))
        {
            var rate = perDay * day.DayOfWeek switch { DayOfWeek.Monday => 1.2, DayOfWeek.Saturday => 1.15, DayOfWeek.Sunday => 0.7, _ => 0.98 };
            var shares = new List<double>();
            for (var sum = -Math.Log(1 - run.Luck.NextUnit()); sum < rate; sum -= Math.Log(1 - run.Luck.NextUnit()))
            {
                shares.Add(run.Luck.Chance(0.65) ? run.Luck.Between(0.02, 0.45) : run.Luck.Between(0.3, 0.86));
            }

            foreach (var share in shares.Order())
            {
                yield return place.Within(day, share);
                if (run.Devices.Next(day, run.Luck.Chance(InWarrantyShare), null) is { } device)
                {
                    DemoCase.Arrive(run, place, new DemoOwned(device), run.Now);
                }
            }
        }
    }
}

/// <summary>Today's tokens at a shown centre: some served, one at the desk, some waiting.</summary>
internal static class DemoQueue
{
    private const int Waiting = 6;

    public static IEnumerable<WalkInToken> Today(DemoRun run, DemoPlace place)
    {
        var today = place.Info.Today(run.End);
        var opened = run.Files.Select(file => file.Case)
            .Where(c => c.Site == place.Info.Id && c.Channel == IntakeChannel.WalkIn && place.Info.Today(c.OpenedAt) == today && c.OpenedAt < run.End.AddMinutes(-15))
            .OrderBy(c => c.OpenedAt).ToList();
        var number = 0;
        foreach (var @case in opened)
        {
            var called = @case.OpenedAt.AddMinutes(-3);
            var token = Taken(run, place, today, ++number, TokenKind.New, called.AddMinutes(-2 - run.Luck.Below(20)));
            token.Call(place.Somebody([Role.FrontDesk, Role.CentreManager], run.Luck), called);
            token.Finish(wasServed: true, @case.OpenedAt);
            token.Case = @case.Id;
            yield return token;
        }

        var atDesk = Taken(run, place, today, ++number, TokenKind.New, run.End.AddMinutes(-14));
        atDesk.Call(place.Somebody([Role.FrontDesk, Role.CentreManager], run.Luck), run.End.AddMinutes(-2));
        yield return atDesk;
        for (var i = 0; i < Waiting; i++)
        {
            var kind = (i % 3) switch { 0 => TokenKind.New, 1 => TokenKind.Collect, _ => TokenKind.Status };
            yield return Taken(run, place, today, ++number, kind, run.End.AddMinutes(-12 + (2 * i)));
        }
    }

    private static WalkInToken Taken(DemoRun run, DemoPlace place, DateOnly day, int number, TokenKind kind, DateTimeOffset at) => new()
    {
        Id = run.Ids.Next<TokenId>(),
        Site = place.Info.Id,
        Day = day,
        Number = number,
        Kind = kind,
        State = TokenState.Waiting,
        TakenAt = at,
    };
}
