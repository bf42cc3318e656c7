using System.Text;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Access.Sessions;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

public sealed class FactorsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>RFC 6238, appendix B, SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    /// <summary>RFC 4648, section 10.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_key_is_typed_in_base_32(string bytes, string text) => Assert.Equal(text, Totp.Base32(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void A_clock_may_be_one_step_off_and_no_more()
    {
        var key = Totp.NewKey();
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var step = Totp.StepAt(now);

        Assert.Equal([null, step - 1, step, step + 1, null], Enumerable.Range(-2, 5).Select(off => Totp.Accepted(key, Totp.CodeAt(key, step + off), now, 0)));
    }

    [Theory, BothDatabases]
    public async Task With_an_authenticator_the_password_alone_is_not_enough_and_a_code_works_once(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (key, _) = await EnrolAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromMinutes(1));

        var first = await house.SignInAsync("root");
        Assert.True(first.NeedsCode);
        var code = CodeOf(house, key);
        Assert.False((await ConfirmAsync(house, first, code)).NeedsCode);

        Assert.Equal("second-factor-wrong", await AccessTest.RefusalAsync(() => ConfirmAsync(house, first, code)));
    }

    [Theory, BothDatabases]
    public async Task Of_two_at_the_same_moment_with_one_code_one_gets_in(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (key, _) = await EnrolAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await house.SignInAsync("root");
        var code = CodeOf(house, key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Record.ExceptionAsync(() => ConfirmAsync(house, first, code)).AsTask()));

        Assert.Single(answers, answer => answer is null);
    }

    [Theory, BothDatabases]
    public async Task Wrong_codes_lock_the_login_even_with_the_right_password_between(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (key, _) = await EnrolAsync(house);
        house.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await house.SignInAsync("root");
        for (var i = 0; i < Person.AttemptsBeforeLockOut; i++)
        {
            await AccessTest.RefusalAsync(() => ConfirmAsync(house, first, "000000"));
            if (i < Person.AttemptsBeforeLockOut - 1)
            {
                await house.SignInAsync("root");
            }
        }

        Assert.Equal("second-factor-wrong", await AccessTest.RefusalAsync(() => ConfirmAsync(house, first, CodeOf(house, key))));
        Assert.Equal("login-wrong", await AccessTest.RefusalAsync(() => house.SignInAsync("root")));
        house.Test.Clock.Advance(Person.LockOut);
        await ConfirmAsync(house, await house.SignInAsync("root"), CodeOf(house, key));
    }

    [Theory, BothDatabases]
    public async Task A_recovery_code_stands_in_once_and_lies_in_the_database_as_a_digest(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var (_, recovery) = await EnrolAsync(house);
        Assert.Equal(RecoveryCode.HowMany, recovery.Distinct().Count());

        await ConfirmAsync(house, await house.SignInAsync("root"), recovery[3].ToUpperInvariant());

        Assert.Equal("second-factor-wrong", await AccessTest.RefusalAsync(async () => await ConfirmAsync(house, await house.SignInAsync("root"), recovery[3])));
        await ConfirmAsync(house, await house.SignInAsync("root"), recovery[4]);
        await using var db = house.Test.Open();
        Assert.Equal(8, await db.Set<RecoveryCode>().CountAsync(row => row.UsedAt == null, Ct));
        Assert.All(await db.Set<RecoveryCode>().ToListAsync(Ct), row => Assert.Equal(32, row.Digest.Length));
    }

    [Theory, BothDatabases]
    public async Task The_key_is_sealed_and_not_shown_again_once_confirmed(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var begun = await house.DoAsync<EnrolAuthenticatorHandler, byte[]>((handler, ct) => handler.BeginAsync(house.Administrator, ct));
        Assert.Equal(begun, await house.DoAsync<EnrolAuthenticatorHandler, byte[]>((handler, ct) => handler.BeginAsync(house.Administrator, ct)));
        Assert.False((await house.SignInAsync("root")).NeedsCode); // Not confirmed yet.
        await house.DoAsync<EnrolAuthenticatorHandler, IReadOnlyList<string>>((handler, ct) => handler.ConfirmAsync(CodeOf(house, begun), house.Administrator, ct));

        Assert.Equal("authenticator-exists", await AccessTest.RefusalAsync(() => house.DoAsync<EnrolAuthenticatorHandler, byte[]>((h, ct) => h.BeginAsync(house.Administrator, ct))));
        await using var db = house.Test.Open();
        Assert.DoesNotContain(Convert.ToHexString(begun), Convert.ToHexString((await db.Set<Authenticator>().SingleAsync(Ct)).SealedKey), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_manages_somebody_can_take_away_a_lost_authenticator(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var manager = await house.HiredAsync(Role.CentreManager, house.Pune);
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);
        await EnrolAsync(house, desk);

        Assert.Equal("not-your-site", await AccessTest.RefusalAsync(() => RemoveAsync(house, house.Administrator.Person, manager)));
        await RemoveAsync(house, desk.Person, manager);

        Assert.False(await house.DoAsync<Codes, bool>((codes, ct) => codes.AreAskedAsync(desk.Person, ct)));
    }

    [Theory, BothDatabases]
    public async Task An_administrator_without_a_second_factor_gets_no_further_than_his_account_once_it_is_overdue(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider, SessionRule.Default with { SecondFactorWithin = TimeSpan.FromDays(14) });
        var desk = await house.HiredAsync(Role.FrontDesk, house.Pune);

        Assert.False((await StartAsync(house, house.Administrator.Person, SignInHow.Password)).IsLimited);
        house.Test.Clock.Advance(TimeSpan.FromDays(14));

        Assert.True((await StartAsync(house, house.Administrator.Person, SignInHow.Password)).IsLimited);
        Assert.False((await StartAsync(house, house.Administrator.Person, SignInHow.Passkey)).IsLimited);
        Assert.False((await StartAsync(house, desk.Person, SignInHow.Password)).IsLimited);
        await EnrolAsync(house);
        Assert.False((await StartAsync(house, house.Administrator.Person, SignInHow.Password)).IsLimited);
    }

    [Theory, BothDatabases]
    public async Task A_proof_is_fresh_for_the_session_it_was_given_in(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var book = house.Get<SessionBook>();
        var badge = (await StartAsync(house, house.Administrator.Person, SignInHow.Badge)).Id;
        Assert.Null((await book.FindAsync(badge, Ct))!.ProvedAt);

        await house.DoAsync<SignInHandler>((handler, ct) => handler.ProveAgainAsync(house.Administrator.Person, AccessTest.Password, null, ct));
        await book.ProvedAsync(badge, Ct);

        Assert.Equal(house.Test.Clock.GetUtcNow(), (await book.FindAsync(badge, Ct))!.ProvedAt);
        Assert.Equal("proof-wrong", await AccessTest.RefusalAsync(() => house.DoAsync<SignInHandler>((h, ct) => h.ProveAgainAsync(house.Administrator.Person, "not it", null, ct))));
    }

    private static string CodeOf(AccessTest house, byte[] key) => Totp.CodeAt(key, Totp.StepAt(house.Test.Clock.GetUtcNow()));

    private static async Task<(byte[] Key, IReadOnlyList<string> Recovery)> EnrolAsync(AccessTest house, Actor? who = null)
    {
        var actor = who ?? house.Administrator;
        var key = await house.DoAsync<EnrolAuthenticatorHandler, byte[]>((handler, ct) => handler.BeginAsync(actor, ct));
        return (key, await house.DoAsync<EnrolAuthenticatorHandler, IReadOnlyList<string>>((handler, ct) => handler.ConfirmAsync(CodeOf(house, key), actor, ct)));
    }

    private static Task<SignedIn> ConfirmAsync(AccessTest house, SignedIn first, string code) =>
        house.DoAsync<SignInHandler, SignedIn>((handler, ct) => handler.HandleAsync(new ConfirmCode(first.Person, first.Stamp, code), ct));

    private static Task RemoveAsync(AccessTest house, PersonId person, Actor by) =>
        house.DoAsync<RemoveFactorHandler>((handler, ct) => handler.HandleAsync(new RemoveFactor(person), by, ct));

    private static Task<Session> StartAsync(AccessTest house, PersonId person, SignInHow how) =>
        house.DoAsync<StartSessionHandler, Session>((handler, ct) => handler.HandleAsync(new StartSession(person, how, null, null), ct));
}
