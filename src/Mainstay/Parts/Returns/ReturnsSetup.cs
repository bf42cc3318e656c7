using Mainstay.Parts.Checks;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts.Returns;

/// <summary>The defective return and the factory's work on parts.</summary>
internal static class ReturnsSetup
{
    public static IServiceCollection AddReturns(this IServiceCollection services) => services
        .AddSingleton<CoreTerms>().AddScoped<SetCoreTermHandler>().AddScoped<ListCoreTermsHandler>()
        .AddScoped<IReplacedParts, ReplacedParts>().AddScoped<IOnTransfer, ReturnsOnTransfer>()
        .AddScoped<PackReturnHandler>().AddScoped<ReceiveOtherHandler>().AddScoped<WriteOffDebtHandler>().AddScoped<ResolveMismatchHandler>()
        .AddScoped<ListDebtsHandler>().AddScoped<ViewDebtHandler>().AddScoped<DebtFiguresHandler>().AddSingleton<TellOverdue>().AddScoped<ViewReturnHandler>()
        .AddScoped<BoardJobs>().AddScoped<WorkOnBoardHandler>().AddScoped<ScrapBoardHandler>().AddScoped<UseComponentHandler>().AddScoped<SendRefurbishedHandler>()
        .AddScoped<ListBoardsHandler>().AddScoped<ViewBoardJobHandler>().AddScoped<BoardFiguresHandler>().AddScoped<ListScrapHandler>()
        .AddSingleton<ICheck, DebtsCheck>().AddSingleton<ICheck, BoardsCheck>();
}
