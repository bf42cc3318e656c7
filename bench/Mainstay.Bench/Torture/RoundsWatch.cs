using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Torture;

/// <summary>Watches work that one server does for all, every five seconds: how long after a kill its next round begins, on whichever server.</summary>
internal sealed class RoundsWatch(Database database)
{
    private const string Job = "figures_clock";
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private readonly Lock _turn = new();
    private long _number = -1;
    private long? _killedAt;

    /// <summary>The longest wait.</summary>
    public TimeSpan Longest { get; private set; }

    public void Killed()
    {
        lock (_turn)
        {
            _killedAt ??= TimeProvider.System.GetTimestamp();
        }
    }

    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await ReadAsync() is { } number)
            {
                lock (_turn)
                {
                    if (number != _number && _killedAt is { } killed)
                    {
                        Longest = TimeProvider.System.GetElapsedTime(killed) is var took && took > Longest ? took : Longest;
                        _killedAt = null;
                    }

                    _number = number;
                }
            }

            await Task.Delay(_look, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <returns>Null: the database is away.</returns>
    private async Task<long?> ReadAsync()
    {
        try
        {
            await using var db = database.CreateDbContext();
            return await db.Set<FenceNumber>().AsNoTracking().Where(fence => fence.Name == Job).Select(fence => (long?)fence.Number).SingleOrDefaultAsync() ?? 0;
        }
        catch (Exception e) when (StorageProblem.Translate(e) is not null)
        {
            return null;
        }
    }
}
