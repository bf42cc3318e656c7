using Mainstay.Storage;
using Quartz;

namespace Mainstay.Server.Jobs;

/// <summary>One round of one job. The schedule holds this class and the job's name, so that nodes of another version can read it.</summary>
[DisallowConcurrentExecution]
internal sealed class Round(IEnumerable<Job> jobs, Database database, IHostApplicationLifetime life) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        if (jobs.FirstOrDefault(job => job.Name == name) is not { } job)
        {
            return; // Work of another version; its nodes do the next round.
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        await job.Work.RoundForAllAsync(database, name, stop.Token);
    }
}
