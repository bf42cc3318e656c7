using Mainstay.Server.Jobs;

namespace Mainstay.Server.Operations;

/// <summary>What those need who run servers: jobs, health, figures, logs, a calm stop.</summary>
internal static class OperationsSetup
{
    /// <summary>For requests under way when the server is asked to stop.</summary>
    private static readonly TimeSpan _ending = TimeSpan.FromSeconds(30);

    public static void AddOperations(this IServiceCollection services, ServerSettings settings)
    {
        services.AddJobs(settings);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Drain + _ending);
        services.AddSingleton<Readiness>();
        services.AddSingleton<OurFigures>();
        services.AddHostedService<Draining>();
        if (Telemetry.IsWanted)
        {
            services.AddHostedService<Telemetry>();
        }
    }

    /// <summary>To standard error: standard output belongs to results.</summary>
    public static void AddLog(this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Logging.SetMinimumLevel(settings.LogLevel);
        builder.Logging.AddFilter("Mainstay", settings.LogLevel);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.JsonLog)
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
    }
}
