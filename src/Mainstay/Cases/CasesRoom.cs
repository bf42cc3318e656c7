using Mainstay.Cases.Bench;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cases;

/// <summary>What the room of cases offers to whoever composes the program.</summary>
public static class CasesRoom
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseNumbers>().AddSingleton<StageHistory>();
        services.AddScoped<CaseDesk>().AddScoped<PromiseBook>().AddScoped<AlertOwners>().AddScoped<LineDecider>().AddScoped<ConsignmentBook>();
        services.AddScoped<OpenCaseHandler>().AddScoped<ResumeHandler>().AddScoped<IssueCodeHandler>();
        services.AddScoped<ConsignmentHandler>().AddScoped<AddShelvesHandler>().AddScoped<CountShelvesHandler>();
        services.AddScoped<TokenHandler>().AddScoped<BounceHandler>().AddScoped<AttachHandler>();
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
