using Mainstay.Access.Contracts;
using Mainstay.Cases.Notices;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Messaging;

/// <summary>Messages to customers: their words, what was sent, and what customers answer by text.</summary>
public static class NoticesApi
{
    private static readonly Role[] _writers = [Role.Administrator, Role.HeadOfService];

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/messages").WithTags("Messages");
        messages.MapGet("", async (ListNoticesHandler handler, CurrentActor who, CancellationToken ct, Guid? @case, Word<NoticeState>? state, NoticeId? before, int limit = 50) =>
                TypedResults.Ok(await handler.HandleAsync(new ListNotices(@case, state?.Value, before, limit), who.Actor, ct)))
            .WithName("listMessages").WithSummary("What was sent to customers, what waits and what was given up; the newest first, the read logged").For(Role.Administrator);
        messages.MapPost("/{id}/send-again", async (NoticeId id, SendAgainHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(new SendAgain(id), who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("sendAgain").WithSummary("Try once more what was given up").For(Role.Administrator);
        messages.MapPost("/incoming", async (AnswerText body, AnswerTextHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("incomingText").WithSummary("A text message from a customer, brought by a gateway: YES, NO, STATUS, STOP, START").For(Role.Integrator, Role.Administrator);
        messages.MapGet("/templates", async (ListTemplatesHandler handler, CurrentActor who, CancellationToken ct) => TypedResults.Ok(await handler.HandleAsync(who.Actor, ct)))
            .WithName("listTemplates").WithSummary("The words of every message in force").For(_writers);
        messages.MapPost("/templates", async (PublishTemplate body, PublishTemplateHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Created($"{ApiSetup.Root}/messages/templates", await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("publishTemplate").WithSummary("New words for a message; they are checked, and never changed afterwards").For(_writers);
    }
}
