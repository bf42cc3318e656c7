using System.ComponentModel.DataAnnotations;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
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
        session.MapPost("", BeginAsync).WithName("signIn").WithSummary("Sign in; answers with a cookie").RequireRateLimiting(ApiSetup.SignInLimit).WithMetadata(new IgnoresKeysAttribute()).Public();
        session.MapGet("", (CurrentActor current) => TypedResults.Ok(SessionView.Of(current.Actor)))
            .WithName("getSession").WithSummary("Who is signed in, and what he may do where").ForAnyStaff();
        session.MapDelete("", async (HttpContext context) =>
        {
            await Sessions.EndAsync(context);
            return TypedResults.NoContent();
        }).WithName("signOut").WithSummary("Sign out").ForAnyStaff();
        MapSessions(session);
    }

    private static void MapSessions(RouteGroupBuilder session)
    {
        session.MapPost("/proof", async (ProofIn body, SignInHandler handler, SessionBook book, CurrentActor who, CancellationToken ct) =>
            {
                await handler.ProveAgainAsync(who.Actor.Person, body.Password, body.Code, ct);
                if (who.Session is { } proved)
                {
                    await book.ProvedAsync(proved.Id, ct);
                }

                return TypedResults.NoContent();
            })
            .WithName("proveAgain").WithSummary("Password or code once more; for ten minutes it opens what asks for a fresh proof").WithMetadata(new IgnoresKeysAttribute())
            .RequireRateLimiting(ApiSetup.SignInLimit).ForAnyStaff();
        session.MapGet("/all", async (ListSessionsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListSessions(who.Actor.Person), who.Actor, ct)))
            .WithName("listMySessions").WithSummary("Where you are signed in").ForAnyStaff();
        session.MapPost("/others/end", async (EndSessionsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Ended(await handler.HandleAsync(new EndSessions(who.Actor.Person, Except: who.Session?.Id), who.Actor, ct))))
            .WithName("endMyOtherSessions").WithSummary("Sign out everywhere but here").ForAnyStaff();
        session.MapPost("/{session}/end", async (SessionId session, EndSessionsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Ended(await handler.HandleAsync(new EndSessions(who.Actor.Person, session), who.Actor, ct))))
            .WithName("endMySession").WithSummary("Sign out one of your devices").ForAnyStaff();
    }

    /// <summary>Those of a colleague, beneath his own address.</summary>
    public static void MapSessionsOf(RouteGroupBuilder people)
    {
        people.MapGet("/{id}/sessions", async (PersonId id, ListSessionsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ListSessions(id), who.Actor, ct)))
            .WithName("listSessionsOfPerson").WithSummary("Where a colleague whom you manage is signed in").For(Role.Administrator, Role.CentreManager, Role.FactoryManager);
        people.MapPost("/{id}/sessions/end", async (PersonId id, EndSessionsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Ended(await handler.HandleAsync(new EndSessions(id), who.Actor, ct))))
            .WithName("endSessionsOfPerson").WithSummary("Sign a colleague out everywhere").For(Role.Administrator, Role.CentreManager, Role.FactoryManager);
    }

    private static async Task<Ok<SessionView>> BeginAsync(
        Credentials credentials, SignInHandler handler, IActors actors, HttpContext context, CancellationToken ct)
    {
        var who = await handler.HandleAsync(new SignIn(credentials.Login ?? "", credentials.Password ?? ""), ct);
        if (who.NeedsCode)
        {
            who = await handler.HandleAsync(new ConfirmCode(who.Person, who.Stamp, credentials.Code ?? throw new RefusedException(
                "second-factor-needed", "The password is right; send the code of your authenticator, or a recovery code, as code beside it.")), ct);
            await Sessions.StartAsync(context, who.Person, SignInHow.Code, who.Stamp);
        }
        else
        {
            await Sessions.StartAsync(context, who.Person, SignInHow.Password, who.Stamp);
        }

        var actor = await actors.LoadAsync(who.Person, ct) ?? throw new RefusedException("login-wrong", "Login or password is wrong.");
        return TypedResults.Ok(SessionView.Of(actor));
    }

    public sealed record Credentials([property: Required, MaxLength(100)] string? Login, [property: Required, MaxLength(200)] string? Password, [property: MaxLength(40)] string? Code = null);

    public sealed record ProofIn([property: MaxLength(200)] string? Password, [property: MaxLength(40)] string? Code);

    public sealed record Ended(int Sessions);

    public sealed record GrantView(Role Role, SiteId? Site, OrganisationId? Organisation);

    public sealed record SessionView(PersonId Person, string Name, SiteId? HomeSite, IReadOnlyList<GrantView> Grants)
    {
        public static SessionView Of(Actor actor) => new(
            actor.Person, actor.Name, actor.HomeSite, [.. actor.Grants.Select(grant => new GrantView(grant.Role, grant.Site, grant.Organisation))]);
    }
}
