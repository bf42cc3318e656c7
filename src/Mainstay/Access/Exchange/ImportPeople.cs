using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Exchange;

/// <summary>
/// Takes people with roles and skills from a file, of the sites that the asker administers. All or nothing; the same file again changes nothing.
/// </summary>
/// <param name="Content">Must be able to seek.</param>
public sealed record ImportPeople(Stream Content, string FileName);

/// <param name="Read">Rows of the file; the others count people.</param>
public sealed record PeopleImported(int Read, int Imported, int Changed, int Unchanged);

public sealed class ImportPeopleHandler(
    MainstayDb db, ISites sites, HireManyHandler hireMany, PeopleRecords records, IAudit audit, IdSource ids)
{
    public async Task<PeopleImported> HandleAsync(ImportPeople request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        try
        {
            var (entries, rows) = PeopleFile.Read(request.Content, request.FileName);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            var imported = await TakeAsync(entries, actor, ct);
            await transaction.CommitAsync(ct);
            return imported with { Read = rows };
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(Path.GetFileName(request.FileName));
        }
    }

    private async Task<PeopleImported> TakeAsync(List<PersonEntry> entries, Actor actor, CancellationToken ct)
    {
        var known = (await db.Set<Person>().Where(person => person.State != PersonState.Left).ToListAsync(ct))
            .ToLookup(person => (person.NameSearch, person.HomeSite));
        var grants = (await db.Set<GrantRow>().ToListAsync(ct)).ToLookup(grant => grant.Person);
        var skills = (await db.Set<Skill>().ToListAsync(ct)).ToLookup(skill => skill.Person, skill => skill.Text);
        var hired = new List<NewPerson>();
        var changed = 0;
        foreach (var entry in entries)
        {
            var home = await SiteAsync(entry, ct);
            var site = home?.Id;
            DemandOwn(actor, entry, home);
            switch (known[(Searchable.Name(entry.Name), site)].Take(2).ToList())
            {
                case []:
                    hired.Add(new NewPerson(null, entry.Name, site, "en", [.. entry.Roles.Select(role => new Grant(role, site, null))], entry.Skills));
                    break;
                case [var person]:
                    var missing = entry.Roles.Where(role => grants[person.Id].All(grant => grant.Role != role)).ToList();
                    if (missing.Count > 0 || !skills[person.Id].Order(StringComparer.Ordinal).SequenceEqual(entry.Skills))
                    {
                        await records.DemandMayManageAsync(actor, person, ct);
                        person.Touch();
                        db.AddRange(missing.Select(role => GrantRow.Of(ids.Next<GrantId>(), person.Id, new Grant(role, site, null))));
                        await records.SetSkillsAsync(person, entry.Skills, ct);
                        audit.Changed(actor, "person.import", $"person:{person.Id}", site);
                        changed++;
                    }

                    break;
                default:
                    throw entry.First.Wrong("name", $"Several people at this site are called {entry.Name}; tell them apart by their names first.");
            }
        }

        if (hired.Count > 0)
        {
            await hireMany.HandleAsync(new HireMany(hired), actor, ct);
        }
        else if (changed > 0)
        {
            await Revisions.TouchAsync(db, ids, Directory.Revision, ct);
        }

        await db.SaveChangesAsync(ct);
        return new PeopleImported(0, hired.Count, changed, entries.Count - hired.Count - changed);
    }

    /// <summary>An administrator of an operator or a site brings in his own people only; those without a site belong to the whole network.</summary>
    private static void DemandOwn(Actor actor, PersonEntry entry, SiteRef? home)
    {
        var mine = home is null
            ? actor.Grants.Contains(new Grant(Role.Administrator, null, null))
            : actor.May(home, Role.Administrator);
        if (!mine)
        {
            throw new RefusedException("not-your-site", $"Line {entry.First.Line}: {(home is null ? "people without a site are" : $"the site {home.Code} is")} not yours to administer. Nothing was imported.");
        }
    }

    private async Task<SiteRef?> SiteAsync(PersonEntry entry, CancellationToken ct) =>
        entry.Site is null
            ? null
            : (await sites.FindByCodeAsync(entry.Site, ct))?.Ref ?? throw entry.First.Wrong("site", $"There is no site with the code '{entry.Site}'.");
}
