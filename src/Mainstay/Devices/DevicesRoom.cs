using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Checks;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Exchange;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Devices;

public static class DevicesRoom
{
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddScoped<ITellsPersonalData, TellDevices>().AddScoped<INeedsCustomers, CustomersOfDevices>();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<ICatalogue>(provider => provider.GetRequiredService<Catalogue>());
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<ITerms>(provider => provider.GetRequiredService<PolicyBook>());
        services.AddScoped<DeviceBook>();
        services.AddScoped<IDevices>(provider => provider.GetRequiredService<DeviceBook>());
        services.AddScoped<ICover, CoverBook>();
        services.AddScoped<IOwners, OwnerBook>();
        services.AddScoped<IHistoryDevices, HistoryDevices>();
        services.AddScoped<IGoodwill, Goodwill>();

        services.AddScoped<CatalogueRecords>();
        services.AddScoped<ImportDevicesHandler>();
        services.AddScoped<ImportSalesHandler>().AddScoped<Exchange.ImportPartsHandler>();
        services.AddScoped<AddCategoryHandler>();
        services.AddScoped<AddModelHandler>();
        services.AddScoped<AddTacHandler>();
        services.AddScoped<AddPartHandler>();
        services.AddScoped<ChangePartPriceHandler>();
        services.AddScoped<RegisterDeviceHandler>();
        services.AddScoped<MarkStolenHandler>();
        services.AddScoped<SellCoverHandler>();
        services.AddScoped<AddProgrammeHandler>();
        services.AddScoped<SetGoodwillBudgetHandler>();
        services.AddScoped<PublishPolicyHandler>();
        services.AddScoped<ReplayPolicyHandler>();
        services.AddScoped<FindDeviceHandler>();
        services.AddScoped<DeviceHistoryHandler>();
        services.AddScoped<ListModelsHandler>();
        services.AddScoped<ListPartsHandler>();
        services.AddScoped<ViewPartHandler>();
        services.AddScoped<ListProgrammesHandler>();
        services.AddScoped<ListPoliciesHandler>();
        services.AddScoped<ListGoodwillBudgetsHandler>();

        services.AddSingleton<ICheck, NumbersCheck>();
        services.AddSingleton<ICheck, ImeiUniqueCheck>();
        services.AddSingleton<ICheck, ChainsCheck>();
        services.AddSingleton<ICheck, LivesCheck>();
        services.AddSingleton<ICheck, PoliciesCheck>();
        services.AddSingleton<ICheck, GoodwillCheck>();
        services.AddSingleton<ICheck, CoversCheck>();
        services.AddSingleton<ICheck, OwnersCheck>();
        return services;
    }
}
