using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases.Queries;

internal static class CaseQueries
{
    public static IServiceCollection AddCaseQueries(this IServiceCollection services) => services
        .AddScoped<CardMaker>()
        .AddScoped<ViewCaseHandler>()
        .AddScoped<ViewCasePartsHandler>()
        .AddScoped<SearchAllHandler>()
        .AddScoped<ListCasesHandler>()
        .AddScoped<ViewDeskHandler>()
        .AddScoped<LookAtDeviceHandler>()
        .AddScoped<ViewBoardHandler>()
        .AddScoped<PastFixesHandler>()
        .AddScoped<ListConsignmentsHandler>()
        .AddScoped<ListAlertsHandler>()
        .AddScoped<ReadAttachmentHandler>()
        .AddScoped<ListShelvesHandler>()
        .AddScoped<ViewConsignmentHandler>()
        .AddScoped<ListBouncesHandler>()
        .AddScoped<ListBacklogHandler>()
        .AddScoped<ListReplacedUnitsHandler>();
}
