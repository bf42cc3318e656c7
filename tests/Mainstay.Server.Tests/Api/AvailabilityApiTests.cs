using System.Net;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>Whether parts are here, coming or nowhere, over HTTP.</summary>
public sealed class AvailabilityApiTests
{
    private const string Nobody = "01990000-0000-7000-8000-000000000001";

    [Theory, BothDatabases]
    public async Task Whoever_works_at_a_site_asks_for_its_parts_and_nobody_else_does(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var desk = await world.SignInAsync("desk");
        var path = $"parts/availability?site={world.Centre}&part={world.Display}";
        var answer = (await desk.GetAsync(path)).Ok()["items"].EnumerateArray().Single();
        Assert.Equal("unknown", answer.GetProperty("standing").GetString());
        Assert.Equal("avail.unknown", answer.GetProperty("why").GetProperty("code").GetString());
        (await desk.GetAsync($"parts/availability?site={world.Centre}")).Refused(HttpStatusCode.UnprocessableEntity, "quantity-not-possible");
        (await desk.GetAsync($"parts/availability?site={world.Centre}&part={Nobody}")).Refused(HttpStatusCode.NotFound, "part-not-found");
        (await desk.GetAsync($"parts/availability?site={Nobody}&part={world.Display}")).Refused(HttpStatusCode.NotFound, "site-not-found");
        (await desk.GetAsync($"cases/{Nobody}/parts")).Refused(HttpStatusCode.NotFound, "case-not-found");
    }
}
