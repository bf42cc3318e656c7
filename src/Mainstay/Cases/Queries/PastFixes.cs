using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>What was wrong with such devices before, and what mended them: the latest handed-over cases of the category with this symptom.</summary>
public sealed record PastFixes(ModelId Model, string Symptom);

/// <summary>The same, for the device and symptom of a case.</summary>
public sealed record PastFixesOf(CaseId Case);

/// <param name="OnModel">How many of them on this very model.</param>
/// <param name="CameBack">How many returned within the bounce window.</param>
public sealed record PastFix(string Section, string? Defect, string? Repair, int Count, int OnModel, int CameBack);

/// <param name="Sample">Cases looked at; a published count carries its n (law 7).</param>
public sealed record PastFixList(string Symptom, int Sample, DateTimeOffset? Since, IReadOnlyList<PastFix> Fixes);

public sealed class PastFixesHandler(MainstayDb db, ICatalogue catalogue, CardMaker cards)
{
    private const int MostCases = 1000;
    private const int MostFixes = 12;

    public async Task<(CaseCard Case, PastFixList Fixes)> HandleAsync(PastFixesOf request, Actor actor, CancellationToken ct)
    {
        var row = await db.Cases.AsNoTracking().Where(c => c.Id == request.Case).Select(CardRow.From).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("case-not-found", "There is no such case.");
        var card = (await cards.MakeAsync([row], actor, withCustomers: false, ct))[0];
        if (!actor.Reaches(card.Site) && !actor.Reaches(card.At))
        {
            actor.DemandSight(card.Site);
        }

        return (card, row.Symptom is { } symptom ? await HandleAsync(new PastFixes(row.Model, symptom), actor, ct) : new PastFixList("", 0, null, []));
    }

    public async Task<PastFixList> HandleAsync(PastFixes request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        if (await catalogue.ModelAsync(request.Model, ct) is not { } model)
        {
            return new PastFixList(request.Symptom, 0, null, []);
        }

        var latest = await db.Cases.AsNoTracking()
            .Where(c => c.Category == model.Category && c.Symptom == request.Symptom && c.HandedOverAt != null)
            .OrderByDescending(c => c.HandedOverAt)
            .Take(MostCases)
            .Select(c => new { c.Id, c.Model, c.Section, c.Defect, c.RepairCode, c.HandedOverAt })
            .ToListAsync(ct);
        var ids = latest.Where(c => c.Model == model.Id).Select(c => c.Id).Take(200).ToList();
        var returned = ids.Count == 0 ? [] : (await db.Bounces.AsNoTracking().Where(b => ids.Contains(b.Former) && b.SameSymptom).Select(b => b.Former).ToListAsync(ct)).ToHashSet();
        return new PastFixList(
            request.Symptom,
            latest.Count,
            latest.Count == 0 ? null : latest[^1].HandedOverAt,
            [
                .. latest.Where(c => c.Section is not null)
                    .GroupBy(c => (c.Section, c.Defect, c.RepairCode))
                    .Select(g => new PastFix(g.Key.Section!, g.Key.Defect, g.Key.RepairCode, g.Count(), g.Count(c => c.Model == model.Id), g.Count(c => returned.Contains(c.Id))))
                    .OrderByDescending(fix => fix.OnModel).ThenByDescending(fix => fix.Count).ThenBy(fix => fix.Section, StringComparer.Ordinal)
                    .Take(MostFixes),
            ]);
    }
}
