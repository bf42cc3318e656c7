using System.Collections.Concurrent;

namespace Mainstay.Bench.Torture;

/// <summary>What one client was told is done to one case: verbs, each as often as it was acknowledged.</summary>
internal sealed class ToldCase(string id)
{
    public string Id => id;

    public List<string> Verbs { get; } = ["open"];

    /// <summary>Nothing more can be done to it, or nobody need.</summary>
    public bool IsOver { get; set; }
}

/// <summary>Everything the clients were told, and what went wrong on the way.</summary>
internal sealed class Ledger
{
    private int _retries;
    private int _repeats;
    private int _faults;

    public ConcurrentBag<ToldCase> Cases { get; } = [];

    /// <summary>What an answer said that must not be.</summary>
    public ConcurrentQueue<string> Findings { get; } = new();

    public int Retries => _retries;

    public int Repeats => _repeats;

    /// <summary>Answers of 500: faults of ours.</summary>
    public int Faults => _faults;

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Repeated() => Interlocked.Increment(ref _repeats);

    public void Faulted(string what)
    {
        Interlocked.Increment(ref _faults);
        Findings.Enqueue(what);
    }
}
