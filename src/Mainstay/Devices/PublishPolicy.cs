using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A new version of the warranty table or the terms. It is checked first, and never changed afterwards.</summary>
/// <param name="Kind"><c>warranty</c> or <c>terms</c>.</param>
/// <param name="ValidFrom">Today or later.</param>
/// <param name="Note">Why, for those who read it later.</param>
public sealed record PublishPolicy(string Kind, string Body, DateOnly ValidFrom, string? Note);

public sealed class PublishPolicyHandler(MainstayDb db, ICatalogue catalogue, CatalogueRecords records, IdSource ids, TimeProvider clock)
{
    public async Task<PolicyVersionId> HandleAsync(PublishPolicy request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        var body = await CheckedAsync(request.Kind, request.Body, catalogue, ct);
        var now = clock.Now();
        if (request.ValidFrom < DateOnly.FromDateTime(now.UtcDateTime))
        {
            throw new RefusedException("policy-past", "A policy comes into force today or later: decisions already made stay as they are.");
        }

        var policy = await db.Set<Policy>().FirstAsync(policy => policy.Kind == request.Kind, ct);
        var version = policy.Publish(ids.Next<PolicyVersionId>(), body, request.Note, request.ValidFrom, actor.Person, now);
        db.Add(version);
        await records.CommitAsync(actor, "devices.publish_policy", $"policy_version:{version.Id}", PolicyBook.Name, ct);
        return version.Id;
    }

    /// <returns>The body in its normal form.</returns>
    /// <exception cref="RefusedException"><c>policy-kind</c>, <c>policy-invalid</c> with everything that is wrong.</exception>
    internal static async Task<string> CheckedAsync(string kind, string body, ICatalogue catalogue, CancellationToken ct)
    {
        var problems = new List<string>();
        var normal = kind switch
        {
            Policy.Warranty => PolicyText.CheckTable(body, await CatalogueWords.OfAsync(catalogue, ct), problems) is { } table ? PolicyText.Write(table) : null,
            Policy.TermsOfService => PolicyText.CheckTerms(body, problems) is { } terms ? PolicyText.Write(terms) : null,
            _ => throw new RefusedException("policy-kind", $"'{kind}' is neither {Policy.Warranty} nor {Policy.TermsOfService}."),
        };
        return normal ?? throw new RefusedException("policy-invalid", string.Join('\n', problems));
    }
}
