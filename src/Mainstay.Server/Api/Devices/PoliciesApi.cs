using Mainstay.Access.Contracts;
using Mainstay.Devices;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Devices;

/// <summary>Warranty tables and terms of service, versioned; and goodwill budgets.</summary>
public static class PoliciesApi
{
    private static readonly Role[] _keepers = [Role.QualityEngineer, Role.HeadOfService, Role.Administrator];

    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies");
        policies.MapGet("", async (string? kind, ListPoliciesHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<PolicyRow>(await handler.HandleAsync(new ListPolicies(kind), who.Actor, ct), null, null)))
            .WithName("listPolicies").WithSummary("Every version, and which is in force").ForAnyStaff();
        policies.MapPost("", async (PublishPolicy body, PublishPolicyHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("publishPolicy").WithSummary("Publish a version from a day on; it never changes again").For(_keepers).NeedsStepUp();
        policies.MapPost("/replay", async (ReplayPolicy body, ReplayPolicyHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(await handler.HandleAsync(body, who.Actor, ct)))
            .WithName("replayPolicy").WithSummary("What a candidate table would have decided; changes nothing")
            .WithMetadata(new IgnoresKeysAttribute()).For(_keepers);

        var budgets = api.MapGroup("/goodwill-budgets").WithTags("Policies");
        budgets.MapGet("", async (DateOnly month, ListGoodwillBudgetsHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<GoodwillBudgetRow>(await handler.HandleAsync(new ListGoodwillBudgets(month), who.Actor, ct), null, null)))
            .WithName("listGoodwillBudgets").WithSummary("Budgets of a month and what is left").For(Role.CentreManager, Role.FactoryManager, Role.HeadOfService, Role.Administrator);
        budgets.MapPost("", async (SetGoodwillBudget body, SetGoodwillBudgetHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Made((await handler.HandleAsync(body, who.Actor, ct)).Value)))
            .WithName("setGoodwillBudget").WithSummary("Set the budget of a site or operator for a month").For(Role.HeadOfService, Role.Administrator).NeedsStepUp();
    }
}
