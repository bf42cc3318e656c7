using System.Collections.Frozen;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>All published policies, read and in memory.</summary>
internal sealed class PolicyBook(Database database, TimeProvider clock) : ITerms, IDisposable
{
    public const string Name = "policies";

    private readonly ReferenceCache<Copy> _cache = new(database, clock, Name, LoadAsync);

    public async ValueTask<Terms> CurrentAsync(DateOnly day, CancellationToken ct) =>
        InForce((await _cache.GetAsync(ct)).Terms, day).Body;

    public async ValueTask<(PolicyVersionId Version, DecisionTable Table)> WarrantyAsync(DateOnly day, CancellationToken ct)
    {
        var found = InForce((await _cache.GetAsync(ct)).Warranty, day);
        return (found.Id, found.Body);
    }

    public void Dispose() => _cache.Dispose();

    /// <summary>The highest number that has come into force; before the first, the first.</summary>
    private static Published<T> InForce<T>(IReadOnlyList<Published<T>> versions, DateOnly day)
    {
        for (var i = versions.Count - 1; i > 0; i--)
        {
            if (versions[i].ValidFrom <= day)
            {
                return versions[i];
            }
        }

        return versions[0];
    }

    private static async Task<Copy> LoadAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = await db.Set<PolicyVersion>().AsNoTracking()
            .Join(db.Set<Policy>(), version => version.Policy, policy => policy.Id, (version, policy) => new { policy.Kind, Version = version })
            .ToListAsync(ct);
        var byKind = rows
            .GroupBy(row => row.Kind, row => row.Version)
            .ToFrozenDictionary(same => same.Key, same => same.OrderBy(version => version.Number).ToList());
        return new Copy(
            Of(Policy.Warranty, version => PolicyText.Table(version.Body), () => new(DefaultPolicies.WarrantyVersion, DefaultPolicies.ValidFrom, DefaultPolicies.Warranty)),
            Of(Policy.TermsOfService, version => PolicyText.Terms(version.Body) with { Version = version.Id }, () => new(DefaultPolicies.TermsVersion, DefaultPolicies.ValidFrom, Terms.Default with { Version = DefaultPolicies.TermsVersion })));

        IReadOnlyList<Published<T>> Of<T>(string kind, Func<PolicyVersion, T> read, Func<Published<T>> founding) =>
            byKind.TryGetValue(kind, out var versions)
                ? [.. versions.Select(version => new Published<T>(version.Id, version.ValidFrom, read(version)))]
                : [founding()];
    }

    private sealed record Published<T>(PolicyVersionId Id, DateOnly ValidFrom, T Body);

    private sealed record Copy(IReadOnlyList<Published<DecisionTable>> Warranty, IReadOnlyList<Published<Terms>> Terms);
}
