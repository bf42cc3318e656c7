using System.Diagnostics;

namespace Mainstay.Server.Tests.Cli;

/// <summary>The command line as its users run it: a process of its own.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <param name="arguments">What stands after <c>./mainstay</c>.</param>
    public static CliProcess Start(params string[] arguments) => Start(null, null, arguments);

    /// <param name="keyFile">What MAINSTAY_KEY_FILE names.</param>
    /// <param name="input">What is typed.</param>
    public static CliProcess Start(string? keyFile, string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MAINSTAY_DATABASE"] = "", ["MAINSTAY_KEY_FILE"] = keyFile ?? "" },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mainstay.Cli.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new CliProcess(process);
    }

    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    public async Task<Ended> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        return new Ended(_process.ExitCode, await _output, await _error);
    }

    /// <summary>As a service manager asks: SIGTERM.</summary>
    public Task<Ended> TerminateAsync()
    {
        Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        return EndAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    internal sealed record Ended(int ExitCode, string Output, string Error);
}
