using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Checks;

/// <summary>On any day at most one tax number of a scheme holds for an organisation in a region.</summary>
internal sealed class TaxOverlapCheck : ICheck
{
    public string Name => "network.tax_overlap";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var registrations = await db.Set<TaxRegistration>().AsNoTracking().ToListAsync(ct);
        var violations =
            from same in registrations.GroupBy(tax => (tax.Organisation, tax.Scheme, tax.Region))
            let ordered = same.OrderBy(tax => tax.ValidFrom).ToList()
            from pair in ordered.Zip(ordered.Skip(1))
            where pair.First.Overlaps(pair.Second)
            select $"{pair.First.Number} and {pair.Second.Number} hold at the same time in {same.Key.Region}.";
        return new CheckResult(registrations.Count, [.. violations.Take(100)]);
    }
}
