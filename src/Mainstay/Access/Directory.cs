using Mainstay.Access.Contracts;
using Mainstay.Access.Glass;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>Everybody with grants and skills, in memory: some thousand people, asked about on every request.</summary>
internal sealed class Directory(Database database, TimeProvider clock) : IActors, IPeople, IOpenGlass, IDisposable
{
    public const string Revision = "people";

    private readonly ReferenceCache<Everybody> _cache = new(database, clock, Revision, (db, ct) => Everybody.LoadAsync(db, clock.GetUtcNow(), ct));

    public async ValueTask<Actor?> LoadAsync(PersonId person, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).Find(person) is { State: PersonState.Active } known ? Now(known) : null;

    public async ValueTask<Actor?> LoadBySessionAsync(PersonId person, string stamp, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).Find(person) is { State: PersonState.Active } known && known.SecurityStamp == stamp ? Now(known) : null;

    public async ValueTask<DirectoryEntry?> FindAsync(PersonId person, CancellationToken ct) =>
        (await _cache.GetAsync(ct)).Find(person)?.Entry;

    public async ValueTask<IReadOnlyList<DirectoryEntry>> AtHomeAsync(SiteRef site, Role role, CancellationToken ct) =>
        [.. (await _cache.GetAsync(ct)).AtHome(site.Id).Where(entry => Reaches(entry, site, role))];

    public async ValueTask<IReadOnlyList<DirectoryEntry>> CoveringAsync(SiteRef site, Role role, CancellationToken ct) =>
    [
        .. (await _cache.GetAsync(ct)).With(role)
            .Where(entry => Reaches(entry, site, role))
            .OrderBy(entry => entry.Grants.Where(grant => grant.Role == role && grant.Covers(site)).Min(Width)),
    ];

    public async ValueTask<IReadOnlyList<DirectoryEntry>> WithRoleAsync(Role role, CancellationToken ct) => (await _cache.GetAsync(ct)).With(role);

    public async ValueTask<IReadOnlyList<(DirectoryEntry Who, OpenGlass Glass)>> OpenAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var broken = (await _cache.GetAsync(ct)).Broken;
        return broken.Length == 0 ? [] : [.. broken.SelectMany(known => known.Glass.Where(glass => glass.Until > now).Select(glass => (known.Entry, glass)))];
    }

    public void Dispose() => _cache.Dispose();

    /// <summary>With the roles he took in an emergency, as long as they last.</summary>
    private Actor Now(Known known)
    {
        if (known.Glass.Length == 0)
        {
            return known.Actor;
        }

        var now = clock.GetUtcNow();
        OpenGlass[] open = [.. known.Glass.Where(glass => glass.Until > now)];
        return known.Actor with { Grants = [.. known.Actor.Grants, .. open.Select(glass => new Grant(glass.Role, glass.Site, null))], Glass = open };
    }

    private static bool Reaches(DirectoryEntry entry, SiteRef site, Role role) =>
        entry.Grants.Any(grant => grant.Role == role && grant.Covers(site));

    private static int Width(Grant grant) => grant.Site is not null ? 0 : grant.Organisation is not null ? 1 : 2;

    /// <param name="IsProgram">It acts with a key: it is named in history, and no work is given to it.</param>
    private sealed record Known(DirectoryEntry Entry, Actor Actor, PersonState State, string SecurityStamp, bool IsProgram, OpenGlass[] Glass);

    private sealed class Everybody
    {
        private readonly Dictionary<PersonId, Known> _byId;
        private readonly ILookup<SiteId?, DirectoryEntry> _byHome;
        private readonly Dictionary<Role, DirectoryEntry[]> _byRole;

        private Everybody(IEnumerable<Known> people)
        {
            _byId = people.ToDictionary(person => person.Entry.Id);
            Broken = [.. _byId.Values.Where(person => person.Glass.Length > 0)];
            var active = _byId.Values
                .Where(person => person is { State: PersonState.Active, IsProgram: false })
                .Select(person => person.Entry)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Id.Value)
                .ToArray();
            _byHome = active.ToLookup(entry => entry.HomeSite);
            _byRole = Enum.GetValues<Role>().ToDictionary(role => role, role => active.Where(entry => entry.Holds(role)).ToArray());
        }

        public Known[] Broken { get; }

        public static async Task<Everybody> LoadAsync(MainstayDb db, DateTimeOffset now, CancellationToken ct)
        {
            var people = await db.Set<Person>().AsNoTracking()
                .Select(person => new { person.Id, person.Name, person.HomeSite, person.State, person.SecurityStamp }).ToListAsync(ct);
            var grants = (await db.Set<GrantRow>().AsNoTracking().ToListAsync(ct)).ToLookup(grant => grant.Person);
            var skills = (await db.Set<Skill>().AsNoTracking().ToListAsync(ct)).ToLookup(skill => skill.Person);
            var programs = (await db.Set<Keys.ApiKey>().AsNoTracking().Select(key => key.Person).ToListAsync(ct)).ToHashSet();
            var glass = (await db.Set<BrokenGlass>().AsNoTracking().Where(row => row.EndedAt == null && row.Until > now).ToListAsync(ct)).ToLookup(row => row.Person);
            return new Everybody(people.Select(person =>
            {
                Grant[] held = [.. grants[person.Id].Select(grant => grant.ToGrant())];
                string[] able = [.. skills[person.Id].Select(skill => skill.Text).Order(StringComparer.Ordinal)];
                return new Known(
                    new DirectoryEntry(person.Id, person.Name, person.HomeSite, held, able),
                    new Actor(person.Id, person.Name, person.HomeSite, held),
                    person.State,
                    person.SecurityStamp,
                    programs.Contains(person.Id),
                    [.. glass[person.Id].Select(row => new OpenGlass(row.Id, row.Role, row.Site, row.Until))]);
            }));
        }

        public Known? Find(PersonId person) => _byId.GetValueOrDefault(person);

        public IEnumerable<DirectoryEntry> AtHome(SiteId site) => _byHome[site];

        public DirectoryEntry[] With(Role role) => _byRole[role];
    }
}
