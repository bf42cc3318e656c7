using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Glass;

/// <summary>Gives a role taken in an emergency back before its time: by who took it, or by who watches over the site.</summary>
public sealed record EndGlass(GlassId Glass);

public sealed class EndGlassHandler(MainstayDb db, PeopleRecords records, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task HandleAsync(EndGlass request, Actor actor, CancellationToken ct)
    {
        var glass = await db.Set<BrokenGlass>().FirstOrDefaultAsync(row => row.Id == request.Glass, ct) ?? throw NotFound();
        if (glass.Person != actor.Person && !GlassWatch.Watches(actor, await records.SiteAsync(glass.Site, ct)))
        {
            throw NotFound();
        }

        var now = clock.Now();
        if (!glass.IsOpenAt(now))
        {
            return;
        }

        (glass.EndedAt, glass.EndedBy) = (now, actor.Person);
        audit.Changed(actor, "glass.end", $"glass:{glass.Id}", glass.Site);
        await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        await db.SaveChangesAsync(ct);
    }

    private static RefusedException NotFound() => new("glass-not-found", "There is no such role taken in an emergency.");
}
