using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mainstay.Network.Demo;
using Mainstay.Server;
using Mainstay.Server.Access;
using Mainstay.Server.Demo;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

/// <summary>A whole network with sixty days of cases, to look at and to try: built once, then opened again.</summary>
internal sealed class DemoCommand : Command
{
    private readonly Option<string> _data = new("--data") { HelpName = "DIR", Description = "Data folder of the demo.", DefaultValueFactory = _ => ".demo" };
    private readonly Option<int> _port = new("--port") { HelpName = "N", Description = "Port to listen on; 0 takes any free one.", DefaultValueFactory = _ => 5080 };
    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Do not open a browser." };

    private readonly Option<int> _nodes = new("--nodes") { HelpName = "N", Description = "Serve it by several nodes on a PostgreSQL of its own, on ports that follow each other.", DefaultValueFactory = _ => 1 };

    public DemoCommand() : base("demo", "Build or open the demo network and serve it.")
    {
        _data.MustSay("a folder");
        _port.MustBePort();
        Add(_data);
        Add(_port);
        Add(_noBrowser);
        _nodes.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var count) || count is < 1 or > 8))
            {
                result.AddError($"--nodes '{text}' cannot be: 1 to 8 are expected.");
            }
        });
        Add(_nodes);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var folder = Path.GetFullPath(parsed.GetValue(_data)!);
        await using var database = Database.Sqlite(folder);
        var settings = new ServerSettings { Data = folder, Port = parsed.GetValue(_port), Demo = true, RateLimits = new RateLimits() };
        using (ServerLock.Take(database))
        {
            Serving.DemandAddress(settings);
            if (!File.Exists(database.FileName))
            {
                Output.Note("Building the demo: five hundred centres and sixty days of their cases ...");
            }

            await DemoFolder.EnsureAsync(folder, new DemoSize(), TimeProvider.System, part => Output.Note(
                string.Create(CultureInfo.InvariantCulture, $"  {part.Name,-12} {part.Rows,11:N0} in {part.Took.TotalSeconds,4:0.0} s")), ct);
        }

        var noBrowser = parsed.GetValue(_noBrowser);
        return parsed.GetValue(_nodes) is > 1 and var nodes
            ? await DemoNodes.RunAsync(folder, settings.Port, nodes, addresses => Started([.. addresses.Select(address => address.ToString().TrimEnd('/'))], noBrowser), ct)
            : await Serving.RunAsync(database, settings, _ => Task.CompletedTask, ct, address => Started([address], noBrowser));
    }

    private static void Started(IReadOnlyList<string> addresses, bool noBrowser)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n  Mainstay demo   {string.Join("   ", addresses)}\n\n");
        foreach (var login in DemoLogins.Of(DemoNetwork.Build(new DemoSize().Seed)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {login.Login,-18} {Words(login.Role.ToString()),-18} {login.Name}{(login.Site is { } site ? ", " + site : "")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n  Password of all of them, in this demo only: {DemoLogins.Password}\n");
        Console.Out.WriteLine(text);
        if (!noBrowser)
        {
            OpenBrowser(addresses[0]);
        }
    }

    private static string Words(string role) => Common.SnakeCase.Of(role).Replace('_', ' ');

    /// <summary>Only where somebody sits in front of it.</summary>
    private static void OpenBrowser(string address)
    {
        var hasDesktop = new[] { "DISPLAY", "WAYLAND_DISPLAY" }.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });
        if (!hasDesktop || !OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            using var opened = Process.Start(new ProcessStartInfo("xdg-open", address) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Output.Note($"No browser could be opened; go to {address} yourself.");
        }
    }
}
