using Mainstay.Parts.Orders;
using Mainstay.Parts.Planning;
using Mainstay.Parts.Supply;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts;

internal static class PlanningSetup
{
    public static IServiceCollection AddSupplyPlanning(this IServiceCollection services) => services
        .AddScoped<SupplyModel>().AddScoped<PlanSupplyHandler>().AddScoped<PlanningRounds>()
        .AddScoped<ProposalRecords>().AddScoped<AcceptProposalsHandler>().AddScoped<RejectProposalsHandler>().AddScoped<SetAutoAcceptHandler>()
        .AddScoped<OrderDesk>().AddScoped<OrderHandler>().AddScoped<ImportSuppliersHandler>().AddScoped<SetPartSupplyHandler>()
        .AddScoped<ListProposalsHandler>().AddScoped<ListRunsHandler>().AddScoped<ListOrdersHandler>().AddScoped<ViewStockHealthHandler>().AddScoped<PartPlanHandler>()
        .AddSingleton<ICheck, OrdersCheck>();
}
