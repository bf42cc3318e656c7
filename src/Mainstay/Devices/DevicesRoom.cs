using Mainstay.Devices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Devices;

public static class DevicesRoom
{
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<Catalogue>();
        services.AddSingleton<ICatalogue>(provider => provider.GetRequiredService<Catalogue>());
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<ITerms>(provider => provider.GetRequiredService<PolicyBook>());
        services.AddScoped<DeviceBook>();
        services.AddScoped<IDevices>(provider => provider.GetRequiredService<DeviceBook>());
        services.AddScoped<ICover, CoverBook>();
        services.AddScoped<IOwners, OwnerBook>();
        services.AddScoped<IGoodwill, Goodwill>();
        return services;
    }
}
