using Mainstay.Access.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Access;

public static class AccessRoom
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<Directory>();
        services.AddSingleton<IActors>(provider => provider.GetRequiredService<Directory>());
        services.AddSingleton<IPeople>(provider => provider.GetRequiredService<Directory>());
        services.AddScoped<IAudit, Audit>();
        return services;
    }
}
