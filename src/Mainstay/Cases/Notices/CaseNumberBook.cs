using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Notices;

/// <summary>From the number people say to the id that messages carry, and back.</summary>
public sealed class CaseNumberBook(MainstayDb db)
{
    public async Task<CaseId?> FindAsync(string number, CancellationToken ct)
    {
        var whole = number.Trim().ToUpperInvariant();
        return await db.Cases.Where(c => c.Number == whole).Select(c => (CaseId?)c.Id).FirstOrDefaultAsync(ct);
    }

    public async Task<IReadOnlyDictionary<CaseId, string>> NumbersAsync(IReadOnlyCollection<CaseId> ids, CancellationToken ct) =>
        await db.Cases.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number }).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
}
