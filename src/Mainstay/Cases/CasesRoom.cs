using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Checks;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.History;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Links;
using Mainstay.Cases.Notices;
using Mainstay.Cases.Paper;
using Mainstay.Cases.Promises;
using Mainstay.Cases.Watch;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Queries;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases;

/// <summary>What the room of cases offers to whoever composes the program.</summary>
public static class CasesRoom
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CodeBook>().AddScoped<ImportCodesHandler>();
        services.AddSingleton<CaseNumbers>().AddSingleton<StageHistory>();
        services.AddScoped<CaseDesk>().AddScoped<IRecallEvents, RecallCaseEvents>().AddSingleton<PromiseBook>().AddScoped<AlertOwners>().AddScoped<LineDecider>().AddScoped<ConsignmentBook>().AddSingleton<IRunningNumbers, RunningNumbers>().AddScoped<IUsedParts, UsedPartsQuery>();
        services.AddScoped<OpenCaseHandler>().AddScoped<ResumeHandler>().AddScoped<IssueCodeHandler>();
        services.AddScoped<ConsignmentHandler>().AddScoped<AddShelvesHandler>().AddScoped<CountShelvesHandler>();
        services.AddScoped<TokenHandler>().AddScoped<BounceHandler>().AddScoped<AttachHandler>();
        services.AddScoped<CutOverHandler>().AddScoped<ImportOrdsHandler>().AddScoped<ExportOrdsHandler>().AddScoped<AnalyseRepairsHandler>();
        services.AddScoped<ITellsPersonalData, TellCases>().AddScoped<INeedsCustomers, CustomersOfCases>().AddScoped<IReachesCustomers, CustomersOfCases>();
        services.AddScoped<IRetention, PhotoRetention>().AddScoped<IRetention, CaseTextRetention>();
        services.AddScoped<IHoldsPersonalData, PersonalData>();
        services.AddScoped<ISiteWork, OpenWork>().AddScoped<IPastDecisions, PastDecisions>();
        services.AddSingleton<ICheck, EventsCheck>().AddSingleton<ICheck, MovesCheck>().AddSingleton<ICheck, ClockCheck>()
            .AddSingleton<ICheck, CustodyCheck>().AddSingleton<ICheck, CareCheck>().AddSingleton<ICheck, ConsignmentCheck>()
            .AddSingleton<ICheck, SharesCheck>().AddSingleton<ICheck, DueCheck>().AddSingleton<ICheck, DecisionsCheck>()
            .AddSingleton<ICheck, PromisesCheck>().AddSingleton<ICheck, OpenCheck>().AddSingleton<ICheck, ShelvesCheck>()
            .AddSingleton<ICheck, BouncesCheck>().AddSingleton<ICheck, PasscodesCheck>().AddSingleton<ICheck, PicturesCheck>().AddSingleton<ICheck, PictureKeysCheck>().AddSingleton<ICheck, DailyFiguresCheck>();
        services.AddSingleton<FiguresWorker>().AddSingleton<StageLearner>().AddSingleton<ChangeFeed>().AddSingleton<ServiceCache>().AddScoped<ViewServiceHandler>();
        services.AddScoped<TakeNextHandler>().AddScoped<SwapStock>().AddScoped<RefurbishUnitHandler>();
        services.AddScoped<IJobUrgency, Stock.JobUrgencies>().AddScoped<IJobsThatWait, Stock.JobsThatWait>();
        services.AddCaseNotices();
        services.AddCaseQueries();
        services.AddCustomerLinks();
        services.AddBooking();
        services.AddScoped<PaperHandler>().AddSingleton<ICheck, PaperCheck>().AddScoped<DisplayHandler>();
        foreach (var handler in VerbHandlers)
        {
            services.AddScoped(handler);
        }

        return services;
    }

    /// <summary>Every handler of a verb on an existing case; the API maps each under the verb's name.</summary>
    public static IReadOnlyList<Type> VerbHandlers { get; } =
    [
        .. typeof(CasesRoom).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true } && type.BaseType.GetGenericTypeDefinition() == typeof(CaseHandler<>))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];
}
