using Mainstay.Contacts.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Contacts;

public static class ContactsRoom
{
    public static IServiceCollection AddContacts(this IServiceCollection services) =>
        services.AddScoped<ICustomers, Customers>();
}
