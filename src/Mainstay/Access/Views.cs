using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

internal sealed class Views(MainstayDb db, IPeople people) : IViews
{
    private const int AtOnce = 500;

    public async Task<IReadOnlyList<SeenBy>> OfAsync(IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        var asked = subjects.ToHashSet(StringComparer.Ordinal);
        var found = new List<SeenBy>();
        foreach (var part in subjects.Select(subject => subject.Split(':', 2)[^1]).Distinct().Chunk(AtOnce))
        {
            var entries = await db.Set<AuditEntry>().AsNoTracking().Where(entry => part.Contains(entry.SubjectId) && entry.Kind == AuditKind.Read).ToListAsync(ct);
            foreach (var entry in entries.Where(entry => asked.Contains($"{entry.SubjectKind}:{entry.SubjectId}")))
            {
                var who = entry.Person == Actor.System.Person ? null : await people.FindAsync(entry.Person, ct);
                found.Add(new SeenBy(entry.At, who?.Grants.Select(grant => (Role?)grant.Role).FirstOrDefault(), entry.Site ?? who?.HomeSite, entry.Action));
            }
        }

        return [.. found.OrderByDescending(look => look.At)];
    }
}
