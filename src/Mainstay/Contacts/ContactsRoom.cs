using Mainstay.Contacts.Checks;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Contacts;

public static class ContactsRoom
{
    public static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.AddScoped<ICustomers, Customers>();
        services.AddScoped<ChangeCustomerHandler>();
        services.AddScoped<EraseCustomerHandler>();
        services.AddSingleton<ICheck, CustomerSearchCheck>();
        return services;
    }
}
