using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>All quality programmes, the newest end first.</summary>
public sealed record ListProgrammes;

/// <param name="PartClass">Null for every part.</param>
public sealed record ProgrammeRow(ProgrammeId Id, string Code, ModelId Model, string ModelCode, string ModelName, int BuiltFrom, int BuiltUntil, string? PartClass, DateOnly EndsOn);

public sealed class ListProgrammesHandler(MainstayDb db, ICatalogue catalogue)
{
    public async Task<IReadOnlyList<ProgrammeRow>> HandleAsync(ListProgrammes request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var rows = new List<ProgrammeRow>();
        foreach (var programme in await db.Set<Programme>().AsNoTracking().OrderByDescending(p => p.EndsOn).ThenBy(p => p.Code).ToListAsync(ct))
        {
            var model = await catalogue.ModelAsync(programme.Model, ct);
            rows.Add(new ProgrammeRow(
                programme.Id, programme.Code, programme.Model, model?.Code ?? "", model?.FullName ?? "", programme.BuiltFrom, programme.BuiltUntil, programme.PartClass, programme.EndsOn));
        }

        return rows;
    }
}
