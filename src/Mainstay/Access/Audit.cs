using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access;

internal sealed class Audit(MainstayDb db, Database database, TimeProvider clock, IdSource ids) : IAudit
{
    public void Changed(Actor actor, string action, string subject, SiteId? site) =>
        db.Add(Entry(AuditKind.Changed, actor, action, subject, site));

    public void Changed(WriteBatch batch, Actor actor, string action, string subject, SiteId? site) =>
        batch.Insert(Entry(AuditKind.Changed, actor, action, subject, site));

    public async Task ReadAsync(Actor actor, string purpose, string subject, SiteId? site, CancellationToken ct)
    {
        // A context of its own: the caller's may hold changes that are not to be saved yet.
        await using var apart = await database.CreateDbContextAsync(ct);
        await new WriteBatch(apart).Insert(Entry(AuditKind.Read, actor, purpose, subject, site)).CommitAsync(ct);
    }

    private AuditEntry Entry(AuditKind kind, Actor actor, string action, string subject, SiteId? site) =>
        AuditEntry.Of(ids.Next<AuditId>(), clock.Now(), actor.Person, kind, action, subject, site, actor.Glass.FirstOrDefault(glass => site is null || glass.Site == site)?.Id);
}
