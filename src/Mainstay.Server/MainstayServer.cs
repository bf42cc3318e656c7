using Mainstay.Server.Access;
using Mainstay.Server.Api;
using Mainstay.Server.Messaging;
using Mainstay.Server.Operations;
using Mainstay.Server.Pages;
using Mainstay.Server.Pages.Cases;
using Mainstay.Server.Pages.Dev;
using Mainstay.Server.Pages.Link;
using Mainstay.Storage;

namespace Mainstay.Server;

/// <summary>Puts the server together. Read it as a table of contents: what is added, in which order requests pass, what is mapped.</summary>
public static class MainstayServer
{
    public static WebApplication Build(ServerSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings.Development ? Environments.Development : Environments.Production,
            ApplicationName = typeof(MainstayServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls($"http://{(settings.Host.Contains(':') ? $"[{settings.Host}]" : settings.Host)}:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Host.UseDefaultServiceProvider(services => services.ValidateScopes = services.ValidateOnBuild = settings.Development);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        // That keys lie unsealed in the folder or database is said in docs/operations.md, once and for everybody.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.AddLog(settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(NoticeEnvironment.Read(settings, Environment.GetEnvironmentVariable));
        if (OffsetClock.FromEnvironment() is { } wrong)
        {
            builder.Services.AddSingleton<TimeProvider>(wrong);
        }

        builder.Services.AddSingleton(settings.Locks);
        builder.Services.AddSingleton(settings.Locks.Sessions with { SecondFactorWithin = settings.Demo ? null : TimeSpan.FromDays(settings.Locks.SecondFactorDays) });
        builder.Services.AddMainstay(settings.Database is { } connection
            ? Database.Postgres(connection)
            : Database.Sqlite(settings.Data ?? throw new ArgumentException("A data folder or a database is needed.", nameof(settings))));
        builder.Services.AddOperations(settings);
        builder.Services.AddSignIn();
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.Services.AddMessagingWork(settings);
        builder.Services.AddCustomerPages(settings);

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseRequestFigures();
        app.UsePageErrors();
        app.UseRefusals();
        app.UsePostedAgain();
        app.UseRouting();
        app.UseBodyLimits();
        app.UseResponseCompression();
        app.UseLanguage();
        app.UseApi();
        app.UseAccessRules();
        app.UseHere();
        app.UseCodes();
        app.UseDevPages();
        app.UseAntiforgery();
        app.UseNoNul();
        app.UseIdempotency();
        app.MapHealth();
        app.MapApi();
        app.MapPages();
        app.DemandAccessRules();
        return app;
    }
}
