using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Mainstay.Common;
using Mainstay.Messaging.Webhooks;
using Mainstay.Server;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mainstay.Cli.Commands;

/// <summary>Serves pages and API until told to stop.</summary>
internal sealed class ServeCommand : Command
{
    private readonly DataPlace _place = new();
    private readonly Option<int> _port = new("--port") { HelpName = "N", Description = "Port to listen on; 0 takes any free one.", DefaultValueFactory = _ => 8080 };
    private readonly Option<string> _host = new("--host") { HelpName = "ADDRESS", Description = "Address to listen on; 0.0.0.0 for all.", DefaultValueFactory = _ => "127.0.0.1" };

    private readonly Option<Uri?> _public = new("--public-address")
    {
        HelpName = "URL",
        Description = "Where customers reach this server from outside, such as https://repairs.example: stands in their links.",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var given) && given.Scheme is "http" or "https" ? given : Bad(result),
    };
    private readonly Option<string> _log = new("--log") { HelpName = "FORM", Description = "How logs are written to standard error: text or json.", DefaultValueFactory = _ => "text" };
    private readonly Option<LogLevel> _logLevel = new("--log-level") { HelpName = "LEVEL", Description = "What is logged: debug adds a line for each request.", DefaultValueFactory = _ => LogLevel.Information };
    private readonly Option<int> _drain = new("--drain") { HelpName = "SECONDS", Description = "When asked to stop, say so at /health/ready for this long before taking no more connections.", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _demo = new("--demo") { Description = "Show the demo's logins.", Hidden = true };
    private readonly Option<bool> _stopWithInput = new("--stop-with-input") { Description = "Stop when standard input ends, as it does when the program that started the server dies.", Hidden = true };

    private readonly Option<int> _rate = new("--rate-limit")
    {
        HelpName = "N",
        Description = "Requests a second that one person or API key may make, four times as many at once, and half of it an address nobody is signed in at; 0 for no limit, on one's own machine.",
        DefaultValueFactory = _ => new RateLimits().PerSecond,
    };

    private readonly Option<string> _receivers = new("--receivers") { HelpName = "WHICH", Description = "Where webhooks may lead: public, this_machine or private_network.", DefaultValueFactory = _ => "public" };

    public ServeCommand() : base("serve", "Serve the pages and the API of a network.")
    {
        _place.AddTo(this);
        _port.MustBePort();
        _host.MustBeAddress();
        Add(_port);
        Add(_host);
        Add(_public);
        _log.AcceptOnlyFromAmong("text", "json");
        Add(_log);
        Add(_logLevel);
        Add(_drain);
        Add(_demo);
        Add(_stopWithInput);
        Add(_rate);
        _receivers.AcceptOnlyFromAmong([.. EnumText<DeliveryReach>.All]);
        Add(_receivers);
        SetAction(RunAsync);
    }

    private static Uri? Bad(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--public-address is an address such as https://repairs.example.");
        return null;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (folder, connection) = _place.Chosen(parsed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (parsed.GetValue(_stopWithInput))
        {
            StopWithInput(stop);
        }

        await using var database = _place.Open(parsed);
        return await Serving.RunAsync(
            database,
            new ServerSettings
            {
                Data = folder,
                Database = connection,
                Host = parsed.GetValue(_host)!,
                Port = parsed.GetValue(_port),
                PublicAddress = parsed.GetValue(_public),
                RateLimits = parsed.GetValue(_rate) is > 0 and var rate ? RateLimits.Of(rate) : null,
                Receivers = EnumText<DeliveryReach>.Parse(parsed.GetValue(_receivers)!),
                Demo = parsed.GetValue(_demo),
                JsonLog = parsed.GetValue(_log) == "json",
                LogLevel = parsed.GetValue(_logLevel),
                Drain = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_drain), 0, 600)),
            },
            _ => Task.CompletedTask,
            stop.Token);
    }

    private static void StopWithInput(CancellationTokenSource stop) => _ = Task.Run(async () =>
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null, stop.Token);
        await stop.CancelAsync();
    });
}

/// <summary>From a database to a server that answers, and down again without dropping a request.</summary>
internal static class Serving
{
    /// <param name="database">Where the data is.</param>
    /// <param name="settings">The same place, as the server is told.</param>
    /// <param name="prepare">What to do once the schema is up to date and the folder is ours, before anybody is served.</param>
    /// <param name="ct">Asks the server to stop.</param>
    /// <param name="started">Told the address once the server answers.</param>
    public static async Task<int> RunAsync(
        Database database, ServerSettings settings, Func<Database, Task> prepare, CancellationToken ct, Action<string>? started = null)
    {
        try
        {
            using var held = ServerLock.Take(database);
            DemandAddress(settings);
            await database.MigrateAsync(TimeProvider.System, ct);
            await prepare(database);
            await using var app = MainstayServer.Build(settings);
            KeyRing.DemandOpen(app.Services);
            await StartAsync(app, settings, ct);
            started?.Invoke(app.Urls.First());
            Output.Note($"Mainstay serves {database.Description} at {app.Urls.First()}; Ctrl+C stops it.");
            await app.WaitForShutdownAsync(ct);
            return ExitCodes.Done;
        }
        catch (Exception e) when (StorageProblem.Translate(e, database) is { } refused && refused != e)
        {
            throw refused;
        }
    }

    /// <summary>Asked before anything is built or brought up to date, so that nobody waits to be told that the port is taken.</summary>
    /// <exception cref="Common.RefusedException"><c>port-taken</c> or <c>address-unusable</c>.</exception>
    public static void DemandAddress(ServerSettings settings)
    {
        var address = settings.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(settings.Host);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, settings.Port));
            socket.Listen();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw PortTaken(settings);
        }
        catch (SocketException e)
        {
            throw new Common.RefusedException("address-unusable", $"Nobody can be served at {settings.Host}, port {settings.Port}: {e.Message}.");
        }
    }

    private static Common.RefusedException PortTaken(ServerSettings settings) =>
        new("port-taken", $"Port {settings.Port} is taken by another program; choose another with --port.");

    private static async Task StartAsync(WebApplication app, ServerSettings settings, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw PortTaken(settings);
        }
    }
}
