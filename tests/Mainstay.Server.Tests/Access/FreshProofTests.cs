using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Access.Keys;
using Mainstay.Server.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>Every verb whose metadata ask for a fresh proof, asked with an old one: not one forgets it.</summary>
public sealed class FreshProofTests(StaffedServer server) : IClassFixture<StaffedServer>
{
    /// <summary>Names that sound like opening a door, giving much away or never coming back, and are none of it.</summary>
    private static readonly string[] _harmless =
    [
        "addCategory", "addLine", "addModel", "addPart", "addProgramme", "addShelves", "addSite", "addTac", // The catalogue and a case's own lines.
        "setCalendar", "setSiteHolidays", "setSiteHours", // When a site is open.
        "importCodes", "importNetwork", "exportNetwork", // Codes of defects and sites: nobody's data, nobody's rights.
        "revokeApiKey", "revokeDisplay", "revokeLink", "revokeTerminal", "removeLine", // Closing a door must be quick.
        "publishTemplate", // Words of messages; versions stay.
        "setCoreTerm", "setPartSupply", "importSuppliers", // What comes back, and who delivers on which terms: older terms stay, and orders are placed one by one.
        "setCounterKey", // A session begun with the password instead.
        "registerTerminal", "registerCustomer", "registerDevice", "registerOrganisation", "registerTax",
        "removeWebhook",
    ];

    private static readonly string[] _sounding = ["add", "break", "erase", "export", "grant", "hire", "import", "make", "publish", "register", "remove", "revoke", "rotate", "set"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_proof_is_asked_for_anew_by_each_of_them()
    {
        var dangerous = Addressed.All(server).Where(endpoint => endpoint is { NeedsStepUp: true, IsPage: false }).ToList();
        foreach (var role in dangerous.Select(RoleFor).Distinct())
        {
            await server.CookieAsync(StaffedServer.LoginOf(role, everywhere: true));
        }

        await server.AgeProofsAsync();
        var offences = new List<string>();
        foreach (var endpoint in dangerous)
        {
            using var answer = await server.SendAsync(endpoint.Method, endpoint.Own, StaffedServer.LoginOf(RoleFor(endpoint), everywhere: true), Body(endpoint));
            var isAsked = endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal)
                ? answer.StatusCode == HttpStatusCode.Forbidden && await CodeAsync(answer) == "step-up-needed"
                : answer.StatusCode == HttpStatusCode.Forbidden
                    || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.StartsWith("/step-up", StringComparison.Ordinal));
            if (!isAsked)
            {
                offences.Add($"{endpoint} answers {answer.StatusCode} to an old proof.");
            }
        }

        Assert.True(dangerous.Count > 15);
        Assert.True(offences.Count == 0, string.Join('\n', offences));
    }

    [Fact]
    public async Task A_key_never_does_any_of_them()
    {
        var offences = new List<string>();
        foreach (var endpoint in Addressed.All(server).Where(endpoint => endpoint.NeedsStepUp && endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var role = RoleFor(endpoint) is var first && first == Role.Administrator ? Role.CentreManager : first;
            var made = await server.DoAsync<MakeApiKeyHandler, ApiKeyMade>((h, ct) => h.HandleAsync(new MakeApiKey("Robot", [role], server.Own.Site.Id), Actor.System, ct));
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), server.Address + endpoint.Own) { Content = Body(endpoint) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", made.Key);
            using var http = new HttpClient();
            using var answer = await http.SendAsync(request, Ct);
            if (await CodeAsync(answer) is not ("step-up-needed" or "not-allowed"))
            {
                offences.Add($"{endpoint} answers {answer.StatusCode} to a key of {role}.");
            }
        }

        Assert.True(offences.Count == 0, string.Join('\n', offences));
    }

    [Fact]
    public void What_sounds_dangerous_asks_for_a_proof_or_says_here_why_not()
    {
        var named = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .Select(endpoint => (Name: endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, Asks: endpoint.StepUpRule() is not null))
            .Where(endpoint => endpoint.Name is not null && _sounding.Any(word => endpoint.Name.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(endpoint.Name[word.Length..].FirstOrDefault())))
            .ToList();

        Assert.Empty(named.Where(endpoint => !endpoint.Asks && !_harmless.Contains(endpoint.Name)).Select(endpoint => endpoint.Name));
        Assert.Empty(_harmless.Except(named.Where(endpoint => !endpoint.Asks).Select(endpoint => endpoint.Name!)));
    }

    private static Role RoleFor(Addressed endpoint) => endpoint.Rule is AllowedRolesAttribute allowed ? allowed.Roles[0] : Role.Administrator;

    private static HttpContent? Body(Addressed endpoint) => !endpoint.HasBody ? null
        : endpoint.TakesForm || !endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? new FormUrlEncodedContent([new("nothing", "said")])
        : new StringContent("{}", Encoding.UTF8, "application/json");

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return problem.RootElement.GetProperty("code").GetString();
    }
}
