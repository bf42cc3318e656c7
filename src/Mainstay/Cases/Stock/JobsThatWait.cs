using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Stock;

/// <summary>Lets jobs go on whose parts have come, whoever scanned them in: the verb is the same as by hand.</summary>
internal sealed class JobsThatWait(MainstayDb db, ISites sites, IOutbox outbox, IAudit audit, IdSource ids, TimeProvider clock) : IJobsThatWait
{
    public async Task<IReadOnlyList<CaseId>> PartsHereAsync(IReadOnlyCollection<CaseId> cases, PersonId by, CancellationToken ct)
    {
        if (cases.Count == 0)
        {
            return [];
        }

        var waiting = await db.Cases.Where(c => cases.Contains(c.Id) && c.State == CaseState.PartsWait).OrderBy(c => c.Id).ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return [];
        }

        var going = waiting.ConvertAll(c => c.Id);
        var privates = await db.CasePrivates.Where(p => going.Contains(p.Case)).ToDictionaryAsync(p => p.Case, ct);
        foreach (var found in waiting)
        {
            var now = clock.Now();
            Step step = new(by, now, now, await sites.GetAsync(found.Site, ct), ids);
            CaseFile file = new() { Case = found, Private = privates[found.Id] };
            PartsArrived.Apply(file, step);
            db.AddRange(file.New.Events);
            db.AddRange(file.New.Clock);
            foreach (var news in CaseNews.Of(file, ids))
            {
                outbox.Add(news);
            }

            audit.Changed(Actor.System with { Person = by }, $"case.{EnumText<Verb>.Of(Verb.PartsArrived)}", $"case:{found.Id}", found.At);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", "Somebody changed a job that waited for these parts at the same moment. Nothing was done; try again.");
        }

        return going;
    }
}
