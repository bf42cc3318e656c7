using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Glass;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class GlassTests
{
    private const string Reason = "The only technician of Surat was taken to hospital.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_role_is_taken_at_a_foreign_site_works_at_once_and_ends_by_itself(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var person = await AllowedAsync(house);
        Assert.False(person.May(house.Surat, Role.Technician));

        await BreakAsync(house, person);

        var now = await house.ActorAsync(person.Person);
        Assert.True(now.May(house.Surat, Role.Technician));
        Assert.False(now.May(house.Surat, Role.FrontDesk));
        house.Test.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False((await house.ActorAsync(person.Person)).May(house.Surat, Role.Technician));
    }

    [Theory, BothDatabases]
    public async Task What_is_done_with_it_is_marked_in_the_audit_and_nothing_else_is(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var person = await AllowedAsync(house);
        var glass = await BreakAsync(house, person);
        var actor = await house.ActorAsync(person.Person);

        await house.DoAsync<IAudit>((audit, ct) => audit.ReadAsync(actor, "case.page", "case:1", house.Surat.Id, ct));
        await house.DoAsync<IAudit>((audit, ct) => audit.ReadAsync(actor, "case.page", "case:2", house.Pune.Id, ct));

        await using var db = house.Test.Open();
        var marks = await db.Set<AuditEntry>().Where(entry => entry.Action == "case.page").OrderBy(entry => entry.SubjectId).Select(entry => entry.Glass).ToListAsync(Ct);
        Assert.Equal([glass, null], marks);
    }

    [Theory, BothDatabases]
    public async Task Administrators_and_the_manager_of_the_site_see_it_and_may_end_it(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var person = await AllowedAsync(house);
        var here = await house.HiredAsync(Role.CentreManager, house.Surat);
        var elsewhere = await house.HiredAsync(Role.CentreManager, house.Pune);
        var glass = await BreakAsync(house, person);

        Assert.Empty(await ListAsync(house, elsewhere));
        Assert.Equal("glass-not-found", await AccessTest.RefusalAsync(() => EndAsync(house, glass, elsewhere)));
        foreach (var watcher in new[] { house.Administrator, here, person })
        {
            Assert.True(Assert.Single(await ListAsync(house, watcher)).IsOpen);
        }

        await EndAsync(house, glass, here);

        Assert.False((await house.ActorAsync(person.Person)).May(house.Surat, Role.Technician));
        Assert.False(Assert.Single(await ListAsync(house, house.Administrator)).IsOpen);
    }

    [Theory, BothDatabases]
    public async Task It_must_be_allowed_have_a_reason_last_an_hour_at_most_and_never_be_administration(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);
        Assert.Equal("glass-not-allowed", await AccessTest.RefusalAsync(() => BreakAsync(house, desk)));
        var person = await AllowedAsync(house);

        Assert.Equal("glass-role", await AccessTest.RefusalAsync(() => BreakAsync(house, person, Role.Administrator)));
        Assert.Equal("glass-minutes", await AccessTest.RefusalAsync(() => BreakAsync(house, person, minutes: 61)));
        Assert.Equal("glass-reason", await AccessTest.RefusalAsync(() => BreakAsync(house, person, reason: " because ")));
        Assert.Equal("glass-needless", await AccessTest.RefusalAsync(() => BreakAsync(house, person, Role.FrontDesk, site: house.Pune)));
    }

    [Theory, BothDatabases]
    public async Task A_managers_role_taken_so_gives_no_roles_to_others(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var person = await AllowedAsync(house);
        await BreakAsync(house, person, Role.CentreManager);
        var actor = await house.ActorAsync(person.Person);

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => house.HireAsync(actor, "Friend", house.Surat, null, new Grant(Role.FrontDesk, house.Surat.Id, null))));
    }

    private static async Task<Actor> AllowedAsync(AccessTest house)
    {
        var person = await house.HiredAsync(Role.FrontDesk, house.Pune);
        await house.DoAsync<AllowGlassHandler>((handler, ct) => handler.HandleAsync(new AllowGlass(person.Person, true), house.Administrator, ct));
        return await house.ActorAsync(person.Person);
    }

    private static Task<GlassId> BreakAsync(
        AccessTest house, Actor actor, Role role = Role.Technician, int minutes = 30, string reason = Reason, SiteRef? site = null) =>
        house.DoAsync<BreakGlassHandler, GlassId>((handler, ct) => handler.HandleAsync(new BreakGlass(role, (site ?? house.Surat).Id, reason, minutes), actor, ct));

    private static Task EndAsync(AccessTest house, GlassId glass, Actor actor) =>
        house.DoAsync<EndGlassHandler>((handler, ct) => handler.HandleAsync(new EndGlass(glass), actor, ct));

    private static Task<IReadOnlyList<GlassRow>> ListAsync(AccessTest house, Actor actor) =>
        house.DoAsync<GlassWatch, IReadOnlyList<GlassRow>>((watch, ct) => watch.ListAsync(actor, ct));
}
