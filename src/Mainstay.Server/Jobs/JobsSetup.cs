using Mainstay.Common;
using Mainstay.Storage;
using Quartz;

namespace Mainstay.Server.Jobs;

/// <summary>A worker whose rounds one node does for all.</summary>
internal sealed record Job(string Name, Worker Work);

/// <summary>
/// Work in rounds that belongs to no single node: on PostgreSQL in a schedule all nodes share, where the next free one takes the
/// next round and the rounds of a node that died; embedded, in the memory of the one server.
/// </summary>
internal static class JobsSetup
{
    /// <summary>Two of these until the others miss a node, and as much again until they take over: below 30 seconds with the fence's patience.</summary>
    private static readonly TimeSpan _checkIn = TimeSpan.FromSeconds(4);

    /// <summary>In place of <c>AddHostedService</c>: one node does each round.</summary>
    public static void AddJob<T>(this IServiceCollection services) where T : Worker => services
        .AddSingleton<T>()
        .AddSingleton(provider => new Job(SnakeCase.Of(typeof(T).Name), provider.GetRequiredService<T>()));

    public static void AddJobs(this IServiceCollection services, ServerSettings settings)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "mainstay";
                scheduler.GenerateInstanceId = true;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
                scheduler.PropagateTraceContext = false;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(4);
            if (settings.Database is { } connection)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UseSystemTextJsonSerializer();
                    store.UsePostgres(Database.Postgres(connection).ConnectionString);
                    store.ProvisionSchema();
                    store.ConfigureStore(options => options.DbRetryInterval = _checkIn);
                    store.UseClustering(cluster =>
                    {
                        cluster.CheckinInterval = _checkIn;
                        cluster.CheckinMisfireThreshold = _checkIn;
                    });
                });
            }
            else
            {
                quartz.UseInMemoryStore(_ => { });
            }
        });
        services.AddSingleton<Schedule>();
        services.AddHostedService(provider => provider.GetRequiredService<Schedule>());
    }
}
