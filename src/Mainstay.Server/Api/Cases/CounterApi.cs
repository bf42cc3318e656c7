using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Queries;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Cases;

/// <summary>The counter and the boards of a site.</summary>
public static class CounterApi
{
    private static readonly Role[] _desk = [Role.FrontDesk, Role.CentreManager];

    public static void MapCounter(this IEndpointRouteBuilder api)
    {
        var site = api.MapGroup("/sites/{site}").WithTags("Counter");
        site.MapGet("/desk", async (SiteId site, ViewDeskHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewDesk(site), who.Actor, ct)))
            .WithName("getDesk").WithSummary("The counter now: tokens, expected, ready, parked, overdue").For(_desk);
        site.MapGet("/board", async (SiteId site, ViewBoardHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewBoard(site), who.Actor, ct)))
            .WithName("getBoard").WithSummary("Bench of a centre or stations of a factory, in one explained order").ForAnyStaff();
        site.MapGet("/tokens", async (SiteId site, TokenHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<TokenView>(await handler.WaitingAsync(site, who.Actor, ct), null, null)))
            .WithName("listTokens").WithSummary("Tokens of today that are not served").For(_desk);
        site.MapPost("/tokens", async (SiteId site, TokenIn body, TokenHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new TakeToken(site, body.Kind), who.Actor, ct)))
            .WithName("takeToken").WithSummary("A walk-in draws a token").For(_desk);
        site.MapPost("/tokens/call", async (SiteId site, CallIn body, TokenHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new CallToken(site, body.Token, body.Kind), who.Actor, ct)))
            .WithName("callToken").WithSummary("Call the next, the next of a kind, or this one").For(_desk);
        site.MapPost("/tokens/{token}/finish", async (SiteId site, TokenId token, FinishIn body, TokenHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new FinishToken(site, token, body.WasServed), who.Actor, ct)))
            .WithName("finishToken").WithSummary("Served, or gone without").For(_desk);
    }

    public sealed record TokenIn(Mainstay.Cases.Model.TokenKind Kind);

    public sealed record CallIn(TokenId? Token = null, Mainstay.Cases.Model.TokenKind? Kind = null);

    public sealed record FinishIn(bool WasServed);
}
