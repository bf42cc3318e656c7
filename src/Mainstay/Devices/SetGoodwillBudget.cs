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
            DemandWhole(actor, (await organisations.GetAsync(request.Organisation!.Value, ct)).Id);
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
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.IndexOf(e) is not null)
        {
            throw new RefusedException("stale", "Somebody set this budget, or goodwill was granted from it, in the same moment; look at it again.");
        }

        return budget.Id;
    }

    /// <summary>The budget of an operator holds for all his sites: it needs a role that reaches all of them.</summary>
    private static void DemandWhole(Actor actor, OrganisationId owner)
    {
        if (!actor.Grants.Any(grant => grant is { Role: Role.HeadOfService or Role.Administrator, Site: null } && (grant.Organisation is null || grant.Organisation == owner)))
        {
            throw new RefusedException("not-your-site", "Your role does not reach all sites of this operator.");
        }
    }
}
