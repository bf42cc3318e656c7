using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Mainstay.Storage;

namespace Mainstay.Server;

/// <summary>A server as its users run it: a process of its own, which may be killed, and which ends when the program that started it ends, however that ends.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 400;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Without a limit to how often it may be asked: for measurements.</summary>
    /// <param name="database">What it serves.</param>
    /// <param name="port">Where.</param>
    /// <param name="environment">Beside our own.</param>
    public static ServerProcess Start(Database database, int port, params (string Name, string Value)[] environment) =>
        Start(database, port, ["--rate-limit", "0"], environment);

    /// <param name="database">What it serves.</param>
    /// <param name="port">Where.</param>
    /// <param name="options">Further options of <c>serve</c>.</param>
    /// <param name="environment">Beside our own.</param>
    public static ServerProcess Start(Database database, int port, IEnumerable<string> options, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mainstay.Cli.dll"));
        }
        else if (Assembly.GetEntryAssembly()?.GetName().Name != "Mainstay.Cli")
        {
            start.FileName = "dotnet"; // Within the tests, whose program is another.
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mainstay.Cli.dll"));
        }

        foreach (var argument in (string[])["serve", "--stop-with-input", "--port", port.ToString(CultureInfo.InvariantCulture), .. database.Folder is { } folder ? ["--data", folder] : (string[])["--database", database.ConnectionString], .. options])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!, port);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task<bool> AnswersAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Address, "/health"), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <exception cref="InvalidOperationException">It did not start within the time.</exception>
    public async Task UntilItAnswersAsync(HttpClient client, TimeSpan patience, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(client, ct))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            if (HasExited || TimeProvider.System.GetElapsedTime(begun) > patience)
            {
                throw new InvalidOperationException($"The server {(HasExited ? $"ended with {_process.ExitCode}" : $"did not answer within {patience.TotalSeconds:0} s")}: {string.Join(' ', _lines.TakeLast(10))}");
            }
        }
    }

    public Task WaitForExitAsync(CancellationToken ct) => _process.WaitForExitAsync(ct);

    /// <summary>Asks it to stop, as a service manager does, and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken ct)
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
        }

        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        while (_lines.Count > LinesKept && _lines.TryDequeue(out _))
        {
        }
    }
}
