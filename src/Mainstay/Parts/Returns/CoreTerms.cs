using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>What holds for one part: the term of the part, else of its class, else the house's own.</summary>
/// <param name="Id">null: the house's own.</param>
public sealed record CoreRule(CoreTermId? Id, bool ComesBack, ReturnTo To, int Days, int CorePercent)
{
    /// <summary>House values: what a bench does not throw away, back within two weeks, held at half its cost.</summary>
    public const int UsualDays = 14;

    public const int UsualPercent = 50;

    /// <summary>Up to this a centre's manager writes off by himself; above it, the head of service.</summary>
    public const long ManagerWritesOffMinor = 2_500_00;

    private const int RepairableFrom = 3;

    public static CoreRule Usual(PartInfo part) => new(null,
        (part.SerialTracked && part.RepairLevel >= RepairableFrom) || part.Class is "main_board" or "display",
        ReturnTo.Factory, UsualDays, UsualPercent);

    /// <param name="terms">All there are, oldest first.</param>
    public static CoreRule For(PartInfo part, IReadOnlyList<CoreTerm> terms) =>
        (terms.LastOrDefault(term => term.Part == part.Id) ?? terms.LastOrDefault(term => term.Part is null && term.Class == part.Class)) is { } term
            ? new CoreRule(term.Id, term.ComesBack, term.To, term.Days, term.CorePercent)
            : Usual(part);

    public long CoreMinor(long costMinor) => costMinor * CorePercent / 100;
}

/// <summary>All terms, held in memory and refreshed within seconds of a change on any node.</summary>
public sealed class CoreTerms(Database database, TimeProvider clock) : IDisposable
{
    internal const string Revision = "parts.core_terms";

    private readonly ReferenceCache<List<CoreTerm>> _cache = new(database, clock, Revision,
        (db, ct) => db.Set<CoreTerm>().AsNoTracking().OrderBy(term => term.Since).ThenBy(term => term.Id).ToListAsync(ct));

    public async ValueTask<IReadOnlyList<CoreTerm>> AllAsync(CancellationToken ct) => await _cache.GetAsync(ct);

    public async ValueTask<CoreRule> ForAsync(PartInfo part, CancellationToken ct) => CoreRule.For(part, await _cache.GetAsync(ct));

    public void Dispose() => _cache.Dispose();
}
