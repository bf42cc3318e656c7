using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Checks;

/// <summary>Every GSTIN has its shape and check digit and belongs to its state.</summary>
internal sealed class GstinCheck : ICheck
{
    public string Name => "network.gstin";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var registrations = await db.Set<TaxRegistration>().AsNoTracking()
            .Where(tax => tax.Scheme == TaxRegistration.GstinScheme)
            .OrderBy(tax => tax.Number)
            .ToListAsync(ct);
        var violations = registrations.Select(Problem).OfType<string>();
        return new CheckResult(registrations.Count, [.. violations.Take(100)]);
    }

    private static string? Problem(TaxRegistration tax)
    {
        var verdict = Gstin.Check(tax.Number);
        return !verdict.Valid ? $"{tax.Number}: {verdict.Message}"
            : verdict.Parts!.State != tax.Region ? $"{tax.Number} is a number of {verdict.Parts.State ?? "no state"}, not of {tax.Region}."
            : null;
    }
}
