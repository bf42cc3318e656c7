using Mainstay.Messaging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mainstay.Server.Operations;

/// <summary>
/// Traces and metrics by OTLP, where the environment names a collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>); without one nothing of this
/// is made and nobody listens.
/// </summary>
internal sealed partial class Telemetry(OurFigures figures, Backlog backlog, TimeProvider clock, ILogger<Telemetry> log)
    : Worker(TimeSpan.FromSeconds(15), clock)
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static bool IsWanted => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("mainstay", serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}").AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime", OurFigures.Name).AddOtlpExporter().Build();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        base.Dispose();
    }

    protected override async Task WorkAsync(CancellationToken ct) => figures.Waits(await backlog.ReadAsync(ct));

    protected override void Failed(string reason) => LogFailed(reason);

    [LoggerMessage(LogLevel.Warning, "What waits could not be counted: {Reason}")]
    private partial void LogFailed(string reason);
}
