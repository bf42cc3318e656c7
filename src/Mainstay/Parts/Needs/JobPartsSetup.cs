using Mainstay.Parts.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts.Needs;

internal static class JobPartsSetup
{
    public static IServiceCollection AddJobParts(this IServiceCollection services) =>
        services.AddScoped<NeedDesk>().AddScoped<IPartsOfJobs, PartsOfJobs>().AddScoped<IPartAvailability, PartAvailability>().AddScoped<INeeds, NeedsView>().AddScoped<AskAvailabilityHandler>();
}
