using System.ComponentModel.DataAnnotations;
using Mainstay.Access.Contracts;
using Mainstay.Access.Terminals;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Access;

/// <summary>Counter computers where people take turns.</summary>
public static class TerminalsApi
{
    private static readonly Role[] _managers = [Role.CentreManager, Role.FactoryManager, Role.Administrator];

    public static void MapTerminals(this IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}/terminals").WithTags("Terminals");
        site.MapGet("", async (SiteId site, TerminalHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<TerminalRow>(await handler.HandleAsync(new ListTerminals(site), who.Actor, ct), null, null)))
            .WithName("listTerminals").WithSummary("Counter terminals of a site").For(_managers);
        site.MapPost("", async (SiteId site, TerminalIn body, TerminalHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var made = await handler.HandleAsync(new RegisterTerminal(site, body.Name, body.IdleMinutes), who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/sites/{site}/terminals", made);
            })
            .WithName("registerTerminal").WithSummary("Make a terminal; its key is told once").For(_managers);
        var terminals = api.MapGroup("").WithTags("Terminals");
        terminals.MapPost("/terminals/{id}/revoke", async (TerminalId id, TerminalHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new RevokeTerminal(id), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("revokeTerminal").WithSummary("Nobody works with it any more; who does is out").For(_managers);
        terminals.MapPut("/people/{id}/counter-key", async (PersonId id, KeyIn body, SetCounterKeyHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                if (who.Session is { How: SignInHow.Badge })
                {
                    throw new RefusedException("pin-by-badge", "Sign in with the password to set a badge or a PIN.");
                }

                await handler.HandleAsync(new SetCounterKey(id, body.Badge, body.Pin), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("setCounterKey").WithSummary("Badge and PIN of oneself, or of somebody one manages").ForAnyStaff();
        terminals.MapPost("/session/turn", async (TurnIn body, TerminalHandler terminalsOf, SwitchPersonHandler handler, HttpContext http, CancellationToken ct) =>
            {
                var terminal = await terminalsOf.FindAsync(body.Terminal, ct) ?? throw new RefusedException("terminal-not-found", "This key opens no terminal.");
                var actor = await handler.HandleAsync(new SwitchPerson(terminal, body.Badge, body.Person, body.Pin), ct);
                await Sessions.StartAsync(http, actor.Person, SignInHow.Badge, null, terminal);
                return TypedResults.Ok(SessionApi.SessionView.Of(actor.Only(terminal.Site)));
            })
            .WithName("takeTurn").WithSummary("The next person takes over a terminal by badge or name, and PIN; answers with a cookie")
            .RequireRateLimiting(ApiSetup.SignInLimit).WithMetadata(new IgnoresKeysAttribute()).Public();
    }

    /// <param name="IdleMinutes">Untouched for so long it locks itself.</param>
    public sealed record TerminalIn([property: Required] string Name, int IdleMinutes = Terminal.DefaultIdleMinutes);

    public sealed record KeyIn([property: Required] string Pin, string? Badge = null);

    /// <param name="Terminal">The key as it was told when the terminal was made.</param>
    public sealed record TurnIn([property: Required] byte[] Terminal, [property: Required] string Pin, string? Badge = null, PersonId? Person = null);
}
