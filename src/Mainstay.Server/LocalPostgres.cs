using System.Diagnostics;
using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server;

/// <summary>A PostgreSQL cluster of our own on this machine, on loopback, in a folder: for the demo on several nodes and for benches that restart it.</summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private readonly string _bin;
    private readonly string _folder;

    private LocalPostgres(string bin, string folder, int port)
    {
        _bin = bin;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>To its first database; <c>Database=</c> may be added.</summary>
    public string Connection => $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Timeout=5";

    /// <summary>Makes the cluster where the folder holds none.</summary>
    /// <exception cref="RefusedException"><c>postgres-missing</c>.</exception>
    public static async Task<LocalPostgres> StartAsync(string folder, int port, CancellationToken ct)
    {
        var bin = FindBin() ?? throw new RefusedException(
            "postgres-missing", "PostgreSQL is not installed on this machine: install it ('apt-get install postgresql' on Debian), then try again.");
        var cluster = new LocalPostgres(bin, Path.GetFullPath(folder), port);
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            Directory.CreateDirectory(folder);
            await ShellAsync($"chmod 700 '{cluster._folder}'" + (Environment.UserName == "root" ? $" && chown postgres: '{cluster._folder}'" : ""), ct);
            await cluster.DoAsync($"initdb -D '{cluster._folder}' -U postgres -A trust -E UTF8 --locale=C.UTF-8", ct);
        }

        await cluster.StartAsync(ct);
        return cluster;
    }

    public Task StartAsync(CancellationToken ct) => DoAsync(
        $"pg_ctl -D '{_folder}' -l '{_folder}/log' -w start -o \"-c listen_addresses=127.0.0.1 -c port={Port} -c unix_socket_directories='' -c max_connections=200 -c shared_buffers=256MB\"", ct);

    /// <summary>As a crash would.</summary>
    public Task CrashAsync(CancellationToken ct) => DoAsync($"pg_ctl -D '{_folder}' -m immediate -w stop", ct);

    /// <summary>Stands still, as on a disk that does not answer, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync(CancellationToken ct) => SignalAsync("STOP", ct);

    public Task ThawAsync(CancellationToken ct) => SignalAsync("CONT", ct);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ThawAsync(CancellationToken.None);
            await DoAsync($"pg_ctl -D '{_folder}' -m fast -w stop", CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It does not run any more.
        }
    }

    private async Task SignalAsync(string signal, CancellationToken ct)
    {
        var file = Path.Combine(_folder, "postmaster.pid");
        if (File.Exists(file))
        {
            var pid = int.Parse((await File.ReadAllLinesAsync(file, ct))[0], CultureInfo.InvariantCulture);
            await ShellAsync($"kill -{signal} {pid} $(pgrep -P {pid}) || true", ct);
        }
    }

    /// <summary>PostgreSQL refuses to run as root: it runs as the user its package made.</summary>
    private Task DoAsync(string command, CancellationToken ct) =>
        ShellAsync((Environment.UserName == "root" ? "cd / && runuser -u postgres -- " : "") + $"'{_bin}'/{command}", ct);

    /// <summary>Nothing of it is read: the cluster's processes would hold a pipe open.</summary>
    private static async Task ShellAsync(string command, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"{{ {command}; }} >/dev/null 2>&1 </dev/null"]))!;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"PostgreSQL could not be managed: '{command}' ended with {process.ExitCode}.");
        }
    }

    private static string? FindBin()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(path => double.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0).Select(path => Path.Combine(path, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
