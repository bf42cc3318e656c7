using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Messaging.Notices;

public static class NoticesSetup
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.TryAddSingleton(new NoticeSettings());
        services.AddSingleton<TemplateBook>().AddSingleton<NoticeSender>().AddSingleton<NoticeSeal>();
        services.AddSingleton<ICarrier, SmtpCarrier>().AddSingleton<ICarrier, FolderCarrier>(); // Asked in this order.
        services.AddScoped<SendAgainHandler>().AddScoped<PublishTemplateHandler>().AddScoped<ListTemplatesHandler>().AddScoped<ListNoticesHandler>();
        services.AddScoped<INotices, NoticeQueue>().AddScoped<IHoldsPersonalData, PersonalData>().AddScoped<ITellsPersonalData, TellMessages>().AddScoped<Access.Contracts.IRetention, NoticeRetention>();
        return services;
    }
}
