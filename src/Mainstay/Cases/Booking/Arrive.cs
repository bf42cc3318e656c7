using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>Who booked stands at the counter: he draws a token, and the intake goes on from what is known. Once.</summary>
public sealed record Arrive : CaseRequest
{
    internal static void Apply(CaseFile file, TokenId token, Step step)
    {
        if (file.Visit is not { State: VisitState.Booked } visit)
        {
            throw new RefusedException("visit-over", $"The visit of case {file.Case.Number} is not waited for any more.");
        }

        file.Move(Verb.Arrive, step, detail: new { token });
        visit.Arrive(step.OccurredAt, token);
    }
}

public sealed class ArriveHandler(CaseDesk desk, TokenHandler tokens) : CaseHandler<Arrive>(desk, Verb.Arrive)
{
    private protected override bool NeedsTransaction => true;

    private protected override async Task ApplyAsync(CaseFile file, Arrive request, Step step, Actor actor, CancellationToken ct)
    {
        var token = await tokens.HandleAsync(new TakeToken(file.Case.Site, TokenKind.New), actor, ct);
        await tokens.NameAsync(token.Id, file.Case.Id, ct);
        Arrive.Apply(file, token.Id, step);
    }
}

/// <summary>The same for any visit, whether it has a case already or not.</summary>
public sealed record ArriveVisit(VisitId Visit);

/// <param name="Token">What the customer is called by.</param>
/// <param name="Case">Where the intake goes on; null: it begins with the device.</param>
public sealed record VisitArrived(VisitId Id, string Number, int Token, TokenId TokenId, CaseId? Case);

public sealed class ArriveVisitHandler(MainstayDb db, TokenHandler tokens, ArriveHandler cases, ISites sites, IAudit audit, TimeProvider clock)
{
    public async Task<VisitArrived> HandleAsync(ArriveVisit request, Actor actor, CancellationToken ct)
    {
        var visit = await db.Visits.FindAsync([request.Visit], ct) ?? throw new RefusedException("visit-not-found", "There is no such visit.");
        actor.Demand((await sites.GetAsync(visit.Site, ct)).Ref, [.. Moves.Of(Verb.Arrive).Roles]);
        if (visit.State != VisitState.Booked)
        {
            throw new RefusedException("visit-over", $"Visit {visit.Number} is {EnumText<VisitState>.Of(visit.State).Replace('_', ' ')} already.");
        }

        if (visit.Case is { } id)
        {
            await cases.HandleAsync(new Arrive { Case = id }, actor, ct);
        }
        else
        {
            await InTransaction.RunAsync(db, async () =>
            {
                var token = await tokens.HandleAsync(new TakeToken(visit.Site, TokenKind.New), actor, ct);
                visit.Arrive(clock.Now(), token.Id);
                audit.Changed(actor, "visit.arrive", $"visit:{visit.Id}", visit.Site);
                await db.SaveChangesAsync(ct);
            }, ct);
        }

        var drawn = await db.Tokens.SingleAsync(token => token.Id == visit.Token, ct);
        return new VisitArrived(visit.Id, visit.Number, drawn.Number, drawn.Id, visit.Case);
    }
}
