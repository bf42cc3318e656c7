using System.ComponentModel.DataAnnotations;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mainstay.Server.Api.Access;

/// <summary>Who is signed in, and signing in and out, for programs that keep cookies.</summary>
public static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapPost("", BeginAsync).WithName("signIn").WithSummary("Sign in; answers with a cookie").RequireRateLimiting(ApiSetup.SignInLimit).Public();
        session.MapGet("", (CurrentActor current) => TypedResults.Ok(SessionView.Of(current.Actor)))
            .WithName("getSession").WithSummary("Who is signed in, and what he may do where").ForAnyStaff();
        session.MapDelete("", async (HttpContext context) =>
        {
            await Sessions.EndAsync(context);
            return TypedResults.NoContent();
        }).WithName("signOut").WithSummary("Sign out").ForAnyStaff();
    }

    private static async Task<Ok<SessionView>> BeginAsync(
        Credentials credentials, SignInHandler handler, IActors actors, HttpContext context, CancellationToken ct)
    {
        var who = await handler.HandleAsync(new SignIn(credentials.Login ?? "", credentials.Password ?? ""), ct);
        await Sessions.StartAsync(context, who.Person, SignInHow.Password, who.Stamp);
        var actor = await actors.LoadAsync(who.Person, ct) ?? throw new RefusedException("login-wrong", "Login or password is wrong.");
        return TypedResults.Ok(SessionView.Of(actor));
    }

    public sealed record Credentials([property: Required, MaxLength(100)] string? Login, [property: Required, MaxLength(200)] string? Password);

    public sealed record GrantView(Role Role, SiteId? Site, OrganisationId? Organisation);

    public sealed record SessionView(PersonId Person, string Name, SiteId? HomeSite, IReadOnlyList<GrantView> Grants)
    {
        public static SessionView Of(Actor actor) => new(
            actor.Person, actor.Name, actor.HomeSite, [.. actor.Grants.Select(grant => new GrantView(grant.Role, grant.Site, grant.Organisation))]);
    }
}
