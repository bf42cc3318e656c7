using Mainstay.Cases.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

internal sealed class NeedsView(MainstayDb db, StockKeepers keepers, IPartAvailability availability) : INeeds
{
    public async Task<IReadOnlyList<NeedNow>> OfCaseAsync(CaseId id, CancellationToken ct)
    {
        if ((await keepers.AllAsync(ct)).Count == 0)
        {
            return [];
        }

        var rows = await db.Set<Need>().AsNoTracking().Where(need => need.Case == id).OrderBy(need => need.Id)
            .Select(need => new { Need = need, Serial = db.Set<PartUnit>().Where(unit => unit.Id == need.Unit).Select(unit => unit.Serial).FirstOrDefault() }).ToListAsync(ct);
        Dictionary<NeedId, PartAvailable> waiting = [];
        foreach (var site in rows.Where(row => row.Need.State == NeedState.Waiting).GroupBy(row => row.Need.Site, row => row.Need))
        {
            foreach (var answer in await availability.OfJobAsync(site.Key, [.. site.Select(need => new PartAsked(need.Part, need.Quantity, need.Id))], ct))
            {
                waiting[answer.Need!.Value] = answer;
            }
        }

        return [.. rows.Select(row => new NeedNow(
            row.Need.Line, row.Need.Part, row.Need.Quantity, row.Need.Site, row.Need.State, row.Need.Bin, row.Serial, waiting.GetValueOrDefault(row.Need.Id)))];
    }

    public async Task<IReadOnlyDictionary<CaseId, NeedsOfCase>> OfCasesAsync(SiteId site, IReadOnlyCollection<CaseId> cases, CancellationToken ct)
    {
        if (cases.Count == 0 || !await keepers.KeepsAsync(site, ct))
        {
            return new Dictionary<CaseId, NeedsOfCase>();
        }

        var rows = await db.Set<Need>().AsNoTracking().Where(need => cases.Contains(need.Case) && (need.State == NeedState.Reserved || need.State == NeedState.Waiting))
            .Select(need => new { need.Case, need.State, need.ExpectedOn }).ToListAsync(ct);
        return rows.GroupBy(row => row.Case).ToDictionary(group => group.Key, group =>
        {
            var waiting = group.Where(row => row.State == NeedState.Waiting).ToList();
            return new NeedsOfCase(group.Count() - waiting.Count, waiting.Count, waiting.Exists(row => row.ExpectedOn is null) ? null : waiting.Max(row => row.ExpectedOn));
        });
    }
}
