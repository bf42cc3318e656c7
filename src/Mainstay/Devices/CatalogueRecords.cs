using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>The end every verb on reference data has in common: trace, stamp, save; a race for a code is a plain no.</summary>
public sealed class CatalogueRecords(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task CommitAsync(Actor actor, string action, string subject, string revision, CancellationToken ct)
    {
        audit.Changed(actor, action, subject, null);
        await Revisions.TouchAsync(db, ids, revision, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is { } index && index.StartsWith("ux_devices_", StringComparison.Ordinal))
        {
            throw new RefusedException("catalogue-code-taken", "Somebody has just added the same code; look at it first.");
        }
    }
}
