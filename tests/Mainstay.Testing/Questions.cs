using System.Diagnostics;

namespace Mainstay.Testing;

/// <summary>Counts what is asked of a database during one act, whatever runs beside it.</summary>
public sealed class Questions : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<Counter?> _now = new();
    private static readonly Lazy<IDisposable> _listening = new(() => DiagnosticListener.AllListeners.Subscribe(new Questions()));

    public static async Task<int> CountAsync(Func<Task> act)
    {
        if (!_listening.IsValueCreated)
        {
            _ = _listening.Value;
            await Task.Delay(TimeSpan.FromSeconds(1.2)); // EF Core asks once a second whether anybody listens.
        }

        var counter = new Counter();
        _now.Value = counter;
        await act();
        _now.Value = null;
        return counter.Count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted" && _now.Value is { } counter)
        {
            Interlocked.Increment(ref counter.Count);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed class Counter
    {
        public int Count;
    }
}
