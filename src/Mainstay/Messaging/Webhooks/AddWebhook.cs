using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Messaging.Webhooks;

/// <summary>From now on this address hears of these events.</summary>
/// <param name="Types">Such as <c>case.hand_over</c>, <c>case.*</c> or <c>*</c>.</param>
/// <param name="Site">Only what happens at this site.</param>
/// <param name="Organisation">Only what happens at sites this organisation operates.</param>
public sealed record AddWebhook(string Url, IReadOnlyList<string> Types, string? Description = null, SiteId? Site = null, OrganisationId? Organisation = null);

/// <param name="Secret">Shown this once: what the receiver verifies signatures with.</param>
public sealed record WebhookMade(WebhookId Id, string Secret);

public sealed class AddWebhookHandler(MainstayDb db, WebhookRecords records, WebhookOptions options, ISeal seal, IdSource ids, TimeProvider clock)
{
    public async Task<WebhookMade> HandleAsync(AddWebhook request, Actor actor, CancellationToken ct)
    {
        await records.DemandAsync(actor, request.Site, request.Organisation, ct);
        var now = clock.Now();
        var hook = Webhook.Add(ids.Next<WebhookId>(), Receivers.Check(request.Url, options.Reach), request.Types, request.Description, request.Site, request.Organisation, now);
        var (row, text) = WebhookSecret.Make(ids.Next(), hook.Id, seal, now);
        db.Add(hook);
        db.Add(row);
        await records.CommitAsync(actor, "webhook.add", hook, ct);
        return new WebhookMade(hook.Id, text);
    }
}
