using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Terminals;

/// <summary>Badge and PIN of a person: set by himself or by whoever manages him.</summary>
/// <param name="Badge">What a scanner reads from it; null leaves it as it is, empty takes it away.</param>
/// <param name="Pin">Four to eight digits; null leaves it as it is.</param>
public sealed record SetCounterKey(PersonId Person, string? Badge = null, string? Pin = null);

/// <summary>Who can take his turn at a site's terminals, for its manager.</summary>
public sealed record ListCounterKeys(SiteId Site);

public sealed record CounterKeyRow(PersonId Person, string Name, bool HasBadge, bool HasPin);

public sealed class SetCounterKeyHandler(MainstayDb db, PeopleRecords records, ISites sites, IPeople people, UserManager<Person> logins, IAudit audit, TimeProvider clock)
{
    private const int ShortestBadge = 6;
    private const int LongestBadge = 100;

    public async Task HandleAsync(SetCounterKey request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        if (person.State != PersonState.Active)
        {
            throw new RefusedException("person-has-left", $"{person.Name} does not work here now.");
        }

        if (actor.Person != person.Id)
        {
            await records.DemandMayManageAsync(actor, person, ct);
        }

        if (request.Pin is { } pin && PinProblem(pin) is { } problem)
        {
            throw new RefusedException("pin-weak", problem);
        }

        var key = await db.Set<CounterKey>().FirstOrDefaultAsync(row => row.Person == person.Id, ct);
        if (key is null)
        {
            if (request.Pin is null)
            {
                throw new RefusedException("pin-weak", "Give a PIN with the badge: a badge alone can be found or copied.");
            }

            key = db.Add(new CounterKey { Person = person.Id, PinHash = "", SetAt = clock.Now() }).Entity;
        }

        if (request.Pin is not null)
        {
            key.PinHash = logins.PasswordHasher.HashPassword(person, request.Pin);
        }

        if (request.Badge is { } badge)
        {
            key.BadgeDigest = badge.Trim().Length == 0 ? null
                : badge.Trim().Length is >= ShortestBadge and <= LongestBadge ? DigestOf(badge)
                : throw new RefusedException("badge-malformed", $"A badge code has {ShortestBadge} to {LongestBadge} characters.");
        }

        key.SetAt = clock.Now();
        audit.Changed(actor, "person.set_counter_key", $"person:{person.Id}", person.HomeSite);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is { } index)
        {
            throw index == "ux_access_counter_keys_badge_digest"
                ? new RefusedException("badge-taken", "This badge is somebody else's already.")
                : new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }
    }

    public async Task<IReadOnlyList<CounterKeyRow>> HandleAsync(ListCounterKeys request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, Role.CentreManager, Role.FactoryManager, Role.Administrator);
        var home = await AtHomeAsync(people, site.Ref, ct);
        var ids = home.Select(person => person.Id).ToList();
        var keys = await db.Set<CounterKey>().AsNoTracking().Where(key => ids.Contains(key.Person)).ToDictionaryAsync(key => key.Person, key => key.BadgeDigest != null, ct);
        return [.. home.Select(person => new CounterKeyRow(person.Id, person.Name, keys.GetValueOrDefault(person.Id), keys.ContainsKey(person.Id)))];
    }

    internal static async Task<IReadOnlyList<DirectoryEntry>> AtHomeAsync(IPeople people, SiteRef site, CancellationToken ct)
    {
        var found = new List<DirectoryEntry>();
        foreach (var role in Enum.GetValues<Role>())
        {
            found.AddRange(await people.AtHomeAsync(site, role, ct));
        }

        return [.. found.DistinctBy(person => person.Id).OrderBy(person => person.Name, StringComparer.Ordinal)];
    }

    internal static byte[] DigestOf(string badge) => SHA256.HashData(Encoding.UTF8.GetBytes(badge.Trim().ToUpperInvariant()));

    /// <summary>Digits that are neither all the same nor count up or down.</summary>
    internal static string? PinProblem(string pin)
    {
        if (pin.Length is < 4 or > 8 || pin.Any(c => !char.IsAsciiDigit(c)))
        {
            return "A PIN has four to eight digits.";
        }

        var steps = pin.Zip(pin.Skip(1), (a, b) => b - a).Distinct().ToList();
        return steps is [0 or 1 or -1] ? "This PIN is guessed first: not all the same digits, and not counting up or down." : null;
    }
}
