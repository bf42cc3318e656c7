using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

internal sealed class RecallCaseEvents(MainstayDb db, IdSource ids) : IRecallEvents
{
    private static readonly string _kind = CaseNews.SubjectOf(default).Split(':')[0] + ":";

    public async Task<IReadOnlyList<OutEvent>> RecallAsync(string subject, int from, int to, CancellationToken ct)
    {
        if (!subject.StartsWith(_kind, StringComparison.Ordinal) || !CaseId.TryParse(subject[_kind.Length..], null, out var id))
        {
            return [];
        }

        var number = await db.Cases.Where(c => c.Id == id).Select(c => c.Number).SingleOrDefaultAsync(ct);
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.Case == id && e.Sequence >= from && e.Sequence <= to).OrderBy(e => e.Sequence).ToListAsync(ct);
        return [.. events.Select(happened => CaseNews.Of(happened, number!, ids))];
    }
}
