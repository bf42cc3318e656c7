using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Link;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Mainstay.Server.Api.Cases;

/// <summary>The lines he agrees to; null: all. The version is the one he had before him.</summary>
public sealed record LinkApproval(IReadOnlyList<LineId>? Lines, int? Version);

public sealed record LinkRefusal(string Reason, int? Version);

public sealed record LinkComplaint(string Text);

public sealed record LinkLanguage(string Language);

/// <summary>What a customer's link does, for programs that show it in their own way; and the link itself, for staff.</summary>
internal static class LinksApi
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        var link = api.MapGroup("/links/{token}").WithTags("Customer's link").Public();
        link.MapGet("", async (string token, ViewLinkHandler handler, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(await handler.HandleAsync(token, ct) ?? throw Nowhere(wrong, http));
            })
            .WithName("viewLink").WithSummary("The case a link opens, in facts").WithDescription("Unknown, revoked, ended and erased links are one answer.");
        link.MapPost("/approve", (string token, LinkApproval body, CustomerActs acts, CaseLinks links, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
                DoAsync(token, links, wrong, http, id => acts.ApproveAsync(CustomerWord.OverLink(id, body.Version), body.Lines, ct), ct))
            .WithName("approveOverLink").WithSummary("Agree to the estimate, to all lines or some");
        link.MapPost("/decline", (string token, LinkRefusal body, CustomerActs acts, CaseLinks links, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
                DoAsync(token, links, wrong, http, id => acts.DeclineAsync(CustomerWord.OverLink(id, body.Version), body.Reason, ct), ct))
            .WithName("declineOverLink").WithSummary("Decline the estimate");
        link.MapPost("/complain", (string token, LinkComplaint body, CustomerActs acts, CaseLinks links, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
                DoAsync(token, links, wrong, http, id => acts.ComplainAsync(CustomerWord.OverLink(id, null), body.Text, ct), ct))
            .WithName("complainOverLink").WithSummary("Complain; the manager of the centre has it at once");
        link.MapPost("/code", (string token, CustomerActs acts, CaseLinks links, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
                DoAsync(token, links, wrong, http, id => acts.NewCodeAsync(CustomerWord.OverLink(id, null), ct), ct))
            .WithName("newCodeOverLink").WithSummary("A new hand-over code, told once; when the device is ready");
        link.MapPost("/language", (string token, LinkLanguage body, CustomerActs acts, CaseLinks links, WrongLinks wrong, HttpContext http, CancellationToken ct) =>
                DoAsync(token, links, wrong, http, async id =>
                {
                    var wish = Pages.Language.Find(body.Language) ?? throw new RefusedException("language-unknown", "The pages speak English (en) and Hindi (hi).");
                    await acts.SpeakAsync(CustomerWord.OverLink(id, null), wish.TwoLetterISOLanguageName, ct);
                    return new LinkLanguage(wish.TwoLetterISOLanguageName);
                }, ct))
            .WithName("speakOverLink").WithSummary("The language he is written to in");

        var cases = api.MapGroup("/cases/{id}").WithTags("Customer's link");
        cases.MapGet("/link", async (CaseId id, CaseLinkHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new ViewCaseLink(id), who.Actor, ct)))
            .WithName("viewCaseLink").WithSummary("The customer's link of a case; the read is logged").For([.. CaseLinkHandler.Readers]);
        cases.MapPost("/new-link", async (CaseId id, CaseLinkHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new NewLink(id), who.Actor, ct)))
            .WithName("newLink").WithSummary("A new link; the former one leads nowhere").For([.. CaseLinkHandler.Changers]);
        cases.MapPost("/revoke-link", async (CaseId id, CaseLinkHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(new RevokeLink(id), who.Actor, ct)))
            .WithName("revokeLink").WithSummary("The link leads nowhere until a new one is given out").For([.. CaseLinkHandler.Changers]);
    }

    private static async Task<Ok<T>> DoAsync<T>(string token, CaseLinks links, WrongLinks wrong, HttpContext http, Func<CaseId, Task<T>> act, CancellationToken ct) =>
        TypedResults.Ok(await act(await links.FindAsync(token, ct) ?? throw Nowhere(wrong, http)));

    private static RefusedException Nowhere(WrongLinks wrong, HttpContext http) => wrong.Count(http)
        ? new RefusedException("link-not-found", "This link leads nowhere: it may be wrong, old or replaced by a new one.")
        : new RefusedException("too-many-requests", "Too many links that lead nowhere were asked for from this address. Wait as long as Retry-After says.");
}
