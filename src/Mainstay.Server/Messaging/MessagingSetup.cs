namespace Mainstay.Server.Messaging;

/// <summary>The work that carries events out of the house.</summary>
public static class MessagingSetup
{
    public static void AddMessagingWork(this IServiceCollection services) => services.AddHostedService<RelayClock>();
}
