using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>What the lines of a case have of the store: put aside, expected on a day, or nobody has it. Nothing personal.</summary>
public sealed record ViewCaseParts(CaseId Case);

public sealed record CasePartsView(CaseId Case, IReadOnlyList<CasePartView> Parts);

/// <param name="Site">Whose store it comes from.</param>
/// <param name="Bin">Where it was taken from, while it is put aside.</param>
/// <param name="Standing">Only while it waits.</param>
public sealed record CasePartView(
    LineId Line, PartId Part, string Number, int Quantity, SiteRef Site, NeedState State, string? Bin, string? Serial, PartStanding? Standing, DateOnly? ExpectedOn, Why? Why);

public sealed class ViewCasePartsHandler(MainstayDb db, INeeds needs, ISites sites, ICatalogue catalogue)
{
    public async Task<CasePartsView> HandleAsync(ViewCaseParts request, Actor actor, CancellationToken ct)
    {
        var head = await db.Cases.AsNoTracking().Where(c => c.Id == request.Case).Select(c => new { c.Site, c.At, c.Factory, c.State }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("case-not-found", "There is no such case.");
        var centre = (await sites.GetAsync(head.Site, ct)).Ref;
        if (!actor.Sees(head.State, centre, (await sites.GetAsync(head.At, ct)).Ref, head.Factory is { } factory ? (await sites.GetAsync(factory, ct)).Ref : null))
        {
            actor.DemandSight(centre);
        }

        List<CasePartView> parts = [];
        foreach (var need in await needs.OfCaseAsync(request.Case, ct))
        {
            var part = await catalogue.PartAsync(need.Part, ct);
            parts.Add(new CasePartView(
                need.Line, need.Part, part?.Number ?? "", need.Quantity, (await sites.GetAsync(need.Site, ct)).Ref, need.State, need.Bin, need.Serial,
                need.Available?.Standing, need.Available?.ExpectedOn, need.Available?.Why));
        }

        return new CasePartsView(request.Case, parts);
    }
}
