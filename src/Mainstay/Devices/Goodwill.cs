using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

internal sealed class Goodwill(MainstayDb db, ISites sites) : IGoodwill
{
    public async Task<GoodwillBudgetInfo?> BudgetAsync(SiteId site, DateOnly day, CancellationToken ct) =>
        (await FindAsync(site, day, ct))?.ToInfo();

    public async Task<bool> TryCommitAsync(SiteId site, DateOnly day, Money amount, CancellationToken ct) =>
        await FindAsync(site, day, ct) is { } budget && budget.TryCommit(amount);

    public async Task ReleaseAsync(SiteId site, DateOnly day, Money amount, CancellationToken ct)
    {
        var budget = await FindAsync(site, day, ct)
            ?? throw new RefusedException("goodwill-not-committed", "There is no goodwill budget for this site and month.");
        budget.Release(amount);
    }

    private async Task<GoodwillBudget?> FindAsync(SiteId site, DateOnly day, CancellationToken ct)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        var budgets = db.Set<GoodwillBudget>();
        if (await budgets.FirstOrDefaultAsync(b => b.Site == site && b.Month == month, ct) is { } own)
        {
            return own;
        }

        var operatedBy = (await sites.GetAsync(site, ct)).Ref.Operator;
        return await budgets.FirstOrDefaultAsync(b => b.Organisation == operatedBy && b.Month == month, ct);
    }
}
