using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class PeopleVerbsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_role_works_at_once_and_stops_at_once(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var person = await house.HireAsync("Ravi", house.Pune, null);
        var desk = new Grant(Role.FrontDesk, house.Pune.Id, null);

        await house.DoAsync<GrantRoleHandler>((handler, ct) => handler.HandleAsync(new GrantRole(person, desk), house.Administrator, ct));
        Assert.True((await house.ActorAsync(person)).May(house.Pune, Role.FrontDesk));

        await house.DoAsync<RevokeRoleHandler>((handler, ct) => handler.HandleAsync(new RevokeRole(person, desk), house.Administrator, ct));
        Assert.False((await house.ActorAsync(person)).Holds(Role.FrontDesk));
    }

    [Theory, BothDatabases]
    public async Task Another_node_sees_a_role_taken_away_within_two_seconds(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);
        var other = provider == Provider.Postgres
            ? Database.Postgres(house.Test.Database.ConnectionString)
            : Database.Sqlite(house.Test.Database.Folder!);
        await using var node = other;
        using var there = new Mainstay.Access.Directory(other, house.Test.Clock);
        Assert.True((await there.LoadAsync(desk.Person, Ct))!.Holds(Role.FrontDesk));

        await house.DoAsync<RevokeRoleHandler>((handler, ct) => handler.HandleAsync(new RevokeRole(desk.Person, desk.Grants[0]), house.Administrator, ct));
        house.Test.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False((await there.LoadAsync(desk.Person, Ct))!.Holds(Role.FrontDesk));
    }

    [Theory, BothDatabases]
    public async Task A_centre_manager_staffs_his_own_desk_and_bench_only(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var manager = await house.HiredAsync(Role.CentreManager, house.Pune);

        await house.HireAsync(manager, "Ravi", house.Pune, null, new Grant(Role.FrontDesk, house.Pune.Id, null), new Grant(Role.Technician, house.Pune.Id, null));

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(manager, "Mina", house.Surat, null)));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(manager, "Mina", null, null)));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(manager, "Mina", house.Pune, null, new Grant(Role.FrontDesk, house.Surat.Id, null))));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(manager, "Mina", house.Pune, null, new Grant(Role.FrontDesk, null, null))));
        Assert.Equal("role-not-yours-to-give", await AccessTest.RefusalAsync(() => house.HireAsync(manager, "Mina", house.Pune, null, new Grant(Role.CentreManager, house.Pune.Id, null))));
    }

    [Theory, BothDatabases]
    public async Task Nobody_takes_over_somebody_who_may_more_than_he(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var manager = await house.HiredAsync(Role.CentreManager, house.Pune);
        var head = await house.HireAsync("Head", house.Pune, "head", new Grant(Role.HeadOfService, null, null));

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.DoAsync<SetPasswordHandler>((handler, ct) =>
            handler.HandleAsync(new SetPassword(head, AccessTest.Password), manager, ct))));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.DoAsync<PersonLeavesHandler>((handler, ct) =>
            handler.HandleAsync(new PersonLeaves(head), manager, ct))));
    }

    [Theory, BothDatabases]
    public async Task An_operators_administrator_stays_within_its_sites(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var partner = await house.ActorAsync(await house.HireAsync("Partner", house.Surat, null, new Grant(Role.Administrator, null, house.Surat.Operator)));

        await house.HireAsync(partner, "Mina", house.Surat, null, new Grant(Role.CentreManager, house.Surat.Id, null));

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(partner, "Ravi", house.Surat, null, new Grant(Role.Technician, house.Pune.Id, null))));
        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(partner, "Ravi", house.Surat, null, new Grant(Role.Administrator, null, null))));
    }

    [Theory, BothDatabases]
    public async Task The_last_administrator_stays(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var first = house.Administrator.Person;
        var everything = new Grant(Role.Administrator, null, null);

        Assert.Equal("last-administrator", await AccessTest.RefusalAsync(() => house.DoAsync<RevokeRoleHandler>((h, ct) => h.HandleAsync(new RevokeRole(first, everything), house.Administrator, ct))));
        Assert.Equal("last-administrator", await AccessTest.RefusalAsync(() => house.DoAsync<LockPersonHandler>((h, ct) => h.HandleAsync(new LockPerson(first), house.Administrator, ct))));
        Assert.Equal("last-administrator", await AccessTest.RefusalAsync(() => house.DoAsync<PersonLeavesHandler>((h, ct) => h.HandleAsync(new PersonLeaves(first), house.Administrator, ct))));
        Assert.True((await house.ActorAsync(first)).Holds(Role.Administrator));
    }

    [Theory, BothDatabases]
    public async Task Two_administrators_cannot_remove_each_other_at_the_same_moment(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var everything = new Grant(Role.Administrator, null, null);
        var second = await house.ActorAsync(await house.HireAsync("Second", null, null, everything));

        var outcomes = await Task.WhenAll(
            Outcome(() => house.DoAsync<RevokeRoleHandler>((h, ct) => h.HandleAsync(new RevokeRole(second.Person, everything), house.Administrator, ct))),
            Outcome(() => house.DoAsync<RevokeRoleHandler>((h, ct) => h.HandleAsync(new RevokeRole(house.Administrator.Person, everything), second, ct))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Contains("last-administrator", outcomes);
    }

    [Theory, BothDatabases]
    public async Task A_login_is_held_by_one_person_and_free_again_when_he_leaves(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var ravi = await house.HireAsync("Ravi", house.Pune, "ravi");

        Assert.Equal("login-taken", await AccessTest.RefusalAsync(() => house.HireAsync("Ravi Two", house.Pune, "RAVI")));
        await house.DoAsync<PersonLeavesHandler>((handler, ct) => handler.HandleAsync(new PersonLeaves(ravi), house.Administrator, ct));
        await house.HireAsync("Ravi Two", house.Pune, "ravi");

        Assert.Equal("Ravi", (await house.Get<IPeople>().FindAsync(ravi, Ct))!.Name);
        Assert.Null(await house.Get<IActors>().LoadAsync(ravi, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_stale_page_changes_nothing(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var ravi = await house.HireAsync("Ravi", house.Pune, null);
        Task Change(string name) => house.DoAsync<ChangePersonHandler>((handler, ct) =>
            handler.HandleAsync(new ChangePerson(ravi, null, name, null, null, house.Pune.Id, "hi", ["mobile_l2"], Version: 1), house.Administrator, ct));

        await Change("Ravi Kumar");

        Assert.Equal("stale", await AccessTest.RefusalAsync(() => Change("Ravi Singh")));
        Assert.Equal("Ravi Kumar", (await house.Get<IPeople>().FindAsync(ravi, Ct))!.Name);
    }

    [Theory, BothDatabases]
    public async Task The_directory_knows_who_is_at_home_and_who_reaches_a_site(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await house.HireAsync("Everywhere", null, null, new Grant(Role.Technician, null, null));
        await house.HireAsync("Pune bench", house.Pune, null, new Grant(Role.Technician, house.Pune.Id, null));
        await house.HireAsync("Surat bench", house.Surat, null, new Grant(Role.Technician, house.Surat.Id, null));
        await house.HireAsync("Pune desk", house.Pune, null, new Grant(Role.FrontDesk, house.Pune.Id, null));
        var people = house.Get<IPeople>();

        Assert.Equal(["Pune bench"], (await people.AtHomeAsync(house.Pune, Role.Technician, Ct)).Select(person => person.Name));
        Assert.Equal(["Pune bench", "Everywhere"], (await people.CoveringAsync(house.Pune, Role.Technician, Ct)).Select(person => person.Name));
        Assert.Equal(3, (await people.WithRoleAsync(Role.Technician, Ct)).Count);
    }

    [Theory, BothDatabases]
    public async Task Every_verb_leaves_a_trace_of_ids_only(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var ravi = await house.HireAsync("Ravi", house.Pune, "ravi@example.in");

        await using var db = house.Test.Open();
        var entry = await db.Set<AuditEntry>().SingleAsync(row => row.Action == "person.hire", Ct);
        Assert.Equal((house.Administrator.Person, AuditKind.Changed, "person", ravi.ToString(), house.Pune.Id), (entry.Person, entry.Kind, entry.SubjectKind, entry.SubjectId, entry.Site));
        await house.DoAsync<IAudit>((audit, ct) => Assert.ThrowsAsync<ArgumentException>(() => audit.ReadAsync(house.Administrator, "case.page", "customer:+919812345678", null, ct)));
    }

    private static async Task<string?> Outcome(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (RefusedException e)
        {
            return e.Code;
        }
    }
}
