using Mainstay.Common;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Mainstay.Server.Pages.Link;

/// <summary>What the customer's link needs besides the business: where customers reach this server from outside.</summary>
public static class LinkSetup
{
    public static void AddCustomerPages(this IServiceCollection services, ServerSettings settings) =>
        services.AddSingleton<WrongLinks>().AddSingleton(provider => new PublicAddress(() =>
            settings.PublicAddress
            ?? (provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening
                ? new Uri(listening)
                : new Uri($"http://{settings.Host}:{settings.Port}"))));
}
