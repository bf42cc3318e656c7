using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Checks;

/// <summary>Audit holds ids, no addresses and no numbers of phones or devices (law 1).</summary>
internal sealed class AuditCheck : ICheck
{
    public string Name => "access.audit_ids_only";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = 0L;
        var violations = new List<string>();
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking()
            .Select(row => new { row.Id, row.Action, row.SubjectKind, row.SubjectId }).AsAsyncEnumerable().WithCancellation(ct))
        {
            rows++;
            if (violations.Count < 100
                && !(AuditEntry.HoldsIdsOnly(entry.SubjectId) && AuditEntry.HoldsIdsOnly(entry.SubjectKind) && AuditEntry.HoldsIdsOnly(entry.Action)))
            {
                violations.Add($"Audit entry {entry.Id} holds something other than ids.");
            }
        }

        return new CheckResult(rows, violations);
    }
}
