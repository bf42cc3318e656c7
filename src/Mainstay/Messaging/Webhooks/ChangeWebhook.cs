using Mainstay.Access.Contracts;
using Mainstay.Messaging.Contracts;

namespace Mainstay.Messaging.Webhooks;

/// <summary>Another address or other events, or a pause. What its past deliveries carry stays; what happens during a pause is not kept for it.</summary>
/// <param name="Active">False: nothing is sent until it is true again.</param>
public sealed record ChangeWebhook(string Url, IReadOnlyList<string> Types, string? Description = null, bool Active = true);

public sealed class ChangeWebhookHandler(WebhookRecords records, WebhookOptions options)
{
    public async Task HandleAsync(WebhookId id, ChangeWebhook request, Actor actor, CancellationToken ct)
    {
        var hook = await records.GetAsync(id, actor, ct);
        hook.Change(Receivers.Check(request.Url, options.Reach), request.Types, request.Description);
        if (request.Active && hook.State != WebhookState.Active)
        {
            hook.Resume();
        }
        else if (!request.Active && hook.State == WebhookState.Active)
        {
            hook.Pause();
        }

        await records.CommitAsync(actor, "webhook.change", hook, ct);
    }
}
