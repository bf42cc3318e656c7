using Mainstay.Server;
using Mainstay.Storage;
using Mainstay.Storage.Backups;

namespace Mainstay.Cli;

/// <summary>The demo on a PostgreSQL of its own, served by several nodes: what one of them does the others show, and any of them may be killed.</summary>
internal static class DemoNodes
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <param name="folder">Holds the demo; the cluster lies in it.</param>
    /// <param name="firstPort">The others follow; 0 takes any free ones.</param>
    /// <param name="count">How many nodes.</param>
    /// <param name="started">Told their addresses.</param>
    /// <param name="ct">Stops them and the cluster.</param>
    public static async Task<int> RunAsync(string folder, int firstPort, int count, Action<IReadOnlyList<Uri>> started, CancellationToken ct)
    {
        await using var cluster = await LocalPostgres.StartAsync(Path.Combine(folder, "postgres"), ServerProcess.FreePort(), ct);
        await using var database = Database.Postgres(cluster.Connection + ";Database=postgres");
        await FillAsync(folder, database, ct);
        var notices = Path.Combine(folder, "notices"); // Without a folder nothing carries messages, and the tray would show none as sent.
        var nodes = Enumerable.Range(0, count)
            .Select(n => ServerProcess.Start(database, firstPort == 0 ? ServerProcess.FreePort() : firstPort + n, ["--demo"], ("MAINSTAY_NOTICES_DIR", notices))).ToList();
        try
        {
            using var probe = new HttpClient();
            foreach (var node in nodes)
            {
                await node.UntilItAnswersAsync(probe, _patience, ct);
            }

            started([.. nodes.Select(node => node.Address)]);
            nodes.ForEach(node => Output.Note($"{node.Address} is process {node.Id}; 'kill -9 {node.Id}' ends it, and the others serve on."));
            await WatchAsync(nodes, ct);
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Done;
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.StopAsync(CancellationToken.None)));
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    /// <summary>By a backup of the embedded demo, once: all or nothing, marked by a file when it is there.</summary>
    private static async Task FillAsync(string folder, Database database, CancellationToken ct)
    {
        var marker = Path.Combine(folder, "postgres", "demo.filled");
        if (File.Exists(marker))
        {
            return;
        }

        Output.Note("Carrying the demo over to PostgreSQL ...");
        var file = Path.Combine(folder, "to-postgres.zip");
        await using (var embedded = Database.Sqlite(folder))
        await using (var save = File.Create(file))
        {
            await Backup.WriteAsync(embedded, save, TimeProvider.System, null, ct);
        }

        await using (var saved = File.OpenRead(file))
        {
            await Restore.ReadAsync(database, saved, TimeProvider.System, null, ct);
        }

        File.Delete(file);
        await File.WriteAllTextAsync(marker, "", ct);
    }

    /// <summary>Says when a node is gone; ends when all are.</summary>
    private static async Task WatchAsync(List<ServerProcess> nodes, CancellationToken ct)
    {
        var running = nodes.ToDictionary(node => node.WaitForExitAsync(ct));
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running.Keys);
            await ended;
            running.Remove(ended, out var node);
            Output.Note($"{node!.Address} is gone; {running.Count} serve on.");
        }
    }
}
