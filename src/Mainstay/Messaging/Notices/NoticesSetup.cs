using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Messaging.Notices;

public static class NoticesSetup
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.TryAddSingleton(new NoticeSettings());
        services.AddSingleton<TemplateBook>();
        services.AddScoped<INotices, NoticeQueue>().AddScoped<IHoldsPersonalData, PersonalData>();
        return services;
    }
}
