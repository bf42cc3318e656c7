using Mainstay.Storage.Checks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Storage;

public static class StorageModule
{
    public static IServiceCollection AddStorage(this IServiceCollection services, Database database) => services
        .AddSingleton(database)
        .AddSingleton<IDbContextFactory<MainstayDb>>(database)
        .AddScoped(_ => database.CreateDbContext())
        .AddSingleton<Doctor>()
        .AddSingleton<ICheck, SchemaCheck>()
        .AddSingleton<ICheck, IntegrityCheck>()
        .AddSingleton<ICheck, ReferenceCheck>()
        .AddSingleton<ICheck, FutureCheck>();
}
