using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mainstay.Bench.Telling;

/// <summary>Somebody else's server on this machine: it takes its time, and of every ten events it refuses one when that comes first.</summary>
internal sealed class SlowReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _refused = new();
    private int _asked;

    private SlowReceiver(WebApplication app) => _app = app;

    /// <summary>What was taken, by case, in the order of taking.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<int>> Taken { get; } = new();

    public int Asked => Volatile.Read(ref _asked);

    public int Refused => _refused.Count;

    public string Url => _app.Urls.First() + "/hook";

    public static async Task<SlowReceiver> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new SlowReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(ct);
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var id = context.Request.Headers["webhook-id"].ToString();
        using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var chance = Convert.ToInt32(id[^4..], 16);
        await Task.Delay(5 + (chance % 30), context.RequestAborted);
        Interlocked.Increment(ref _asked);
        if (chance % 10 == 0 && _refused.TryAdd(id, true))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var data = json.RootElement.GetProperty("data");
        Taken.GetOrAdd(data.GetProperty("case").GetString()!, _ => new()).Enqueue(data.GetProperty("sequence").GetInt32());
    }
}
