using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mainstay.Testing;

/// <summary>A cluster for one test, which may stop it as a crash would and start it again with its data.</summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _port = FreePort().ToString(CultureInfo.InvariantCulture);
    private bool _wasStarted;

    public string Connection => $"Host=127.0.0.1;Port={_port};Username=postgres;Timeout=5";

    public Task StartAsync()
    {
        _wasStarted = true;
        return DoAsync("start");
    }

    public Task PauseAsync() => DoAsync("pause");

    public async ValueTask DisposeAsync()
    {
        if (_wasStarted)
        {
            await DoAsync("stop");
        }
    }

    private async Task DoAsync(string verb)
    {
        // The cluster's own log would hold the pipe open.
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"'{Repository.PathOf("tools/postgres")}' {verb} {_port} >/dev/null 2>&1 </dev/null"]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"tools/postgres {verb} {_port} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
