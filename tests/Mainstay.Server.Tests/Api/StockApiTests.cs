using System.Net;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>Stock over the API: what is refused has a code and a sentence, and the same request twice is done once.</summary>
public sealed class StockApiTests
{
    [Theory, BothDatabases]
    public async Task Stock_is_received_once_listed_and_refused_in_clear_words(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var chief = await world.SignInAsync("chief");
        using var desk = await world.SignInAsync("desk");
        object Receipt(object quantity, string part = "P-DSP") => new { site = world.Centre.ToString(), reason = "supplier", lines = new[] { new { part, quantity, bin = "A-01" } } };
        var key = ("Idempotency-Key", "receipt-1");
        Assert.Equal(5, (await chief.SendAsync(HttpMethod.Post, "stock/receive", Receipt(5), key)).Ok()["pieces"].GetInt32());
        Assert.Equal(5, (await chief.SendAsync(HttpMethod.Post, "stock/receive", Receipt(5), key)).Ok()["pieces"].GetInt32());
        var list = (await chief.GetAsync($"stock?site={world.Centre}&part=P-DSP")).Ok();
        Assert.Equal(5, Assert.Single(list["items"].EnumerateArray()).GetProperty("on_hand").GetInt32());
        Assert.Empty((await chief.GetAsync($"stock?site={world.Centre}&at=2020-01-01T00:00:00Z")).Ok()["items"].EnumerateArray());
        Assert.Single((await chief.GetAsync($"stock/movements?site={world.Centre}&part=P-DSP")).Ok()["items"].EnumerateArray());

        (await chief.SendAsync(HttpMethod.Post, "stock/receive", Receipt(-1))).Refused(HttpStatusCode.UnprocessableEntity, "quantity-not-possible");
        (await chief.SendAsync(HttpMethod.Post, "stock/receive", Receipt(1, "NOPE"))).Refused(HttpStatusCode.NotFound, "part-not-found");
        Assert.Equal(HttpStatusCode.BadRequest, (await chief.SendAsync(HttpMethod.Post, "stock/receive", Receipt(1.5))).Status);
        (await desk.SendAsync(HttpMethod.Post, "stock/receive", Receipt(1))).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await chief.SendAsync(HttpMethod.Post, "stock/move", new { site = world.Centre.ToString(), what = new { part = "P-DSP", quantity = 9, bin = "A-01" }, to = "B" })).Refused(HttpStatusCode.Conflict, "not-in-stock");
        (await chief.GetAsync("stock?cursor=nonsense")).Refused(HttpStatusCode.BadRequest, "cursor-malformed");
    }
}
