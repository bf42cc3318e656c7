using System.Reflection;
using Mainstay.Cases;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Mainstay.Server.Api.Cases;

/// <summary>Every verb of the table of moves under its own name: <c>POST /api/v1/cases/{id}/send-estimate</c>.</summary>
public static class CaseVerbs
{
    private static readonly MethodInfo _map = typeof(CaseVerbs).GetMethod(nameof(MapVerb), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static void MapVerbs(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases/{id}").WithTags("Verbs");
        foreach (var handler in CasesRoom.VerbHandlers)
        {
            _map.MakeGenericMethod(handler, handler.BaseType!.GetGenericArguments()[0]).Invoke(null, [cases]);
        }

        cases.MapPost("/resume", (CaseId id, Resume body, ResumeHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                DoAsync(http, body, id, request => handler.HandleAsync(request, who.Actor, ct)))
            .Says(Verb.Resume);
        cases.MapPost("/issue-code", async (CaseId id, [FromBody(EmptyBodyBehavior = EmptyBodyBehaviorAllow)] IssueCode? body, IssueCodeHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var issued = await http.WithIfMatchAsync(version => handler.HandleAsync(Addressed(body ?? new IssueCode(), id, version), who.Actor, ct));
                http.ShowVersion(issued.Case.Version);
                return TypedResults.Ok(issued);
            })
            .Says(Verb.IssueCode);
        cases.MapPost("/reveal-passcode", async (CaseId id, RevealPasscode body, RevealPasscodeHandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
            {
                var revealed = await http.WithIfMatchAsync(version => handler.HandleAsync(Addressed(body, id, version), who.Actor, ct));
                http.ShowVersion(revealed.Case.Version);
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(revealed);
            })
            .WithMetadata(new IgnoresKeysAttribute()).Says(Verb.RevealPasscode); // Its answer is kept nowhere, not even sealed for a retry.
    }

    private const Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior EmptyBodyBehaviorAllow = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow;

    public static string PathOf(Verb verb) => SnakeCase.Of(verb.ToString()).Replace('_', '-');

    private static void MapVerb<THandler, TRequest>(RouteGroupBuilder cases)
        where THandler : CaseHandler<TRequest>
        where TRequest : CaseRequest
    {
        var verb = Enum.Parse<Verb>(typeof(TRequest).Name);
        var needsBody = typeof(TRequest).GetProperties().Any(property => property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)));
        var path = "/" + PathOf(verb);
        var endpoint = needsBody
            ? cases.MapPost(path, (CaseId id, TRequest body, THandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                DoAsync(http, body, id, request => handler.HandleAsync(request, who.Actor, ct)))
            : cases.MapPost(path, (CaseId id, [FromBody(EmptyBodyBehavior = EmptyBodyBehaviorAllow)] TRequest? body, THandler handler, CurrentActor who, HttpContext http, CancellationToken ct) =>
                DoAsync(http, body ?? Activator.CreateInstance<TRequest>(), id, request => handler.HandleAsync(request, who.Actor, ct)));
        endpoint.Says(verb);
    }

    private static async Task<Ok<CaseChanged>> DoAsync<TRequest>(HttpContext http, TRequest body, CaseId id, Func<TRequest, Task<CaseChanged>> act)
        where TRequest : CaseRequest
    {
        var changed = await http.WithIfMatchAsync(version => act(Addressed(body, id, version)));
        http.ShowVersion(changed.Version);
        return TypedResults.Ok(changed);
    }

    private static TRequest Addressed<TRequest>(TRequest body, CaseId id, int? version) where TRequest : CaseRequest =>
        (TRequest)(body with { Case = id, Version = version ?? body.Version });

    private static void Says(this RouteHandlerBuilder endpoint, Verb verb)
    {
        var move = Moves.Of(verb);
        var name = verb.ToString();
        endpoint
            .WithName($"{char.ToLowerInvariant(name[0])}{name[1..]}")
            .WithSummary(Sentence(name))
            .WithDescription(
                $"In state {string.Join(", ", move.From.Select(EnumText<CaseState>.Of))}. "
                + (move.To is { } to ? $"Leads to {EnumText<CaseState>.Of(to)} unless the verb says otherwise. " : "")
                + $"For {string.Join(", ", move.Roles.Select(EnumText<Mainstay.Access.Contracts.Role>.Of))} at the case's site.")
            .For([.. move.Roles]);
    }

    private static string Sentence(string name)
    {
        var words = SnakeCase.Of(name).Replace('_', ' ');
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }
}
