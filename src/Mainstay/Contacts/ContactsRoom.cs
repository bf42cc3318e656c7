using Mainstay.Access.Contracts;
using Mainstay.Contacts.Checks;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Exchange;
using Mainstay.Contacts.Keys;
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
        services.AddScoped<ExportPersonHandler>().AddScoped<ITellsPersonalData, TellCustomer>();
        services.AddScoped<IPersonKeys, PersonKeys>().AddScoped<ExportKeysHandler>().AddScoped<ImportKeysHandler>();
        services.AddScoped<IRetention, CustomerRetention>();
        services.AddScoped<ViewCustomerHandler>();
        services.AddScoped<ExportErasuresHandler>();
        services.AddScoped<ReplayErasuresHandler>();
        services.AddSingleton<ICheck, CustomerSearchCheck>();
        return services;
    }
}
