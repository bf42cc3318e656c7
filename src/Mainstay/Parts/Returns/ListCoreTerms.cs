using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Parts.Returns;

/// <param name="Part">Number of the part it speaks of; null: a whole class.</param>
/// <param name="InForce">No later one replaced it.</param>
public sealed record CoreTermRow(CoreTermId Id, string? Part, string? Class, bool ComesBack, ReturnTo To, int Days, int CorePercent, DateTimeOffset Since, bool InForce);

/// <summary>The terms in force and those they replaced, the latest first.</summary>
public sealed class ListCoreTermsHandler(CoreTerms terms, ICatalogue catalogue)
{
    public static readonly Role[] Viewers = [Role.HeadOfService, Role.Planner, Role.CentreManager, Role.FactoryManager];

    public async Task<IReadOnlyList<CoreTermRow>> HandleAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Viewers);
        HashSet<(PartId?, string?)> later = [];
        List<CoreTermRow> rows = [];
        foreach (var term in (await terms.AllAsync(ct)).Reverse())
        {
            var part = term.Part is { } id ? await catalogue.PartAsync(id, ct) : null;
            rows.Add(new CoreTermRow(term.Id, part?.Number, term.Class, term.ComesBack, term.To, term.Days, term.CorePercent, term.Since, later.Add((term.Part, term.Class))));
        }

        return rows;
    }
}
