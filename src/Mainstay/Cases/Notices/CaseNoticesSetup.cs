using Mainstay.Cases.Promises;
using Mainstay.Messaging.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Notices;

internal static class CaseNoticesSetup
{
    public static IServiceCollection AddCaseNotices(this IServiceCollection services) => services
        .AddScoped<CaseNotices>().AddScoped<IConsumeEvents>(provider => provider.GetRequiredService<CaseNotices>())
        .AddScoped<AnswerTextHandler>().AddScoped<CaseNumberBook>().AddScoped<EstimateReminders>().AddSingleton<PromiseWatch>();
}
