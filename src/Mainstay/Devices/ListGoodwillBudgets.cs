using Mainstay.Access.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>The goodwill budgets of the month of that day which the asker's role reaches.</summary>
public sealed record ListGoodwillBudgets(DateOnly Month);

/// <param name="Name">Of the site or operator it belongs to.</param>
public sealed record GoodwillBudgetRow(string Code, string Name, GoodwillBudgetInfo Budget);

public sealed class ListGoodwillBudgetsHandler(MainstayDb db, ISites sites, IOrganisations organisations)
{
    private static readonly Role[] _roles = [Role.CentreManager, Role.FactoryManager, Role.HeadOfService, Role.Administrator];

    public async Task<IReadOnlyList<GoodwillBudgetRow>> HandleAsync(ListGoodwillBudgets request, Actor actor, CancellationToken ct)
    {
        actor.Demand(_roles);
        var month = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var budgets = await db.Set<GoodwillBudget>().AsNoTracking().Where(budget => budget.Month == month).ToListAsync(ct);
        var rows = new List<GoodwillBudgetRow>();
        foreach (var budget in budgets)
        {
            if (budget.Site is { } id)
            {
                var site = (await sites.GetAsync(id, ct)).Ref;
                if (actor.May(site, _roles))
                {
                    rows.Add(new GoodwillBudgetRow(site.Code, site.Name, budget.ToInfo()));
                }
            }
            else if (budget.Organisation is { } owner && Reaches(actor, owner))
            {
                var organisation = await organisations.GetAsync(owner, ct);
                rows.Add(new GoodwillBudgetRow(organisation.Code, organisation.Name, budget.ToInfo()));
            }
        }

        return [.. rows.OrderBy(row => row.Code, StringComparer.Ordinal)];
    }

    private static bool Reaches(Actor actor, OrganisationId owner) => actor.Grants.Any(grant =>
        _roles.Contains(grant.Role) && grant.Site is null && (grant.Organisation is null || grant.Organisation == owner));
}
