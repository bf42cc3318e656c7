using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class SessionBookTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_session_is_known_until_it_ends(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var one = await StartAsync(house);
        var other = await StartAsync(house);

        Assert.NotNull(await FindAsync(house, one));
        await EndAsync(house, new EndSessions(house.Administrator.Person, one));

        Assert.Null(await FindAsync(house, one));
        Assert.NotNull(await FindAsync(house, other));
    }

    [Theory, BothDatabases]
    public async Task All_others_end_and_the_present_one_goes_on(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var present = await StartAsync(house);
        var others = new[] { await StartAsync(house), await StartAsync(house) };

        Assert.Equal(2, await EndAsync(house, new EndSessions(house.Administrator.Person, Except: present)));

        Assert.NotNull(await FindAsync(house, present));
        foreach (var other in others)
        {
            Assert.Null(await FindAsync(house, other));
        }

        Assert.Equal([present], (await ListAsync(house, house.Administrator)).Select(row => row.Id));
    }

    [Theory, BothDatabases]
    public async Task Another_node_learns_of_an_end_within_two_seconds_and_asks_nothing_before(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await using var second = new Neighbour(house.Test);
        var session = await StartAsync(house);
        Assert.NotNull(await second.Book.FindAsync(session, Ct));

        await EndAsync(house, new EndSessions(house.Administrator.Person, session));

        Assert.NotNull(await second.Book.FindAsync(session, Ct)); // From memory.
        house.Test.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await second.Book.FindAsync(session, Ct));
    }

    [Theory, BothDatabases]
    public async Task It_ends_after_twelve_hours_however_busy_and_after_eight_idle(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var busy = await StartAsync(house);
        var idle = await StartAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromHours(7));
        Assert.NotNull(await FindAsync(house, busy));
        house.Test.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        Assert.Null(await FindAsync(house, idle));
        Assert.NotNull(await FindAsync(house, busy));
        house.Test.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Null(await FindAsync(house, busy));
    }

    [Theory, BothDatabases]
    public async Task When_it_was_used_is_written_in_rounds_and_seen_by_other_nodes(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var session = await StartAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromHours(7));
        await FindAsync(house, session);
        await house.Get<SessionBook>().WriteSeenAsync(Ct);
        house.Test.Clock.Advance(TimeSpan.FromHours(2));
        await using var second = new Neighbour(house.Test);

        Assert.NotNull(await second.Book.FindAsync(session, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_lock_ends_all_sessions(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);
        var session = await house.DoAsync<StartSessionHandler, Session>((handler, ct) => handler.HandleAsync(new StartSession(desk.Person, SignInHow.Badge, null, null), ct));

        await house.DoAsync<LockPersonHandler>((handler, ct) => handler.HandleAsync(new LockPerson(desk.Person), house.Administrator, ct));

        Assert.Null(await FindAsync(house, session.Id));
    }

    [Theory, BothDatabases]
    public async Task Who_does_not_manage_somebody_neither_sees_nor_ends_his_sessions(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var session = await StartAsync(house);
        var manager = await house.HiredAsync(Role.CentreManager, house.Pune);
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => EndAsync(house, new EndSessions(house.Administrator.Person), manager)));
        Assert.Equal("not-allowed", await AccessTest.RefusalAsync(() => house.DoAsync<ListSessionsHandler, IReadOnlyList<SessionRow>>((h, ct) => h.HandleAsync(new ListSessions(house.Administrator.Person), desk, ct))));
        Assert.Equal("session-not-found", await AccessTest.RefusalAsync(() => EndAsync(house, new EndSessions(desk.Person, session), desk)));
        Assert.NotNull(await FindAsync(house, session));
    }

    [Theory, BothDatabases]
    public async Task Old_ones_are_forgotten_after_thirty_days(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var old = await StartAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromDays(31));
        await StartAsync(house);

        await using var db = house.Test.Open();
        Assert.False(await db.Set<Session>().AnyAsync(row => row.Id == old, Ct));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("curl/8.9.1", "curl")]
    [InlineData("something else", "")]
    [InlineData(null, "")]
    public void A_device_is_called_by_browser_and_system(string? userAgent, string name) => Assert.Equal(name, DeviceName.Of(userAgent));

    [Theory]
    [InlineData("203.0.113.57", "203.0.113.*")]
    [InlineData("::ffff:203.0.113.57", "203.0.113.*")]
    [InlineData("2001:db8:7:9::1", "2001:0db8:0007:*")]
    [InlineData("not an address", "")]
    public void Of_an_address_the_network_is_kept(string address, string kept) => Assert.Equal(kept, DeviceName.Masked(address));

    private static async Task<SessionId> StartAsync(AccessTest house) => (await house.DoAsync<StartSessionHandler, Session>((handler, ct) =>
        handler.HandleAsync(new StartSession(house.Administrator.Person, SignInHow.Password, "curl/8.9.1", "203.0.113.57"), ct))).Id;

    private static async Task<KnownSession?> FindAsync(AccessTest house, SessionId session) => await house.Get<SessionBook>().FindAsync(session, Ct);

    private static Task<int> EndAsync(AccessTest house, EndSessions request, Actor? actor = null) =>
        house.DoAsync<EndSessionsHandler, int>((handler, ct) => handler.HandleAsync(request, actor ?? house.Administrator, ct));

    private static Task<IReadOnlyList<SessionRow>> ListAsync(AccessTest house, Actor actor) =>
        house.DoAsync<ListSessionsHandler, IReadOnlyList<SessionRow>>((handler, ct) => handler.HandleAsync(new ListSessions(actor.Person), actor, ct));

    /// <summary>Another server on the same database: its own memory.</summary>
    private sealed class Neighbour : IAsyncDisposable
    {
        private readonly Database _database;

        public Neighbour(TestDatabase test)
        {
            _database = test.Database.Provider == Provider.Postgres ? Database.Postgres(test.Database.ConnectionString) : Database.Sqlite(test.Database.Folder!);
            Book = new SessionBook(_database, SessionRule.Default, test.Clock);
        }

        public SessionBook Book { get; }

        public ValueTask DisposeAsync()
        {
            Book.Dispose();
            return _database.DisposeAsync();
        }
    }
}
