using Mainstay.Access.Checks;
using Mainstay.Access.Contracts;
using Mainstay.Access.Exchange;
using Mainstay.Access.Keys;
using Mainstay.Access.Factors;
using Mainstay.Access.Glass;
using Mainstay.Access.Retention;
using Mainstay.Access.Sessions;
using Mainstay.Access.Terminals;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mainstay.Access;

public static class AccessRoom
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<Directory>();
        services.AddSingleton<IActors>(provider => provider.GetRequiredService<Directory>());
        services.AddSingleton<IPeople>(provider => provider.GetRequiredService<Directory>());
        services.AddScoped<IAudit, Audit>().AddScoped<IReads, Reads>();
        services.AddSingleton<IOpenGlass>(provider => provider.GetRequiredService<Directory>());
        services.AddScoped<IViews, Views>();
        services.AddRetention();
        services.AddScoped<PeopleRecords>();
        services.AddLogins();
        services.AddApiKeys();
        services.AddScoped<SignInHandler>().AddScoped<RefusedSignIns>();
        services.AddScoped<TerminalHandler>().AddScoped<SetCounterKeyHandler>().AddScoped<SwitchPersonHandler>().AddSingleton<TerminalSites>();
        services.TryAddSingleton<SecretSource, SystemSecretSource>();
        services.AddSessions();
        services.AddFactors();
        services.AddScoped<BreakGlassHandler>();
        services.AddScoped<EndGlassHandler>();
        services.AddScoped<AllowGlassHandler>();
        services.AddScoped<GlassWatch>();
        services.AddScoped<CreateFirstAdministratorHandler>();
        services.AddScoped<HirePersonHandler>();
        services.AddScoped<HireManyHandler>();
        services.AddScoped<ChangePersonHandler>();
        services.AddScoped<GrantRoleHandler>();
        services.AddScoped<RevokeRoleHandler>();
        services.AddScoped<SetPasswordHandler>();
        services.AddScoped<LockPersonHandler>();
        services.AddScoped<UnlockPersonHandler>();
        services.AddScoped<PersonLeavesHandler>();
        services.AddScoped<ImportPeopleHandler>();
        services.AddScoped<ExportPeopleHandler>();
        services.AddScoped<ListPeopleHandler>();
        services.AddScoped<PersonDetailHandler>();
        services.AddScoped<ListAuditHandler>();
        services.AddSingleton<ICheck, GrantsCheck>();
        services.AddSingleton<ICheck, AdministratorCheck>();
        services.AddSingleton<ICheck, AuditCheck>();
        services.AddSingleton<ICheck, PeopleSearchCheck>();
        return services;
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.TryAddSingleton(SessionRule.Default);
        services.AddSingleton<SessionBook>();
        services.AddScoped<SessionEnds>();
        services.AddScoped<StartSessionHandler>();
        services.AddScoped<EndSessionsHandler>();
        services.AddScoped<ListSessionsHandler>();
    }

    private static void AddFactors(this IServiceCollection services)
    {
        services.AddScoped<Attempts>();
        services.AddScoped<Codes>();
        services.AddScoped<KnownFactors>();
        services.AddScoped<EnrolAuthenticatorHandler>();
        services.AddScoped<RemoveFactorHandler>();
    }

    private static void AddLogins(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>().AddUserStore<Logins>();
        services.RemoveAll<IPasswordValidator<Person>>();
        services.AddScoped<IPasswordValidator<Person>, PasswordValidator>();
        services.RemoveAll<IUserValidator<Person>>(); // The unique index and Person's own rules.
        services.Replace(ServiceDescriptor.Scoped<ILookupNormalizer, LoginNormalizer>());
    }
}
