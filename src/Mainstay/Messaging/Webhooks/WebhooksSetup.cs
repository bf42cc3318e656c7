using Mainstay.Messaging.Checks;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Messaging.Webhooks;

internal static class WebhooksSetup
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookOptions());
        services.AddScoped<IConsumeEvents, FanOut>();
        services.AddSingleton<WebhookSender>().AddSingleton<Dispatcher>().AddSingleton<EventsSweep>();
        services.AddScoped<WebhookRecords>().AddScoped<AddWebhookHandler>().AddScoped<ChangeWebhookHandler>().AddScoped<RemoveWebhookHandler>()
            .AddScoped<RotateWebhookSecretHandler>().AddScoped<TestWebhookHandler>().AddScoped<ReplayHandler>()
            .AddScoped<ListWebhooksHandler>().AddScoped<ListDeliveriesHandler>();
        services.AddSingleton<ICheck, DeliveriesCheck>();
    }
}
