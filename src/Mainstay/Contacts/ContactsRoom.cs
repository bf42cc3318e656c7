using Mainstay.Contacts.Checks;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Exchange;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Contacts;

public static class ContactsRoom
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddScoped<ICustomers, Customers>();
        services.AddScoped<RegisterCustomerHandler>();
        services.AddScoped<ChangeCustomerHandler>();
        services.AddScoped<ChooseChannelsHandler>();
        services.AddScoped<EraseCustomerHandler>();
        services.AddScoped<ExportErasuresHandler>();
        services.AddScoped<ReplayErasuresHandler>();
        services.AddSingleton<ICheck, CustomerSearchCheck>();
        return services;
    }
}
