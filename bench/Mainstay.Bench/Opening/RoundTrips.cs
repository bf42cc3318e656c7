using System.Diagnostics;

namespace Mainstay.Bench.Opening;

/// <summary>Counts what really goes to PostgreSQL and back: each command or batch as Npgsql sends it, and each commit. Begin rides along with the first command.</summary>
internal sealed class RoundTrips : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Committed = "Microsoft.EntityFrameworkCore.Database.Transaction.TransactionCommitted";
    private readonly ActivityListener _commands;
    private readonly List<IDisposable> _subscriptions = [];
    private int _count;

    public RoundTrips()
    {
        _commands = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (!activity.OperationName.Contains("connect", StringComparison.OrdinalIgnoreCase))
                {
                    Interlocked.Increment(ref _count);
                }
            },
        };
        ActivitySource.AddActivityListener(_commands);
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Count => Volatile.Read(ref _count);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            _subscriptions.Add(value.Subscribe(this, name => name == Committed));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == Committed)
        {
            Interlocked.Increment(ref _count);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _commands.Dispose();
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
