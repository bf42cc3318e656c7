using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;

namespace Mainstay.Parts.Returns;

/// <summary>From now on replaced parts of this number, or of this class, come back on these terms. Debts already open keep theirs.</summary>
public sealed record SetCoreTerm(PartId? Part, string? Class, bool ComesBack, ReturnTo To, int Days, int CorePercent);

public sealed class SetCoreTermHandler(MainstayDb db, ICatalogue catalogue, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<CoreTermId> HandleAsync(SetCoreTerm request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService, Role.Planner);
        var partClass = request.Class?.Trim() is { Length: > 0 } text ? text : null;
        if ((request.Part is null) == (partClass is null))
        {
            throw new RefusedException("core-term-not-possible", "A term speaks of one part or of one class of parts.");
        }

        var known = request.Part is { } id ? await catalogue.PartAsync(id, ct) is not null : (await catalogue.PartsAsync(ct)).Any(part => part.Class == partClass);
        if (!known)
        {
            throw new RefusedException("part-not-found", "There is no such part, or no part of this class.");
        }

        if (request.Days is < 1 or > CoreTerm.LongestDays || request.CorePercent is < 0 or > 100)
        {
            throw new RefusedException("core-term-not-possible", $"Between 1 and {CoreTerm.LongestDays} days, and between 0 and 100 percent of the cost, are expected.");
        }

        CoreTerm term = new()
        {
            Id = ids.Next<CoreTermId>(),
            Part = request.Part,
            Class = partClass,
            ComesBack = request.ComesBack,
            To = request.To,
            Days = request.Days,
            CorePercent = request.CorePercent,
            Since = clock.Now(),
            By = actor.Person,
        };
        db.Add(term);
        await Revisions.TouchAsync(db, ids, CoreTerms.Revision, ct);
        audit.Changed(actor, "parts.set_core_term", $"core_term:{term.Id}", null);
        await db.SaveChangesAsync(ct);
        return term.Id;
    }
}
