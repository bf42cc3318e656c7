using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>Nobody waits for it any more. What still lies in the site's bin for it leaves the stock with it.</summary>
/// <param name="Reason">One of <see cref="WriteOffDebtHandler.Reasons"/>.</param>
public sealed record WriteOffDebt(DebtId Debt, string Reason, int? Version = null);

public sealed class WriteOffDebtHandler(MainstayDb db, StockLedger ledger, ISites sites, IAudit audit, TimeProvider clock)
{
    public static readonly string[] Reasons = ["lost", "destroyed", "kept_by_customer", "wrong_entry"];

    public async Task HandleAsync(WriteOffDebt request, Actor actor, CancellationToken ct)
    {
        var debt = await db.Set<Debt>().SingleOrDefaultAsync(found => found.Id == request.Debt, ct) ?? throw new RefusedException("debt-not-found", "There is no such debt.");
        var site = await sites.GetAsync(debt.Site, ct);
        actor.Demand(site.Ref, Role.CentreManager, Role.HeadOfService);
        if (request.Version is { } seen && seen != debt.Version)
        {
            throw new RefusedException("stale-version", "Somebody changed this debt since you opened it. Nothing was done; look again.");
        }

        if (!Reasons.Contains(request.Reason))
        {
            throw new RefusedException("reason-needed", $"The reason is one of {string.Join(", ", Reasons)}.");
        }

        var hadItHere = debt is { State: DebtState.Owed, InStock: true };
        var now = clock.Now();
        debt.WriteOff(request.Reason, actor.May(site.Ref, Role.HeadOfService), actor.Person, now);
        audit.Changed(actor, "parts.write_off_debt", $"debt:{debt.Id}", site.Id);
        List<Posting> postings = [];
        if (hadItHere)
        {
            var unit = debt.Unit is { } id ? await db.Set<PartUnit>().SingleAsync(found => found.Id == id, ct) : null;
            postings.Add(new Posting(debt.InReturns(unit?.Lot ?? ""), null, 1, MovementKind.Scrap, request.Reason, unit));
            debt.InStock = false;
        }

        await ledger.PostAsync(postings, new PostingGround(StockPaper.Return, debt.Id.Value, actor.Person, now), ct);
    }
}
