using System.Globalization;
using System.Text.Json.Serialization;
using Mainstay.Messaging;
using Mainstay.Server.Jobs;
using Mainstay.Storage;

namespace Mainstay.Server.Operations;

/// <summary>One thing that must hold for requests to be answered well.</summary>
/// <param name="Detail">What was seen; the reason where it does not hold.</param>
internal sealed record Readied(string Name, bool Ok, string Detail)
{
    /// <summary>False: somebody should look, but requests are answered as well here as on any other node.</summary>
    [JsonIgnore]
    public bool Stops { get; init; } = true;
}

/// <summary>Whether this node should be sent requests, and why not. Looked at every two seconds at most, however often it is asked.</summary>
internal sealed class Readiness(
    Database database, Backlog backlog, Schedule schedule, TimeProvider clock, IHostApplicationLifetime life) : IDisposable
{
    private const long DiskNeeded = 200L << 20;
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _start = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly long _begun = clock.GetTimestamp();
    private IReadOnlyList<Readied> _last = [];
    private long _lastAt;

    public async Task<IReadOnlyList<Readied>> LookAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last.Count == 0 || clock.GetElapsedTime(_lastAt) > _kept)
            {
                _last = await AskAsync(ct);
                _lastAt = clock.GetTimestamp();
            }

            return [new("serving", !life.ApplicationStopping.IsCancellationRequested, life.ApplicationStopping.IsCancellationRequested ? "The server is stopping." : "The server takes requests."), .. _last];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<Readied>> AskAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var found = new List<Readied>();
        try
        {
            await using var db = await database.CreateDbContextAsync(either.Token);
            var pending = await Migrator.PendingAsync(db, either.Token);
            found.Add(new("database", true, "The database answers."));
            found.Add(new("schema", pending.Count == 0, pending.Count == 0 ? "The schema is the program's." : $"{pending.Count} scripts of the schema are not applied."));
            if (pending.Count == 0)
            {
                var waiting = await backlog.ReadAsync(either.Token);
                found.Add(OfBacklog(waiting));
                found.Add(OfSetAside(waiting));
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            found.Add(new("database", false, StorageProblem.Translate(e, database)?.Message ?? "The database does not answer in time."));
        }

        found.Add(OfDisk());
        var isStarting = clock.GetElapsedTime(_begun) < _start;
        found.Add(new("jobs", schedule.Trouble is null || isStarting, schedule.Trouble ?? "Rounds of work are scheduled."));
        return found;
    }

    private static Readied OfBacklog(Waiting waiting)
    {
        var isLate = waiting.OldestEvent > _longestWait || waiting.OldestNotice > _longestWait || waiting.Events >= MostWaiting || waiting.Notices >= MostWaiting;
        return new Readied("backlog", !isLate, string.Create(
            CultureInfo.InvariantCulture,
            $"{waiting.Events} events wait, the oldest for {waiting.OldestEvent.TotalSeconds:0} s; {waiting.Notices} messages are due, the oldest for {waiting.OldestNotice.TotalSeconds:0} s."))
        { Stops = false };
    }

    private static Readied OfSetAside(Waiting waiting) => new(
        "events",
        waiting.SetAside == 0,
        waiting.SetAside == 0 ? "No event was set aside." : string.Create(CultureInfo.InvariantCulture, $"{waiting.SetAside} events could not be taken and are set aside; the log says why, 'admin retell' tells them again."))
    { Stops = false };

    /// <summary>The disk of an embedded database; that of a database server is its own affair.</summary>
    private Readied OfDisk()
    {
        if (database.Folder is not { } folder)
        {
            return new("disk", true, "The data lie on the database server.");
        }

        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        return new("disk", free >= DiskNeeded, $"{free >> 20} MB are free where the data lie; {DiskNeeded >> 20} are needed.");
    }
}
