using Mainstay.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Cases.Links;

internal static class LinksSetup
{
    public static IServiceCollection AddCustomerLinks(this IServiceCollection services)
    {
        services.TryAddSingleton<SecretSource, SystemSecretSource>();
        services.TryAddSingleton(new PublicAddress(() => new Uri("http://localhost:8080")));
        return services.AddScoped<CaseLinks>().AddScoped<CustomerActs>().AddScoped<Vault>().AddScoped<RevealPasscodeHandler>().AddScoped<CaseLinkHandler>().AddScoped<ViewLinkHandler>().AddScoped<ReadLinkPictureHandler>();
    }
}
