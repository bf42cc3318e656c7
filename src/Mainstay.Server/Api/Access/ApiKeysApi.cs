using Mainstay.Access.Contracts;
using Mainstay.Access.Keys;
using Mainstay.Server.Access;

namespace Mainstay.Server.Api.Access;

/// <summary>What programs sign in with.</summary>
public static class ApiKeysApi
{
    public static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("", async (ListApiKeysHandler handler, CurrentActor who, CancellationToken ct) =>
                TypedResults.Ok(new Page<ApiKeyView>(await handler.HandleAsync(who.Actor, ct), null, null)))
            .WithName("listApiKeys").WithSummary("Keys within your reach, revoked ones too").For(Role.Administrator);
        keys.MapPost("", async (MakeApiKey body, MakeApiKeyHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                var made = await handler.HandleAsync(body, who.Actor, ct);
                return TypedResults.Created($"{ApiSetup.Root}/api-keys/{made.Id}", made);
            })
            .WithName("makeApiKey").WithSummary("Let a program in; the answer holds the key, once").For(Role.Administrator).NeedsStepUp();
        keys.MapPost("/{id}/revoke", async (ApiKeyId id, RevokeApiKeyHandler handler, CurrentActor who, CancellationToken ct) =>
            {
                await handler.HandleAsync(id, who.Actor, ct);
                return TypedResults.NoContent();
            })
            .WithName("revokeApiKey").WithSummary("The key opens nothing any more").For(Role.Administrator);
    }
}
