using Mainstay.Network.Checks;
using Mainstay.Network.Contracts;
using Mainstay.Network.Demo;
using Mainstay.Network.Exchange;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Network;

public static class NetworkRoom
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddSingleton<NetworkDirectory>();
        services.AddSingleton<ISites>(provider => provider.GetRequiredService<NetworkDirectory>());
        services.AddSingleton<IOrganisations>(provider => provider.GetRequiredService<NetworkDirectory>());
        services.AddScoped<IHistorySites, HistorySites>();

        services.AddScoped<RegisterOrganisationHandler>();
        services.AddScoped<RegisterTaxHandler>();
        services.AddScoped<SetCalendarHandler>();
        services.AddScoped<ListCalendarsHandler>();
        services.AddScoped<SetSiteHoursHandler>();
        services.AddScoped<SetSiteHolidaysHandler>();
        services.AddScoped<AddSiteHandler>();
        services.AddScoped<ChangeSiteHandler>();
        services.AddScoped<CloseSiteHandler>();
        services.AddScoped<ListSitesHandler>();
        services.AddScoped<SiteDetailHandler>();
        services.AddScoped<ImportNetworkHandler>();
        services.AddScoped<ExportNetworkHandler>();
        services.AddScoped<BuildDemoNetworkHandler>();

        services.AddSingleton<ICheck, LinksCheck>();
        services.AddSingleton<ICheck, ShiftsCheck>();
        services.AddSingleton<ICheck, TaxOverlapCheck>();
        services.AddSingleton<ICheck, GstinCheck>();
        return services;
    }
}
