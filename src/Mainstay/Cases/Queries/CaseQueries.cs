using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Queries;

internal static class CaseQueries
{
    public static IServiceCollection AddCaseQueries(this IServiceCollection services) => services
        .AddScoped<ViewCaseHandler>();
}
