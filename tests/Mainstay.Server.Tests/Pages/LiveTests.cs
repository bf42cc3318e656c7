using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Mainstay.Server.Tests.Api;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Pages;

/// <summary>An open page hears of a change, on whichever node it was made.</summary>
public sealed class LiveTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Theory, BothDatabases]
    public async Task A_change_reaches_a_page_that_is_open_on_the_same_server(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        await HearsAsync(world, world.Address);
    }

    [Fact]
    public async Task A_change_on_one_node_reaches_a_page_that_is_open_on_another()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var world = await ApiWorld.CreateAsync(Provider.Postgres);
        await using var other = await world.StartAnotherAsync();
        await HearsAsync(world, other.Urls.First());
    }

    private static async Task HearsAsync(ApiWorld world, string node)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(_patience);
        using var listener = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
        using (var signedIn = await listener.PostAsJsonAsync($"{world.Address}/api/v1/session", new { login = "bench", password = ApiWorld.Password }, end.Token))
        {
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        }

        await using var stream = await listener.GetStreamAsync($"{node}/live", end.Token);
        var heard = new List<string>();
        var hello = new TaskCompletionSource();
        var listening = Task.Run(async () =>
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(end.Token))
            {
                hello.TrySetResult();
                heard.Add(item.Data);
                if (heard.Contains("bench") && heard.Exists(topic => topic.StartsWith("case-", StringComparison.Ordinal)))
                {
                    return;
                }
            }
        }, end.Token);
        await hello.Task.WaitAsync(end.Token);
        await Task.Delay(TimeSpan.FromSeconds(2.5), end.Token); // The watch has begun to look.
        using var desk = await world.SignInAsync("desk");
        var opened = (await desk.PostAsync("cases", world.WalkIn())).Ok(HttpStatusCode.Created);
        await listening;
        Assert.Contains($"case-{opened["id"].GetString()}", heard);
    }
}
