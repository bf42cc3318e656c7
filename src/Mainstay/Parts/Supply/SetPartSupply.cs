using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Supply;

/// <summary>What planning must know of a part: what comes after it, until when it can be ordered and is needed, whether it comes back repaired.</summary>
public sealed record SetPartSupply(PartId Part, PartId? Successor, DateOnly? LastOrderOn, DateOnly? SupportedUntil, bool Repairable);

public sealed class SetPartSupplyHandler(MainstayDb db, ICatalogue catalogue, IAudit audit)
{
    /// <exception cref="RefusedException"><c>supersession-circle</c>, <c>part-not-found</c>.</exception>
    public async Task HandleAsync(SetPartSupply request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.QualityEngineer, Role.HeadOfService);
        foreach (var part in new[] { request.Part, request.Successor ?? request.Part })
        {
            _ = await catalogue.PartAsync(part, ct) ?? throw new RefusedException("part-not-found", "There is no such part.");
        }

        await InTransaction.RunAsync(db, async () =>
        {
            await OneAtATime.ImportAsync(db, ct); // Two who each name the other as successor would both find no circle.
            var all = await db.Set<PartSupply>().ToDictionaryAsync(supply => supply.Part, ct);
            if (request.Successor is { } successor && PartSupply.LeadsBack(request.Part, successor, part => all.GetValueOrDefault(part)?.Successor))
            {
                throw new RefusedException("supersession-circle", "The successor leads back to the part itself.");
            }

            var supply = all.GetValueOrDefault(request.Part) ?? db.Add(new PartSupply { Part = request.Part }).Entity;
            (supply.Successor, supply.LastOrderOn, supply.SupportedUntil, supply.Repairable) = (request.Successor, request.LastOrderOn, request.SupportedUntil, request.Repairable);
            supply.Version++;
            audit.Changed(actor, "parts.set_supply", $"part:{request.Part}", null);
            await db.SaveChangesAsync(ct);
        }, ct);
    }
}
