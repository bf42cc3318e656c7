using Mainstay.Parts.Counts;
using Mainstay.Parts.Exchange;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts;

/// <summary>The storekeeper's verbs and questions.</summary>
internal static class StoreSetup
{
    public static void AddStore(this IServiceCollection services)
    {
        services.AddScoped<StockDesk>().AddScoped<StockReceiving>().AddScoped<StockSight>().AddScoped<TransferBook>();
        services.AddScoped<ReceiveStockHandler>().AddScoped<MoveStockHandler>().AddScoped<ReclassifyStockHandler>().AddScoped<TakeOutStockHandler>()
            .AddScoped<RecallLotHandler>().AddScoped<BeginStockKeepingHandler>().AddScoped<ListStockHandler>().AddScoped<ListMovementsHandler>().AddScoped<FindStockHandler>();
        services.AddScoped<RequestTransferHandler>().AddScoped<CancelTransferHandler>().AddScoped<SendTransferHandler>().AddScoped<ReceiveTransferHandler>()
            .AddScoped<CloseTransferShortHandler>().AddScoped<ViewTransferHandler>().AddScoped<ListTransfersHandler>().AddScoped<StoreTodayHandler>();
        services.AddScoped<ImportStockHandler>().AddScoped<ExportStockHandler>();
        services.AddScoped<BeginCountHandler>().AddScoped<EnterCountHandler>().AddScoped<FinishCountHandler>().AddScoped<CancelCountHandler>().AddScoped<ViewCountHandler>().AddScoped<ListCountsHandler>();
    }
}
