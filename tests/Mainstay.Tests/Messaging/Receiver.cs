using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace Mainstay.Tests.Messaging;

/// <summary>What arrived at a receiver.</summary>
internal sealed record Arrived(string Id, long Timestamp, string Signature, string Body, int Status)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public string Subject => Json.GetProperty("data").GetProperty("subject").GetString()!;

    public int Sequence => Json.GetProperty("data").GetProperty("sequence").GetInt32();
}

/// <summary>Somebody else's server on this machine, which answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Arrived> Arrived { get; } = new();

    public IEnumerable<Arrived> Taken => Arrived.Where(a => a.Status < 300);

    public Func<Arrived, int> Answer { get; set; } = _ => 200;

    public Func<Arrived, TimeSpan> Delay { get; set; } = _ => TimeSpan.Zero;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        var arrived = new Arrived(headers["webhook-id"]!, long.Parse(headers["webhook-timestamp"]!, System.Globalization.CultureInfo.InvariantCulture), headers["webhook-signature"]!, await reader.ReadToEndAsync(), 0);
        await Task.Delay(Delay(arrived), context.RequestAborted);
        var status = Answer(arrived);
        Arrived.Enqueue(arrived with { Status = status });
        context.Response.StatusCode = status;
        if (status is >= 300 and < 400)
        {
            context.Response.Headers.Location = "/elsewhere";
        }
    }
}
