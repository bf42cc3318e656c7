using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>What a site, or an operator for all his sites without their own, may give away in the month of that day.</summary>
public sealed record SetGoodwillBudget(SiteId? Site, OrganisationId? Organisation, DateOnly Month, Money Amount);

public sealed class SetGoodwillBudgetHandler(MainstayDb db, ISites sites, IOrganisations organisations, IAudit audit, IdSource ids)
{
    public async Task<GoodwillBudgetId> HandleAsync(SetGoodwillBudget request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService, Role.Administrator);
        if (request.Site is null == request.Organisation is null)
        {
            throw new RefusedException("goodwill-owner", "A budget belongs either to a site or to an operator.");
        }

        CatalogueRules.DemandAmount(request.Amount);
        if (request.Site is { } site)
        {
            actor.Demand((await sites.GetAsync(site, ct)).Ref, Role.HeadOfService, Role.Administrator);
        }
        else
        {
            _ = await organisations.GetAsync(request.Organisation!.Value, ct);
        }

        var month = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var budget = await db.Set<GoodwillBudget>().FirstOrDefaultAsync(
            b => b.Site == request.Site && b.Organisation == request.Organisation && b.Month == month, ct);
        if (budget is null)
        {
            budget = new GoodwillBudget
            {
                Id = ids.Next<GoodwillBudgetId>(),
                Site = request.Site,
                Organisation = request.Organisation,
                Month = month,
                AmountMinor = request.Amount.Minor,
                Currency = request.Amount.Currency,
            };
            db.Add(budget);
        }
        else
        {
            budget.Change(request.Amount);
        }

        audit.Changed(actor, "devices.set_goodwill_budget", $"goodwill_budget:{budget.Id}", request.Site);
        await db.SaveChangesAsync(ct);
        return budget.Id;
    }
}
