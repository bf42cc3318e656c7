using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Access.Terminals;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class TerminalTests
{
    private const string Badge = "B-004711";
    private const string Pin = "2580";

    [Theory, BothDatabases]
    public async Task Badge_and_pin_take_a_turn_that_reaches_the_terminals_site_only(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (terminal, clerk) = await FurnishAsync(house);
        var actor = await SwitchAsync(house, terminal, Badge.ToLowerInvariant(), null, Pin);
        Assert.Equal(clerk, actor.Person);
        Assert.Equal(clerk, (await SwitchAsync(house, terminal, null, clerk, Pin)).Person);
        var here = house.Administrator.Only(house.Pune);
        Assert.True(here.May(house.Pune, Role.Administrator));
        Assert.False(here.May(house.Surat, Role.Administrator));
        Assert.Equal("pin-wrong", await AccessTest.RefusalAsync(() => SwitchAsync(house, terminal, "B-unknown", null, Pin)));
        await using var db = house.Test.Open();
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(entry => entry.Action == "terminal.switch" && entry.Person == clerk, TestContext.Current.CancellationToken));
        Assert.False(await db.Set<CounterTry>().AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Five_wrong_pins_lock_the_person_out_of_this_terminal_even_all_at_once(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (terminal, clerk) = await FurnishAsync(house);
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AccessTest.RefusalAsync(() => SwitchAsync(house, terminal, Badge, null, "9999"))));
        Assert.All(codes, code => Assert.Contains(code, new[] { "pin-wrong", "pin-locked" }));
        Assert.Contains("pin-locked", codes);
        Assert.Equal("pin-locked", await AccessTest.RefusalAsync(() => SwitchAsync(house, terminal, Badge, null, Pin)));
        var other = await RegisterAsync(house, "Counter 2");
        Assert.Equal(clerk, (await SwitchAsync(house, other, Badge, null, Pin)).Person);
        await using (var db = house.Test.Open())
        {
            Assert.True(await db.Set<AuditEntry>().AnyAsync(entry => entry.Action == "terminal.locked_out" && entry.SubjectId == terminal.Id.ToString(), TestContext.Current.CancellationToken));
        }

        house.Test.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(clerk, (await SwitchAsync(house, terminal, Badge, null, Pin)).Person);
    }

    [Theory, BothDatabases]
    public async Task A_revoked_terminal_opens_nothing_and_who_worked_there_is_out(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var made = await MakeAsync(house, "Counter 1");
        var terminal = (await FindAsync(house, made.Key))!;
        var clerk = await ClerkAsync(house);
        var session = await house.DoAsync<StartSessionHandler, Session>((h, ct) => h.HandleAsync(new StartSession(clerk, SignInHow.Badge, null, null) { Terminal = terminal }, ct));
        var known = await house.Get<SessionBook>().FindAsync(session.Id, TestContext.Current.CancellationToken);
        Assert.Equal((terminal.Id, 5), (known!.Terminal!.Value, known.IdleMinutes!.Value));
        Assert.Null(known.ProvedAt);
        await house.DoAsync<TerminalHandler>((h, ct) => h.HandleAsync(new RevokeTerminal(terminal.Id), house.Administrator, ct));
        Assert.Null(await FindAsync(house, made.Key));
        Assert.Null(await house.Get<SessionBook>().FindAsync(session.Id, TestContext.Current.CancellationToken));
        Assert.Null(await FindAsync(house, [1, 2, 3]));
    }

    [Theory, BothDatabases]
    public async Task A_turn_ends_when_nobody_touches_the_terminal(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (terminal, clerk) = await FurnishAsync(house);
        var session = await house.DoAsync<StartSessionHandler, Session>((h, ct) => h.HandleAsync(new StartSession(clerk, SignInHow.Badge, null, null) { Terminal = terminal }, ct));
        house.Test.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await house.Get<SessionBook>().FindAsync(session.Id, TestContext.Current.CancellationToken));
        house.Test.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await house.Get<SessionBook>().FindAsync(session.Id, TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Pins_that_are_guessed_first_badges_of_others_and_strangers_are_refused(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (terminal, clerk) = await FurnishAsync(house);
        foreach (var weak in new[] { "1111", "1234", "9876", "12a4", "123", "123456789" })
        {
            Assert.Equal("pin-weak", await AccessTest.RefusalAsync(() => SetAsync(house, clerk, null, weak)));
        }

        var other = await house.HireAsync("Ravi", house.Pune, null, new Grant(Role.FrontDesk, house.Pune.Id, null));
        Assert.Equal("badge-taken", await AccessTest.RefusalAsync(() => SetAsync(house, other, Badge, "7319")));
        Assert.Equal("pin-weak", await AccessTest.RefusalAsync(() => SetAsync(house, other, "B-004712", null)));
        var stranger = await house.HireAsync("Lata", house.Surat, null, new Grant(Role.FrontDesk, house.Surat.Id, null));
        await SetAsync(house, stranger, "B-009999", "7319");
        Assert.Equal("pin-wrong", await AccessTest.RefusalAsync(() => SwitchAsync(house, terminal, "B-009999", null, "7319")));
        var desk = await house.ActorAsync(clerk);
        Assert.Equal("not-allowed", await AccessTest.RefusalAsync(() => house.DoAsync<TerminalHandler, TerminalRegistered>((h, ct) => h.HandleAsync(new RegisterTerminal(house.Pune.Id, "Mine"), desk, ct))));
    }

    private static async Task<(KnownTerminal Terminal, PersonId Clerk)> FurnishAsync(AccessTest house)
    {
        var clerk = await ClerkAsync(house);
        await SetAsync(house, clerk, Badge, Pin);
        return (await RegisterAsync(house, "Counter 1"), clerk);
    }

    private static Task<PersonId> ClerkAsync(AccessTest house) => house.HireAsync("Meena", house.Pune, null, new Grant(Role.FrontDesk, house.Pune.Id, null));

    private static Task SetAsync(AccessTest house, PersonId person, string? badge, string? pin) =>
        house.DoAsync<SetCounterKeyHandler>((h, ct) => h.HandleAsync(new SetCounterKey(person, badge, pin), house.Administrator, ct));

    private static Task<TerminalRegistered> MakeAsync(AccessTest house, string name) =>
        house.DoAsync<TerminalHandler, TerminalRegistered>((h, ct) => h.HandleAsync(new RegisterTerminal(house.Pune.Id, name), house.Administrator, ct));

    private static Task<KnownTerminal?> FindAsync(AccessTest house, byte[] key) =>
        house.DoAsync<TerminalHandler, KnownTerminal?>((h, ct) => h.FindAsync(key, ct));

    private static async Task<KnownTerminal> RegisterAsync(AccessTest house, string name) => (await FindAsync(house, (await MakeAsync(house, name)).Key))!;

    private static Task<Actor> SwitchAsync(AccessTest house, KnownTerminal terminal, string? badge, PersonId? person, string pin) =>
        house.DoAsync<SwitchPersonHandler, Actor>((h, ct) => h.HandleAsync(new SwitchPerson(terminal, badge, person, pin), ct));
}
