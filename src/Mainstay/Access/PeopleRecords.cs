using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mainstay.Access;

/// <summary>What every verb on a person begins and ends with: his record with grants and skills, whether the actor may, and the trace.</summary>
public sealed class PeopleRecords(MainstayDb db, ISites sites, IAudit audit, IdSource ids)
{
    /// <summary>What acts for a program is no person: its key is managed instead.</summary>
    /// <exception cref="RefusedException"><c>person-not-found</c>.</exception>
    public async Task<Person> GetAsync(PersonId person, CancellationToken ct) =>
        await db.Set<Person>().FirstOrDefaultAsync(row => row.Id == person && !db.Set<Keys.ApiKey>().Any(key => key.Person == person), ct)
        ?? throw new RefusedException("person-not-found", "There is no such person.");

    public Task<List<GrantRow>> GrantsAsync(PersonId person, CancellationToken ct) =>
        db.Set<GrantRow>().Where(row => row.Person == person).ToListAsync(ct);

    /// <exception cref="RefusedException"><c>site-not-found</c>.</exception>
    public async Task<SiteRef?> SiteAsync(SiteId? site, CancellationToken ct) => site is { } id ? (await sites.GetAsync(id, ct)).Ref : null;

    public async Task DemandMayManageAsync(Actor actor, Person person, CancellationToken ct)
    {
        actor.Demand([.. Delegation.Managers]);
        var grants = new List<(Grant, SiteRef?)>();
        foreach (var row in await GrantsAsync(person.Id, ct))
        {
            grants.Add((row.ToGrant(), await SiteAsync(row.Site, ct)));
        }

        if (!Delegation.MayManage(actor, await SiteAsync(person.HomeSite, ct), grants))
        {
            throw new RefusedException("not-your-site", "This person is not yours to manage: his site or one of his roles lies beyond your own.");
        }
    }

    /// <exception cref="RefusedException"><c>stale</c>: somebody else changed the person since he was shown.</exception>
    public static void DemandVersion(Person person, int? shown)
    {
        if (shown is { } version && version != person.Version)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }
    }

    /// <summary>
    /// From here to the commit nobody else changes people: two administrators who remove each other at the same moment must
    /// not both succeed. Every verb on people writes the revision's row; this one begins with it.
    /// </summary>
    /// <returns>Null when the caller's own transaction is open already: then its end is this one's end.</returns>
    public async Task<IDbContextTransaction?> AloneAsync(CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        await db.SaveChangesAsync(ct);
        return transaction;
    }

    /// <exception cref="RefusedException"><c>last-administrator</c>.</exception>
    public async Task DemandAnotherAdministratorAsync(PersonId leaving, CancellationToken ct)
    {
        var administrators = await Administrators(db).Select(person => person.Id).Take(2).ToListAsync(ct);
        if (administrators is [var only] && only == leaving)
        {
            throw new RefusedException("last-administrator", "This is the last administrator of the whole network; make another one first.");
        }
    }

    /// <summary>Active people who may administer everything.</summary>
    internal static IQueryable<Person> Administrators(MainstayDb db) => db.Set<Person>().Where(person =>
        person.State == PersonState.Active
        && db.Set<GrantRow>().Any(grant => grant.Person == person.Id && grant.Role == Role.Administrator && grant.Site == null && grant.Organisation == null));

    public async Task SetSkillsAsync(Person person, IEnumerable<string> skills, CancellationToken ct)
    {
        var wanted = Skill.Normalise(skills);
        var held = await db.Set<Skill>().Where(row => row.Person == person.Id).ToListAsync(ct);
        db.RemoveRange(held.Where(row => !wanted.Contains(row.Text)));
        db.AddRange(wanted.Except(held.Select(row => row.Text)).Select(text => new Skill { Person = person.Id, Text = text }));
    }

    /// <summary>Leaves the trace, tells the directories of all nodes, and commits.</summary>
    public async Task CommitAsync(Actor actor, string action, Person person, CancellationToken ct)
    {
        audit.Changed(actor, action, $"person:{person.Id}", person.HomeSite);
        await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale", "Somebody else changed this meanwhile; look at it again.");
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) == "ux_access_people_login")
        {
            throw new RefusedException("login-taken", $"The login {person.Login} is taken.");
        }
    }

    internal static string NewStamp() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
