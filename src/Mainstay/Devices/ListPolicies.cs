using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>All versions of all policies, the latest first; which one decides today is marked.</summary>
public sealed record ListPolicies(string? Kind = null);

/// <param name="Table">The rows, where the kind is a decision table.</param>
/// <param name="Terms">Where the kind is terms.</param>
public sealed record PolicyRow(
    PolicyVersionId Id, string Kind, int Number, DateOnly ValidFrom, DateTimeOffset PublishedAt, PersonId PublishedBy, string? Note, bool InForce, string Body, DecisionTable? Table, Terms? Terms);

public sealed class ListPoliciesHandler(MainstayDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<PolicyRow>> HandleAsync(ListPolicies request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var today = DateOnly.FromDateTime(clock.Now().UtcDateTime);
        var rows = await db.Set<PolicyVersion>().AsNoTracking()
            .Join(db.Set<Policy>(), version => version.Policy, policy => policy.Id, (version, policy) => new { policy.Kind, Version = version })
            .Where(row => request.Kind == null || row.Kind == request.Kind)
            .ToListAsync(ct);
        var deciding = rows
            .GroupBy(row => row.Kind)
            .Select(same => same.Where(row => row.Version.ValidFrom <= today).MaxBy(row => row.Version.Number)?.Version.Id)
            .ToHashSet();
        return [.. rows
            .OrderBy(row => row.Kind, StringComparer.Ordinal)
            .ThenByDescending(row => row.Version.Number)
            .Select(row => new PolicyRow(
                row.Version.Id,
                row.Kind,
                row.Version.Number,
                row.Version.ValidFrom,
                row.Version.PublishedAt,
                row.Version.PublishedBy,
                row.Version.Note,
                deciding.Contains(row.Version.Id),
                row.Version.Body,
                row.Kind == Policy.Warranty ? PolicyText.Table(row.Version.Body) : null,
                row.Kind == Policy.TermsOfService ? PolicyText.Terms(row.Version.Body) : null))];
    }
}
