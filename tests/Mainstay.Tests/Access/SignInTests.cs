using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Access;

public sealed class SignInTests
{
    [Theory, BothDatabases]
    public async Task The_first_administrator_signs_in_with_his_password_in_any_spelling_of_his_login(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        var who = await house.SignInAsync(" Root ");

        Assert.Equal(house.Administrator.Person, who.Person);
        Assert.NotNull(await house.Get<IActors>().LoadBySessionAsync(who.Person, who.Stamp, TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task There_is_one_first_administrator(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        Assert.Equal("administrator-exists", await AccessTest.RefusalAsync(() => house.DoAsync<CreateFirstAdministratorHandler>((handler, ct) =>
            handler.HandleAsync(new CreateFirstAdministrator("other", "Other", AccessTest.Password), ct))));
    }

    [Fact]
    public async Task A_weak_password_makes_no_administrator()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var services = AccessTest.Compose(test);
        await using var scope = services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService<CreateFirstAdministratorHandler>();

        Assert.Equal("password-weak", await AccessTest.RefusalAsync(() =>
            handler.HandleAsync(new CreateFirstAdministrator("root", "Asha", "password1234"), TestContext.Current.CancellationToken)));

        await using var db = test.Open();
        Assert.False(await db.Set<Person>().AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Wrong_password_and_unknown_login_are_told_in_the_same_words(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        var wrong = await Assert.ThrowsAsync<RefusedException>(() => house.SignInAsync("root", "not it"));
        var unknown = await Assert.ThrowsAsync<RefusedException>(() => house.SignInAsync("nobody", "not it"));

        Assert.Equal((wrong.Code, wrong.Message), (unknown.Code, unknown.Message));
    }

    [Theory, BothDatabases]
    public async Task Five_wrong_passwords_lock_the_login_for_fifteen_minutes(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        for (var i = 1; i < Person.AttemptsBeforeLockOut; i++)
        {
            Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it")));
        }

        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it")));
        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root")));
        house.Test.Clock.Advance(Person.LockOut);
        await house.SignInAsync("root");
    }

    [Theory, BothDatabases]
    public async Task A_locked_login_answers_like_one_that_nobody_has(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        for (var i = 0; i < Person.AttemptsBeforeLockOut; i++)
        {
            await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"));
        }

        var locked = await Assert.ThrowsAsync<RefusedException>(() => house.SignInAsync("root"));
        var unknown = await Assert.ThrowsAsync<RefusedException>(() => house.SignInAsync("nobody", AccessTest.Password));

        Assert.Equal((unknown.Code, unknown.Message), (locked.Code, locked.Message));
    }

    [Theory, BothDatabases]
    public async Task A_success_forgets_earlier_failures(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i < Person.AttemptsBeforeLockOut; i++)
            {
                await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"));
            }

            await house.SignInAsync("root");
        }
    }

    [Theory, BothDatabases]
    public async Task Guesses_at_the_same_moment_are_counted_each(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"))));

        Assert.All(answers, answer => Assert.Equal("login-wrong", answer));
        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root")));
    }

    [Theory, BothDatabases]
    public async Task A_new_password_ends_older_sessions(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var who = await house.SignInAsync("root");

        await house.DoAsync<SetPasswordHandler>((handler, ct) =>
            handler.HandleAsync(new SetPassword(who.Person, "seven green parrots", AccessTest.Password), house.Administrator, ct));

        Assert.Null(await house.Get<IActors>().LoadBySessionAsync(who.Person, who.Stamp, TestContext.Current.CancellationToken));
        await house.SignInAsync("root", "seven green parrots");
        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root")));
    }

    [Theory, BothDatabases]
    public async Task Ones_own_password_is_changed_only_with_the_present_one(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);

        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.DoAsync<SetPasswordHandler>((handler, ct) =>
            handler.HandleAsync(new SetPassword(house.Administrator.Person, "seven green parrots"), house.Administrator, ct))));
    }

    [Theory, BothDatabases]
    public async Task Sign_ins_and_lock_outs_stand_in_the_audit(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await house.SignInAsync("root");
        for (var i = 0; i < Person.AttemptsBeforeLockOut + 2; i++)
        {
            await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"));
        }

        await using var db = house.Test.Open();
        var actions = await db.Set<AuditEntry>().Where(entry => entry.Person == house.Administrator.Person && entry.Kind == AuditKind.Changed).OrderBy(entry => entry.Id)
            .Select(entry => entry.Action).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["person.sign_in", "person.locked_out"], actions);
    }

    [Theory, BothDatabases]
    public async Task Refused_sign_ins_are_counted_by_the_hour_and_what_was_typed_for_a_login_is_nowhere(Provider provider)
    {
        const string Typed = "copper lantern 43 mango";
        await using var house = await AccessTest.CreateAsync(provider);
        for (var i = 0; i < 7; i++)
        {
            await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"));
            await AccessTest.RefusalAsync(() => house.SignInAsync(Typed, "not it"));
        }

        house.Test.Clock.Advance(TimeSpan.FromHours(1));
        await AccessTest.RefusalAsync(() => house.SignInAsync("root", "not it"));

        await using var db = house.Test.Open();
        var rows = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Kind == AuditKind.Refused).OrderBy(entry => entry.At).ThenBy(entry => entry.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("person.password_refused", 5), ("sign_in.unknown", 7), ("person.sign_in_locked", 2), ("person.password_refused", 1)],
            rows.Select(row => (row.Action, row.Times)));
        Assert.All(rows, row => Assert.Equal(row.Action == "sign_in.unknown" ? Actor.System.Person : house.Administrator.Person, row.Person));
        Assert.DoesNotContain(rows, row => $"{row.SubjectKind}{row.SubjectId}{row.Action}".Contains("lantern", StringComparison.Ordinal));
        Assert.Empty((await house.CheckAsync("access.audit_ids_only")).Violations);
    }
}
