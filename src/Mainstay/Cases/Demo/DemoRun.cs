using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Demo;

/// <summary>
/// The simulated past: a clock, a queue of who goes on when, and the places. Lives of cases are iterators that yield the instant
/// at which they go on; same seed, same end, same past.
/// </summary>
internal sealed class DemoRun
{
    /// <summary>Yielded by who waits for somebody else (a box on the road) instead of for a time.</summary>
    public static readonly DateTimeOffset Parked = DateTimeOffset.MaxValue;

    private readonly PriorityQueue<Process, (DateTimeOffset At, long Order)> _queue = new();
    private readonly SimulatedClock _clock = new();
    private readonly HashSet<string> _serials = new(StringComparer.Ordinal);
    private long _order;

    public DemoRun(DemoGround ground, IDemoDevices devices, DateTimeOffset from, DateTimeOffset end, ulong seed)
    {
        Ground = ground;
        Devices = devices;
        End = end;
        Now = from;
        _clock.Now = from;
        Luck = new RandomStream(seed, "demo.cases");
        Warnings = new RandomStream(seed, "demo.promises");
        Ids = new SeededIdSource(_clock, seed ^ 0xCA5E);
        Road = new DemoRoad(this);
        foreach (var site in ground.Sites)
        {
            Places[site.Id] = new DemoPlace(site, ground, Luck, Ids);
        }
    }

    public DemoGround Ground { get; }

    public IDemoDevices Devices { get; }

    public DateTimeOffset End { get; }

    public DateTimeOffset Now { get; private set; }

    public RandomStream Luck { get; }

    /// <summary>Whether a customer hears in time that his promise moves; apart, so that all else stays as it is.</summary>
    public RandomStream Warnings { get; }

    public IdSource Ids { get; }

    public DemoRoad Road { get; }

    public Dictionary<SiteId, DemoPlace> Places { get; } = [];

    public List<CaseFile> Files { get; } = [];

    /// <summary>No two pieces of a part have the same serial.</summary>
    public string NewSerial(string part, int drawn)
    {
        string serial;
        do
        {
            serial = $"{part}{drawn++:D7}";
        }
        while (!_serials.Add(serial));
        return serial;
    }

    public Step StepOf(PersonId by, DemoPlace place) => new(by, Now, Now, place.Info, Ids);

    /// <param name="life">Runs until it ends or <paramref name="isStopped"/> says that it stays as it is.</param>
    /// <returns>To go on with what is parked.</returns>
    public Action Begin(DateTimeOffset at, IEnumerable<DateTimeOffset> life, Func<bool>? isStopped = null)
    {
        var process = new Process(life.GetEnumerator(), isStopped);
        Enqueue(process, at);
        return () => Enqueue(process, Now);
    }

    public void RunToEnd()
    {
        while (_queue.TryPeek(out _, out var next) && next.At <= End)
        {
            var process = _queue.Dequeue();
            Now = _clock.Now = next.At;
            if (GoOn(process) && process.Life.Current != Parked && process.IsStopped?.Invoke() != true)
            {
                Enqueue(process, process.Life.Current > Now ? process.Life.Current : Now);
            }
        }

        Now = _clock.Now = End;
    }

    /// <summary>Skewed to the right as waiting times are: never below a third of the mean, now and then several times as long.</summary>
    public double Skewed(double mean) => mean * (0.35 - (0.65 * Math.Log(1 - Luck.NextUnit())));

    /// <summary>The script of the demo may not ask for what a rule refuses: that is a fault of the demo, not of its reader.</summary>
    private bool GoOn(Process process)
    {
        try
        {
            return process.Life.MoveNext();
        }
        catch (RefusedException refused)
        {
            throw new InvalidOperationException($"The demo's past broke a rule at {Now:u}: {refused.Message}", refused);
        }
    }

    private void Enqueue(Process process, DateTimeOffset at) => _queue.Enqueue(process, (at, _order++));

    private sealed record Process(IEnumerator<DateTimeOffset> Life, Func<bool>? IsStopped);

    private sealed class SimulatedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
