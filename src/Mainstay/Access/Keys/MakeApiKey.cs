using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Access.Keys;

/// <summary>Lets a program in, under a name of its own.</summary>
/// <param name="Roles">What it may do; never administer.</param>
/// <param name="Site">Where: this site, or</param>
/// <param name="Organisation">all sites this organisation operates.</param>
public sealed record MakeApiKey(string Name, IReadOnlyList<Role> Roles, SiteId? Site = null, OrganisationId? Organisation = null, DateTimeOffset? ExpiresAt = null);

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

        if (request.Site is null == request.Organisation is null)
        {
            throw new RefusedException("api-key-invalid", "A key reaches one site or the sites of one organisation: name one of them.");
        }

        if (request.ExpiresAt <= now)
        {
            throw new RefusedException("api-key-invalid", "A key cannot have expired before it is made.");
        }
    }
}
