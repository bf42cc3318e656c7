using Mainstay.Server.Access;
using Mainstay.Server.Api.Access;
using Mainstay.Server.Api.Cases;
using Mainstay.Server.Api.Contacts;
using Mainstay.Server.Api.Devices;
using Mainstay.Server.Api.Messaging;
using Mainstay.Server.Api.Network;
using Mainstay.Server.Api.Parts;
using Mainstay.Server.Jobs;

namespace Mainstay.Server.Api;

/// <summary>The API for programs: what it needs, what each request passes, and the rooms it speaks of. See docs/api.md.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";
    public const string SignInLimit = "sign-in";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddRateLimits(SignInLimit);
        services.AddJob<AnswerSweep>();
        services.AddApiDescription();
    }

    /// <summary>After routing and before who asks is known.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseSameOrigin();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).AddEndpointFilter(LimitRule.DemandAsync);
        api.MapSession();
        api.MapPeople();
        api.MapApiKeys();
        api.MapGlassApi();
        api.MapRetention();
        api.MapNetwork();
        api.MapDevices();
        api.MapCatalogue();
        api.MapPolicies();
        api.MapCustomers();
        api.MapCases();
        api.MapCodes();
        api.MapAvailability();
        api.MapVerbs();
        api.MapCounter();
        api.MapBooking();
        api.MapPaper();
        api.MapTerminals();
        api.MapCustody();
        api.MapReturns();
        api.MapStock();
        api.MapSupply();
        api.MapNotices();
        api.MapLinks();
        api.MapWebhooks();
        app.MapApiDescription();
    }
}
