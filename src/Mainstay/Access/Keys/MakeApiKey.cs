using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access.Keys;

/// <summary>Lets a program in, under a name of its own.</summary>
/// <param name="Roles">What it may do; never administer.</param>
/// <param name="Site">Where: this site, or</param>
/// <param name="Organisation">all sites this organisation operates.</param>
/// <param name="WholeNetwork">Or everywhere: said aloud, so that a forgotten site does not open all of them.</param>
public sealed record MakeApiKey(
    string Name, IReadOnlyList<Role> Roles, SiteId? Site = null, OrganisationId? Organisation = null, DateTimeOffset? ExpiresAt = null, bool WholeNetwork = false)
{
    /// <summary>Those that work for the network as a whole; who works at a counter or bench has a site.</summary>
    public static IReadOnlyList<Role> Everywhere { get; } = [Role.Integrator, Role.Planner, Role.QualityEngineer, Role.HeadOfService];
}

/// <param name="Key">Shown this once.</param>
public sealed record ApiKeyMade(ApiKeyId Id, string Key);

public sealed class MakeApiKeyHandler(MainstayDb db, PeopleRecords records, IOrganisations organisations, IdSource ids, TimeProvider clock)
{
    private const int LongestName = 80;

    public async Task<ApiKeyMade> HandleAsync(MakeApiKey request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var now = clock.Now();
        Check(request, now);
        var site = await records.SiteAsync(request.Site, ct);
        if (request.Organisation is { } organisation)
        {
            await organisations.GetAsync(organisation, ct);
        }

        Grant[] grants = [.. request.Roles.Distinct().Select(role => new Grant(role, request.Site, request.Organisation))];
        foreach (var grant in grants)
        {
            Delegation.DemandMayGive(actor, grant, site);
        }

        var who = Person.Hire(ids.Next<PersonId>(), null, request.Name.Trim(), null, null, request.Site, "en", PeopleRecords.NewStamp(), now);
        var id = ids.Next<ApiKeyId>();
        var (text, digest) = ApiKey.MakeSecret(id);
        db.Add(who);
        db.AddRange(grants.Select(grant => GrantRow.Of(ids.Next<GrantId>(), who.Id, grant)));
        db.Add(new ApiKey
        {
            Id = id,
            Person = who.Id,
            Digest = digest,
            Site = request.Site,
            Organisation = request.Organisation,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime().ToMicroseconds(),
        });
        await records.CommitAsync(actor, "api_key.make", who, ct);
        return new ApiKeyMade(id, text);
    }

    private static void Check(MakeApiKey request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Trim().Length > LongestName)
        {
            throw new RefusedException("api-key-invalid", $"Give the key a name of at most {LongestName} characters: of the program that uses it.");
        }

        if (request.Roles.Count == 0 || request.Roles.Contains(Role.Administrator))
        {
            throw new RefusedException("api-key-invalid", "A key has at least one role, and none administers.");
        }

        if (new[] { request.Site is not null, request.Organisation is not null, request.WholeNetwork }.Count(said => said) != 1)
        {
            throw new RefusedException("api-key-invalid", "A key reaches one site, the sites of one organisation, or the whole network: say one of them.");
        }

        if (request.WholeNetwork && !request.Roles.All(MakeApiKey.Everywhere.Contains))
        {
            throw new RefusedException("api-key-invalid", $"A key of the whole network holds only {string.Join(", ", MakeApiKey.Everywhere.Select(EnumText<Role>.Of))}.");
        }

        if (request.ExpiresAt <= now)
        {
            throw new RefusedException("api-key-invalid", "A key cannot have expired before it is made.");
        }
    }
}
