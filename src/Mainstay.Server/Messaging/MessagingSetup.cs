using Mainstay.Messaging.Webhooks;
using Mainstay.Server.Jobs;

namespace Mainstay.Server.Messaging;

/// <summary>The work that carries events and messages out of the house.</summary>
public static class MessagingSetup
{
    public static void AddMessagingWork(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(new WebhookOptions { Reach = settings.Receivers ?? (settings.Demo ? DeliveryReach.ThisMachine : DeliveryReach.Public) });
        services.AddHostedService<RelayClock>();
        services.AddHostedService<DeliveryClock>();
        services.AddHostedService<NoticeClock>();
        services.AddJob<EventsSweepClock>();
        services.AddJob<PromiseClock>();
    }
}
