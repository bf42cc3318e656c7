using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Access.Keys;

internal static class ApiKeysSetup
{
    public static void AddApiKeys(this IServiceCollection services) => services
        .AddSingleton<ApiKeyBook>().AddScoped<MakeApiKeyHandler>().AddScoped<RevokeApiKeyHandler>().AddScoped<ListApiKeysHandler>();
}
