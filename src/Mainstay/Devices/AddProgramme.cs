using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>The maker takes over a known weakness of what was built from one week to another.</summary>
/// <param name="PartClass">Null for every part.</param>
/// <param name="Until">Last day of the programme.</param>
public sealed record AddProgramme(string Code, ModelId Model, int BuiltFrom, int BuiltUntil, string? PartClass, DateOnly Until);

public sealed class AddProgrammeHandler(MainstayDb db, ICatalogue catalogue, IAudit audit, IdSource ids)
{
    public async Task<ProgrammeId> HandleAsync(AddProgramme request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        CatalogueRules.DemandCode(request.Code, "programme");
        BuildWeeks.Demand(request.BuiltFrom);
        BuildWeeks.Demand(request.BuiltUntil);
        if (request.BuiltUntil < request.BuiltFrom)
        {
            throw new RefusedException("date-not-possible", "The last build week comes before the first.");
        }

        if (request.PartClass is not null)
        {
            CatalogueRules.DemandWord(request.PartClass, "part class");
        }

        _ = await catalogue.ModelAsync(request.Model, ct) ?? throw new RefusedException("model-not-found", "There is no such model.");
        if (await db.Set<Programme>().AnyAsync(p => p.Code == request.Code && p.Model == request.Model, ct))
        {
            throw CatalogueRules.Taken("programme", request.Code);
        }

        var programme = new Programme
        {
            Id = ids.Next<ProgrammeId>(),
            Code = request.Code,
            Model = request.Model,
            BuiltFrom = request.BuiltFrom,
            BuiltUntil = request.BuiltUntil,
            PartClass = request.PartClass,
            EndsOn = request.Until,
        };
        db.Add(programme);
        audit.Changed(actor, "devices.add_programme", $"programme:{programme.Id}", null);
        await db.SaveChangesAsync(ct);
        return programme.Id;
    }
}
