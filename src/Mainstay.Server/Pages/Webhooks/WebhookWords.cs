using Mainstay.Common;
using Mainstay.Messaging.Webhooks;
using Mainstay.Network.Contracts;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Webhooks;

/// <summary>States and scopes of webhooks in the words of the page.</summary>
internal static class WebhookWords
{
    public static IReadOnlyList<Option> States => [.. EnumText<DeliveryState>.All.Select(word => new Option(word, Words.Text($"webhooks.delivery.{word}")))];

    public static (string Tone, string Icon, string Text) Look(WebhookState state) => state switch
    {
        WebhookState.Active => ("active", "circle-check", Words.Text("webhooks.state.active")),
        WebhookState.Paused => ("waiting", "player-pause", Words.Text("webhooks.state.paused")),
        _ => ("danger", "ban", Words.Text("webhooks.state.gone")),
    };

    public static (string Tone, string Icon, string Text) Look(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => ("done", "circle-check", Words.Text("webhooks.delivery.delivered")),
        DeliveryState.Waiting => ("waiting", "clock", Words.Text("webhooks.delivery.waiting")),
        _ => ("danger", "circle-x", Words.Text("webhooks.delivery.dead")),
    };

    public static async Task<string> ScopeAsync(SiteId? site, OrganisationId? organisation, ISites sites, IOrganisations organisations, CancellationToken ct) =>
        site is { } at ? (await sites.GetAsync(at, ct)).Ref.Name
        : organisation is { } of ? Words.Text("webhooks.scope.organisation", (await organisations.GetAsync(of, ct)).Name)
        : Words.Text("webhooks.scope.everything");

    public static string[] Types(string? text) => (text ?? "").Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
