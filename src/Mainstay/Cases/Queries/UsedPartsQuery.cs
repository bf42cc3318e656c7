using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

internal sealed class UsedPartsQuery(MainstayDb db) : IUsedParts
{
    public async Task<IReadOnlyList<UsedParts>> BySiteAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var (begin, end) = (from.ToUniversalTime(), until.ToUniversalTime());
        var sums = await (
            from line in db.Set<Line>()
            where line.State == LineState.Used && line.Part != null
            join job in db.Set<Case>() on line.Case equals job.Id
            where job.ReadyAt >= begin && job.ReadyAt < end
            group line.Quantity by new { job.Site, line.Part } into sum
            select new { sum.Key.Site, sum.Key.Part, Pieces = sum.Sum() }).ToListAsync(ct);
        return [.. sums.Select(sum => new UsedParts(sum.Site, sum.Part!.Value, sum.Pieces))];
    }

    public async Task<DateTimeOffset?> FirstAsync(DateTimeOffset from, CancellationToken ct)
    {
        var begin = from.ToUniversalTime();
        return await db.Set<Case>().Where(job => job.ReadyAt >= begin && !job.IsHistory).MinAsync(job => job.ReadyAt, ct);
    }
}
