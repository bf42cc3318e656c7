using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

internal sealed class Reads(MainstayDb db) : IReads
{
    public async Task<IReadOnlyList<DataRead>> OfAsync(IReadOnlyCollection<string> subjects, int limit, CancellationToken ct) =>
        await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => subjects.Contains(entry.SubjectId) && entry.Kind == AuditKind.Read)
            .OrderByDescending(entry => entry.At).Take(limit)
            .Select(entry => new DataRead(entry.Person, entry.Action, entry.Site, entry.At))
            .ToListAsync(ct);
}
