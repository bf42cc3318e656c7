using Mainstay.Access.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Access.Retention;

internal static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddScoped<RetentionRounds>().AddScoped<ListRetentionHandler>().AddScoped<SetRetentionHandler>();
        services.AddScoped<IRetention, AuditRetention>().AddScoped<IRetention, SessionRetention>().AddScoped<IRetention, AnswerRetention>();
    }
}
