using Mainstay.Access;
using Mainstay.Cases;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Devices;
using Mainstay.Messaging;
using Mainstay.Network;
using Mainstay.Parts;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Server;

/// <summary>The one place where the rooms are put together; the server, the commands and the tests all start from it.</summary>
public static class Composition
{
    public static IServiceCollection AddMainstay(this IServiceCollection services, Database database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => LockSettings.FromEnvironment());
        services.TryAddSingleton(provider => provider.GetRequiredService<LockSettings>().Sessions);
        services.TryAddSingleton<IdSource>(provider => new SystemIdSource(provider.GetRequiredService<TimeProvider>()));
        services.AddStorage(database);
        services.AddSeal(database);
        services.AddNetwork();
        services.AddAccess();
        services.AddContacts();
        services.AddDevices();
        services.AddMessaging();
        services.AddCases();
        services.AddParts();
        return services;
    }
}
