using Mainstay.Parts.Checks;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts;

/// <summary>What the room of parts offers to whoever composes the program.</summary>
public static class PartsRoom
{
    public static IServiceCollection AddParts(this IServiceCollection services)
    {
        services.AddStore();
        services.AddSingleton<StockKeepers>().AddScoped<StockLedger>().AddScoped<TransferDesk>();
        services.AddSupplyPlanning();
        services.AddSingleton<ICheck, BalanceCheck>().AddSingleton<ICheck, MonthsCheck>().AddSingleton<ICheck, EntryCheck>()
            .AddSingleton<ICheck, UnitsCheck>().AddSingleton<ICheck, ReservedCheck>().AddSingleton<ICheck, TransitCheck>();
        services.AddJobParts();
        services.AddReturns();
        return services;
    }
}
