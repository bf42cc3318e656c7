using System.Text.Json;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Mainstay.Server.Access;

/// <summary>
/// Passkeys (WebAuthn) by ASP.NET Core Identity. The challenge travels in a sealed cookie that ends after five minutes, so any node may
/// check what another asked. The relying party is the host of the address, which the allowed hosts confine.
/// </summary>
public sealed class Passkeys(
    IPasskeyHandler<Person> handler, UserManager<Person> people, MainstayDb db, IAudit audit, ISeal seal, RefusedSignIns refused, IHttpContextAccessor accessor, TimeProvider clock)
{
    private const string Cookie = "passkey";
    private const string Purpose = "access.passkey";
    private const int LongestName = 60;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private HttpContext Context => accessor.HttpContext!;

    public static void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required"; // It stands for both factors: the device asked for finger, face or PIN.
        options.ResidentKeyRequirement = "required"; // So that nobody types a login.
        options.AuthenticatorTimeout = _patience;
    }

    /// <returns>What the browser's script is given, as JSON.</returns>
    public async Task<string> CreationAsync(Actor actor)
    {
        var person = await FindAsync(actor);
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id.ToString(), Name = person.Login ?? person.Name, DisplayName = person.Name }, Context);
        Keep(options.AttestationState);
        return options.CreationOptionsJson;
    }

    public async Task AddAsync(string credential, string name, Actor actor, CancellationToken ct)
    {
        var result = await TryAsync(() => handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = Context, CredentialJson = credential, AttestationState = Take() }));
        if (result is not { Succeeded: true } || result.UserEntity.Id != actor.Person.ToString())
        {
            throw Wrong();
        }

        var person = await FindAsync(actor);
        result.Passkey.Name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(LongestName, given.Length)] : "Passkey";
        audit.Changed(actor, "person.add_passkey", $"person:{person.Id}", person.HomeSite);
        if (!(await people.AddOrUpdatePasskeyAsync(person, result.Passkey)).Succeeded)
        {
            throw Wrong();
        }

        await db.SaveChangesAsync(ct);
    }

    public async Task<string> RequestAsync()
    {
        var options = await handler.MakeRequestOptionsAsync(null, Context);
        Keep(options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <returns>Whose passkey it is.</returns>
    public async Task<PersonId> ProveAsync(string credential, CancellationToken ct)
    {
        var result = await TryAsync(() => handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = Context, CredentialJson = credential, AssertionState = Take() }));
        if (result is not { Succeeded: true } || result.User.State != PersonState.Active)
        {
            await refused.NotePasskeyAsync(ct);
            throw Wrong();
        }

        await people.AddOrUpdatePasskeyAsync(result.User, result.Passkey); // The count and when it was used.
        await db.SaveChangesAsync(ct);
        return result.User.Id;
    }

    private static RefusedException Wrong() => new("passkey-wrong", "This passkey is not known here, or it took too long. Try again, or use your password.");

    private static async Task<T?> TryAsync<T>(Func<Task<T>> act) where T : class
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is PasskeyException or JsonException or FormatException or ArgumentException)
        {
            return null; // What a browser sends may be anything.
        }
    }

    private async Task<Person> FindAsync(Actor actor) =>
        await people.FindByIdAsync(actor.Person.ToString()) ?? throw new RefusedException("person-not-found", "There is no such person.");

    private void Keep(string? state)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new State(state, (clock.GetUtcNow() + _patience).ToUnixTimeSeconds()));
        Context.Response.Cookies.Append(
            Cookie, WebEncoders.Base64UrlEncode(seal.Close(Purpose, json)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = Context.Request.IsHttps, MaxAge = _patience, Path = "/" });
    }

    /// <summary>Each challenge is answered once.</summary>
    private string? Take()
    {
        Context.Response.Cookies.Delete(Cookie);
        try
        {
            return Context.Request.Cookies[Cookie] is { } text && seal.Open(Purpose, WebEncoders.Base64UrlDecode(text)) is { } json
                && JsonSerializer.Deserialize<State>(json) is { } state && state.Until > clock.GetUtcNow().ToUnixTimeSeconds()
                    ? state.Text
                    : throw Wrong();
        }
        catch (FormatException)
        {
            throw Wrong();
        }
    }

    private sealed record State(string? Text, long Until);
}
