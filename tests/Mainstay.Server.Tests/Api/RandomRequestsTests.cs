using System.Net;
using System.Text.Json;
using Mainstay.Bench.Fuzzing;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>Whatever is sent, the answer is a yes or a reasoned no; never a fault of ours.</summary>
public sealed class RandomRequestsTests
{
    private const int Rounds = 4;
    private static readonly string[] _lists = ["sites", "cases", "models", "people", "categories", "parts", "organisations", "calendars"];

    [Theory, BothDatabases]
    public async Task Random_requests_are_answered_with_yes_or_a_reasoned_no(Provider provider)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var world = await ApiWorld.CreateAsync(provider);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs/openapi.json"), ct));
        var faults = new List<string>();
        foreach (var (login, seed) in new[] { ("desk", 1), ("chief", 2), ("bench", 3), ("quality", 4), ("root", 5) })
        {
            using var caller = await world.SignInAsync(login);
            var random = new RandomRequests(document.RootElement, seed);
            await LearnIdsAsync(world, caller, random);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (path, method, operation) in random.Operations)
                {
                    // Signing in is limited, signing out would end the walk; people are left alone so that the next one can sign in.
                    if (path.EndsWith("/session", StringComparison.Ordinal) || (path.Contains("/people", StringComparison.Ordinal) && method != "get"))
                    {
                        continue;
                    }

                    using var request = random.Make(path, method, operation);
                    using var answer = await caller.Http.SendAsync(request, ct);
                    var text = await answer.Content.ReadAsStringAsync(ct);
                    if (Fault(answer, text) is { } fault)
                    {
                        faults.Add($"{login}: {method} {request.RequestUri}\n  {(request.Content is { } sent ? await sent.ReadAsStringAsync(ct) : "")}\n  {fault}");
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
        var diagnosis = await world.DiagnoseAsync();
        Assert.True(diagnosis.Clean, string.Join('\n', diagnosis.Checks.SelectMany(check => check.Details.Select(detail => $"{check.Name}: {detail}"))));
    }

    private static string? Fault(HttpResponseMessage answer, string text)
    {
        if ((int)answer.StatusCode < 400 || answer.StatusCode == HttpStatusCode.RequestUriTooLong)
        {
            return null;
        }

        if ((int)answer.StatusCode >= 500 || answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return $"{(int)answer.StatusCode} {text}";
        }

        var problem = JsonDocument.Parse(text).RootElement;
        return problem.TryGetProperty("code", out _) && problem.TryGetProperty("detail", out _) ? null : text;
    }

    private static async Task LearnIdsAsync(ApiWorld world, Caller caller, RandomRequests random)
    {
        for (var i = 0; i < 3; i++)
        {
            await caller.PostAsync("cases", world.WalkIn());
        }

        foreach (var list in _lists)
        {
            var answer = await caller.GetAsync(list);
            if (answer.Status == HttpStatusCode.OK)
            {
                random.Learn(answer.Json);
            }
        }
    }
}
