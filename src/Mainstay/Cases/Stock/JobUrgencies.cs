using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Stock;

internal sealed class JobUrgencies(MainstayDb db) : IJobUrgency
{
    public async Task<IReadOnlyDictionary<CaseId, JobUrgency>> OfAsync(IReadOnlyCollection<CaseId> cases, CancellationToken ct) =>
        await db.Cases.AsNoTracking().Where(c => cases.Contains(c.Id)).Select(c => new JobUrgency(
                c.Id,
                c.Number,
                c.Site,
                c.OpenedAt,
                c.ReadyP90,
                c.IsSafety,
                db.Set<Complaint>().Any(complaint => complaint.Case == c.Id)
                    || db.Set<Refusal>().Any(refusal => refusal.Case == c.Id && refusal.AppealedAt != null && refusal.DecidedAt == null),
                c.State == CaseState.PartsWait))
            .ToDictionaryAsync(job => job.Case, ct);
}
