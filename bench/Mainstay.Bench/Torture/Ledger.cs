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
    private int _served;
    private int _unserved;
    private Uri? _dead;

    public ConcurrentBag<ToldCase> Cases { get; } = [];

    /// <summary>What an answer said that must not be.</summary>
    public ConcurrentQueue<string> Findings { get; } = new();

    public int Retries => _retries;

    public int Repeats => _repeats;

    /// <summary>Answers of 500: faults of ours.</summary>
    public int Faults => _faults;

    /// <summary>The server that is dead just now while nothing else is being done to the others; null otherwise.</summary>
    public Uri? Dead
    {
        get => Volatile.Read(ref _dead);
        set => Volatile.Write(ref _dead, value);
    }

    /// <summary>Answers of the other servers meanwhile.</summary>
    public int Served => _served;

    /// <summary>Requests that the others did not answer, or with a fault.</summary>
    public int Unserved => _unserved;

    /// <param name="dead">Which server was dead when the request was sent.</param>
    /// <param name="node">Which was asked.</param>
    /// <param name="fault">What it answered in place of serving; null when it served.</param>
    public void Asked(Uri? dead, Uri node, string? fault)
    {
        if (dead is null || dead == node || !ReferenceEquals(dead, Dead))
        {
            return;
        }

        if (fault is null)
        {
            Interlocked.Increment(ref _served);
        }
        else
        {
            Interlocked.Increment(ref _unserved);
            Findings.Enqueue($"{node} while the other server was dead: {fault}");
        }
    }

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Repeated() => Interlocked.Increment(ref _repeats);

    public void Faulted(string what)
    {
        Interlocked.Increment(ref _faults);
        Findings.Enqueue(what);
    }
}
