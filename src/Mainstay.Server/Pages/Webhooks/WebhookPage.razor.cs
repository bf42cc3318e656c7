using System.Globalization;
using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Webhooks;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Components;

namespace Mainstay.Server.Pages.Webhooks;

/// <summary>Each form of the page is one verb; after it the page is loaded anew.</summary>
public partial class WebhookPage(
    ListWebhooksHandler listing,
    ListDeliveriesHandler deliveries,
    ChangeWebhookHandler change,
    RotateWebhookSecretHandler rotate,
    TestWebhookHandler test,
    ReplayHandler replay,
    RemoveWebhookHandler remove,
    ISites sites,
    IOrganisations organisations,
    CurrentActor current,
    Flash flash,
    NavigationManager navigation,
    IHttpContextAccessor accessor)
{
    private const int PageSize = 50;
    private WebhookId _id;
    private WebhookView? _hook;
    private DeliveryPage _page = new([], null);
    private string? _scope;
    private string? _secret;
    private string? _problem;

    [Parameter] public string Hook { get; set; } = "";

    [SupplyParameterFromQuery(Name = "state")] private string? StateText { get; set; }

    [SupplyParameterFromQuery(Name = "type")] private string? TypeText { get; set; }

    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    [SupplyParameterFromForm(Name = "url")] private string? Url { get; set; }

    [SupplyParameterFromForm(Name = "types")] private string? Types { get; set; }

    [SupplyParameterFromForm(Name = "description")] private string? Description { get; set; }

    [SupplyParameterFromForm(Name = "active")] private bool Active { get; set; }

    [SupplyParameterFromForm(Name = "since")] private string? Since { get; set; }

    [SupplyParameterFromForm(Name = "sure")] private bool Sure { get; set; }

    private CancellationToken Ct => accessor.HttpContext!.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        _id = WebhookId.TryParse(Hook, null, out var id) ? id : throw new RefusedException("webhook-not-found", "There is no such webhook.");
        DeliveryState? state = EnumText<DeliveryState>.TryParse(StateText, out var known) ? known : null;
        DeliveryId? before = DeliveryId.TryParse(After, null, out var last) ? last : null;
        _page = await deliveries.HandleAsync(new ListDeliveries(_id, state, TypeText, before, PageSize), current.Actor, Ct);
        _hook = (await listing.HandleAsync(current.Actor, Ct)).Single(hook => hook.Id == _id);
        _scope = await WebhookWords.ScopeAsync(_hook.Site, _hook.Organisation, sites, organisations, Ct);
    }

    private Task ChangeAsync() => DoAsync(async () =>
    {
        await change.HandleAsync(_id, new ChangeWebhook(Url ?? "", WebhookWords.Types(Types), Description, Active), current.Actor, Ct);
        return W["webhooks.saved"];
    });

    private Task TestAsync() => DoAsync(async () =>
    {
        await test.HandleAsync(_id, current.Actor, Ct);
        return W["webhooks.tested"];
    });

    private Task AgainAsync(Replay what) => DoAsync(async () => W["webhooks.sent_again", (await replay.HandleAsync(_id, what, current.Actor, Ct)).Deliveries]);

    private Task SinceAsync() => DoAsync(async () =>
    {
        if (!DateTime.TryParse(Since, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            throw new RefusedException("webhook-invalid", W["webhooks.since_hint"]);
        }

        var since = new DateTimeOffset(local, Here.Zone.GetUtcOffset(local));
        return W["webhooks.sent_again", (await replay.HandleAsync(_id, new Replay(Since: since), current.Actor, Ct)).Deliveries];
    });

    private async Task RotateAsync()
    {
        try
        {
            _secret = (await rotate.HandleAsync(_id, current.Actor, Ct)).Secret;
        }
        catch (RefusedException refusal)
        {
            Refuse(refusal);
        }
    }

    private async Task RemoveAsync()
    {
        if (Sure)
        {
            await remove.HandleAsync(_id, current.Actor, Ct);
            flash.Say(W["webhooks.removed"]);
            navigation.NavigateTo("/webhooks");
        }
    }

    private async Task DoAsync(Func<Task<string>> act)
    {
        try
        {
            flash.Say(await act());
            navigation.NavigateTo($"/webhooks/{_id}");
        }
        catch (RefusedException refusal)
        {
            Refuse(refusal);
        }
    }

    private void Refuse(RefusedException refusal)
    {
        accessor.HttpContext!.Response.StatusCode = Refusals.FormStatusOf(refusal.Code);
        _problem = Refusals.TextOf(refusal);
    }

    /// <summary>The end of an id tells it apart; its beginning is the time.</summary>
    private static string Short(DeliveryView row) => $"{row.Subject.Split(':')[0]} …{row.Subject[^8..]} · {row.Version}";
}
