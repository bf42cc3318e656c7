using System.Net;
using System.Net.Http.Json;
using Mainstay.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Nodes;

/// <summary>Server processes on one database, as operators start them, with an administrator who is signed in.</summary>
internal sealed class RealNodes : IAsyncDisposable
{
    private const string Password = "copper lantern 42 mango";
    private readonly TestDatabase _test;

    private RealNodes(TestDatabase test, List<ServerProcess> nodes)
    {
        _test = test;
        Nodes = nodes;
    }

    public List<ServerProcess> Nodes { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<RealNodes> StartAsync(Provider provider, int count, params string[] options) => StartAsync(provider, count, options, []);

    public static async Task<RealNodes> StartAsync(Provider provider, int count, string[] options, params (string Name, string Value)[] environment)
    {
        var test = await TestDatabase.CreateAsync(provider);
        await using (var services = new ServiceCollection().AddLogging().AddMainstay(test.Database).BuildServiceProvider())
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CreateFirstAdministratorHandler>().HandleAsync(new CreateFirstAdministrator("root", "Asha", Password), Ct);
        }

        var real = new RealNodes(test, [.. Enumerable.Range(0, count).Select(_ => ServerProcess.Start(test.Database, ServerProcess.FreePort(), ["--rate-limit", "0", .. options], environment))]);
        foreach (var node in real.Nodes)
        {
            await node.UntilItAnswersAsync(real.Http, TimeSpan.FromMinutes(1), Ct);
        }

        return real;
    }

    public async Task SignInAsync()
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(Nodes[0].Address, "/api/v1/session"), new { login = "root", password = Password }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async Task<HttpStatusCode> GetAsync(int node, string path)
    {
        using var answer = await Http.GetAsync(new Uri(Nodes[node].Address, path), Ct);
        return answer.StatusCode;
    }

    /// <summary>How often a job's rounds were begun, on whichever node.</summary>
    public async Task<long> RoundsAsync(string job)
    {
        await using var db = _test.Open();
        return (await db.Set<FenceNumber>().AsNoTracking().SingleOrDefaultAsync(fence => fence.Name == job, Ct))?.Number ?? 0;
    }

    public MainstayDb Open() => _test.Open();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await _test.DisposeAsync();
    }
}
