using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Demo;

/// <summary>A site while the past is simulated: who works there, which shelves are free, and what kind of house it is.</summary>
internal sealed class DemoPlace
{
    private readonly DemoGround _ground;
    private readonly PriorityQueue<Shelf, int> _freeShelves = new();
    private readonly Dictionary<ShelfId, int> _shelfOrder = [];
    private long _lastNumber;

    public DemoPlace(SiteInfo info, DemoGround ground, RandomStream luck, IdSource ids)
    {
        Info = info;
        _ground = ground;

        // A few houses are slow, a few careless, a few badly supplied: there is something to find for the head of service.
        Slowness = luck.Chance(0.07) ? luck.Between(2.2, 4) : luck.Between(0.7, 1.25);
        ReturnRate = luck.Chance(0.06) ? luck.Between(0.17, 0.25) : luck.Between(0.05, 0.1);
        PartsAtHand = luck.Chance(0.06) ? luck.Between(0.55, 0.7) : luck.Between(0.84, 0.96);
        if (info.Ref.Kind is SiteKind.ServiceCentre or SiteKind.RepairFactory)
        {
            var count = Math.Clamp((info.Capacity ?? 10) * 3 / 2, 20, 90);
            for (var i = 0; i < count; i++)
            {
                var shelf = new Shelf { Id = ids.Next<ShelfId>(), Site = info.Id, Code = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (i / 10))}{(i % 10) + 1}") };
                Shelves.Add(shelf);
                _shelfOrder[shelf.Id] = i;
                _freeShelves.Enqueue(shelf, i);
            }
        }
    }

    public SiteInfo Info { get; }

    public OpeningHours Hours => Info.Hours;

    /// <summary>How much longer things take here than in an ordinary house.</summary>
    public double Slowness { get; }

    /// <summary>Of mended devices so many come back.</summary>
    public double ReturnRate { get; }

    /// <summary>Of parts needed so many are there.</summary>
    public double PartsAtHand { get; }

    public List<Shelf> Shelves { get; } = [];

    public long NextNumber => _lastNumber + 1;

    public string TakeNumber() => OpenCase.NumberOf(Info.Ref.Code, ++_lastNumber);

    public Shelf? TakeShelf() => _freeShelves.TryDequeue(out var shelf, out _) ? shelf : null;

    public void FreeShelf(ShelfId id)
    {
        if (_shelfOrder.TryGetValue(id, out var order))
        {
            _freeShelves.Enqueue(Shelves[order], order);
        }
    }

    public bool Has(Role role, PersonId person) => _ground.StaffOf(Info.Id, role).Contains(person);

    /// <summary>Somebody here who may, in the order of the roles; else somebody of the whole network.</summary>
    public PersonId Somebody(IReadOnlyList<Role> roles, RandomStream luck)
    {
        foreach (var site in new SiteId?[] { Info.Id, null })
        {
            foreach (var role in roles)
            {
                if (_ground.StaffOf(site, role) is { Count: > 0 } staff)
                {
                    return luck.Pick(staff);
                }
            }
        }

        throw new InvalidOperationException($"Nobody at {Info.Ref.Code} is {string.Join(" or ", roles)}.");
    }

    public IEnumerable<DateOnly> OpenDays(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            if (Hours.ShiftsOn(day).Count > 0)
            {
                yield return day;
            }
        }
    }

    /// <summary>The instant at which a share of the day's open time has passed.</summary>
    public DateTimeOffset Within(DateOnly day, double share)
    {
        var shifts = Hours.ShiftsOn(day);
        var left = share * shifts.Sum(shift => shift.ToMinute - shift.FromMinute);
        foreach (var shift in shifts)
        {
            var length = shift.ToMinute - shift.FromMinute;
            if (left < length)
            {
                return At(day, shift.FromMinute + left);
            }

            left -= length;
        }

        return At(day, shifts[^1].ToMinute - 1);
    }

    /// <summary>So much open time before an instant; the latest open instant for none.</summary>
    public DateTimeOffset Back(DateTimeOffset from, TimeSpan open)
    {
        var day = Info.Today(from);
        for (var closed = 0; closed < 60; day = day.AddDays(-1), closed++)
        {
            foreach (var shift in Hours.ShiftsOn(day).Reverse())
            {
                var start = At(day, shift.FromMinute);
                var end = At(day, shift.ToMinute);
                end = end < from ? end : from;
                if (end <= start)
                {
                    continue;
                }

                if (open < end - start)
                {
                    return (end - open).ToMicroseconds();
                }

                open -= end - start;
            }
        }

        return from - open;
    }

    /// <summary>When the courier comes for the day's boxes: half an hour before the house closes.</summary>
    public DateTimeOffset NextCollection(DateTimeOffset after)
    {
        for (var day = Info.Today(after); ; day = day.AddDays(1))
        {
            if (Hours.ShiftsOn(day) is { Count: > 0 } shifts && At(day, shifts[^1].ToMinute - 30) is var at && at > after)
            {
                return at;
            }
        }
    }

    private DateTimeOffset At(DateOnly day, double minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddSeconds(Math.Floor(minute * 60));
        return new DateTimeOffset(local, Hours.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
