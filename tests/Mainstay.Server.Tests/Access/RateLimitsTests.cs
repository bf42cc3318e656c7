using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Access.Keys;
using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>Who asks too often is told how long to wait, and holds up nobody else.</summary>
public sealed class RateLimitsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_requests_are_answered_429_for_that_asker_alone()
    {
        var folder = Directory.CreateTempSubdirectory("mainstay-limits").FullName;
        await using var app = MainstayServer.Build(new ServerSettings { Data = folder, Port = 0, RateLimits = new RateLimits(1, 5, 1, 3) });
        await app.Services.GetRequiredService<Database>().MigrateAsync(TimeProvider.System, Ct);
        await app.StartAsync(Ct);
        await using var scope = app.Services.CreateAsyncScope();
        var operated = await scope.ServiceProvider.GetRequiredService<RegisterOrganisationHandler>()
            .HandleAsync(new RegisterOrganisation("OPR", "Operator", [OrganisationKind.Operator], Relation.Own, "IN"), Actor.System, Ct);
        var maker = scope.ServiceProvider.GetRequiredService<MakeApiKeyHandler>();
        var one = (await maker.HandleAsync(new MakeApiKey("One", [Role.Planner], null, operated), Actor.System, Ct)).Key;
        var two = (await maker.HandleAsync(new MakeApiKey("Two", [Role.Planner], null, operated), Actor.System, Ct)).Key;
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var answers = await AskAsync(http, "/api/v1/session", one, 12);
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), 5, 7);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("too-many-requests", JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("code").GetString());
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.All(await AskAsync(http, "/api/v1/session", two, 4), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

        Assert.Contains(await AskAsync(http, "/login", null, 8), answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.All(await AskAsync(http, "/health", null, 8), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await app.StopAsync(Ct);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<HttpResponseMessage>> AskAsync(HttpClient http, string path, string? key, int times)
    {
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            answers.Add(await http.SendAsync(request, Ct));
        }

        return answers;
    }
}
