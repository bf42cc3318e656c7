using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mainstay.Messaging;
using Mainstay.Server.Pages;

namespace Mainstay.Server.Operations;

/// <summary>Our own figures: what was done and refused, how many pages are open, what waits. Nothing of them names a person or a thing.</summary>
internal sealed class OurFigures : IDisposable
{
    public const string Name = "Mainstay";
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _verbs;
    private Waiting _waiting = new(0, TimeSpan.Zero, 0, TimeSpan.Zero);

    public OurFigures(Live live)
    {
        _verbs = _meter.CreateCounter<long>("mainstay.verbs", "{verb}", "Changes asked for, by operation and what became of them.");
        _meter.CreateObservableGauge("mainstay.live.boards", () => live.Open, "{board}", "Pages of this node that wait for news.");
        _meter.CreateObservableGauge("mainstay.outbox.waiting", () => _waiting.Events, "{event}", "Events not told yet.");
        _meter.CreateObservableGauge("mainstay.outbox.oldest", () => _waiting.OldestEvent.TotalSeconds, "s", "For how long the oldest event waits.");
        _meter.CreateObservableGauge("mainstay.outbox.set_aside", () => _waiting.SetAside, "{event}", "Events that a consumer could not take.");
        _meter.CreateObservableGauge("mainstay.notices.waiting", () => _waiting.Notices, "{message}", "Messages that are due.");
        _meter.CreateObservableGauge("mainstay.notices.oldest", () => _waiting.OldestNotice.TotalSeconds, "s", "For how long the oldest message is due.");
    }

    public bool IsHeard => _verbs.Enabled;

    public void Done(string operation, string outcome) =>
        _verbs.Add(1, new KeyValuePair<string, object?>("operation", operation), new KeyValuePair<string, object?>("outcome", outcome));

    public void Waits(Waiting waiting) => _waiting = waiting;

    public void Dispose() => _meter.Dispose();
}

/// <summary>Counts changes and, at debug, writes a line for each request: the route's pattern, never the address with what stands in it.</summary>
internal static partial class RequestFigures
{
    public static void UseRequestFigures(this WebApplication app)
    {
        var figures = app.Services.GetRequiredService<OurFigures>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Mainstay.Requests");
        app.Use(async (context, next) =>
        {
            if (!figures.IsHeard && !log.IsEnabled(LogLevel.Debug))
            {
                await next(context);
                return;
            }

            var begun = clock.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var code = Refusals.CodeOf(context);
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
                if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
                {
                    var name = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? route;
                    figures.Done(name, code ?? (context.Response.StatusCode < 400 ? "done" : $"status-{context.Response.StatusCode}"));
                }

                Answered(log, context.Request.Method, route, context.Response.StatusCode, code ?? "", clock.GetElapsedTime(begun).TotalMilliseconds, Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
            }
        });
    }

    [LoggerMessage(LogLevel.Debug, "{Method} {Route} {Status} {Code} in {Milliseconds:0.0} ms, trace {Trace}")]
    private static partial void Answered(ILogger log, string method, string route, int status, string code, double milliseconds, string trace);
}
