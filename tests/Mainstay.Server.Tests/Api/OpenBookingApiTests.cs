using System.Net;
using System.Text.Json.Nodes;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Api;

/// <summary>A customer's own program books for him: without a login, once, and without learning what the books know.</summary>
public sealed class OpenBookingApiTests
{
    [Theory, BothDatabases]
    public async Task A_visit_is_booked_once_whatever_is_sent_again_and_called_off(Provider provider)
    {
        await using var world = await ApiWorld.CreateAsync(provider);
        using var anybody = new Caller(new HttpClient { BaseAddress = new Uri($"{world.Address}/api/v1/") }, new CookieContainer());
        var slots = (await anybody.GetAsync($"sites/{world.Centre}/slots?category=smartphone")).Ok()["items"].EnumerateArray().SelectMany(day => day.GetProperty("slots").EnumerateArray());
        var at = slots.Last(slot => slot.GetProperty("free").GetInt32() > 0).GetProperty("starts_at").GetString();
        var body = new JsonObject { ["site"] = $"{world.Centre}", ["category"] = "smartphone", ["starts_at"] = at, ["name"] = "Meera Iyer", ["phone"] = "98000 00001" };

        var first = (await anybody.PostAsync("visits/book", body, ("Idempotency-Key", "v-1"))).Ok(HttpStatusCode.Created);
        var again = (await anybody.PostAsync("visits/book", body, ("Idempotency-Key", "v-1"))).Ok(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.Text);
        Assert.True(again.Replayed);
        body["name"] = "Somebody Else";
        (await anybody.PostAsync("visits/book", body, ("Idempotency-Key", "v-1"))).Refused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.DoesNotContain("customer", first.Text, StringComparison.Ordinal);

        using var desk = await world.SignInAsync("desk");
        var visits = (await desk.GetAsync($"sites/{world.Centre}/visits?day={DateTimeOffset.Parse(at!, System.Globalization.CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(5.5)):yyyy-MM-dd}")).Ok();
        Assert.Equal(1, visits.Text.Split(first["number"].GetString()!).Length - 1);

        var number = first["number"].GetString();
        (await anybody.PostAsync("visits/own", new { number, phone = "98000 00002" })).Refused(HttpStatusCode.NotFound, "visit-not-found");
        Assert.Equal("booked", (await anybody.PostAsync("visits/own", new { number, phone = "98000 00001" })).Ok()["state"].GetString());
        Assert.Equal("cancelled", (await anybody.PostAsync("visits/own/cancel", new { number, phone = "98000 00001" })).Ok()["state"].GetString());
        (await anybody.PostAsync("visits/book", new { site = $"{world.Centre}", category = "spaceship", starts_at = at, name = "M", phone = "98000 00001" })).Refused(HttpStatusCode.NotFound, "category-not-found");
        Assert.True((await world.DiagnoseAsync()).Clean);
    }
}
