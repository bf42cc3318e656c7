using Mainstay.Messaging.Checks;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Messaging;

/// <summary>What the house says to others: events to programs, messages to customers.</summary>
public static class MessagingRoom
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddScoped<IOutbox, OutboxWriter>();
        services.AddSingleton<Relay>();
        services.AddSingleton<Backlog>().AddScoped<RetellHandler>();
        services.AddSingleton<ICheck, EventsCheck>();
        services.AddWebhooks();
        services.AddNotices();
        return services;
    }
}
