using System.Net;
using System.Net.Http.Json;
using Mainstay.Access;
using Mainstay.Server.Tests.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Pages;

public sealed class DatabaseGonePagesTests
{
    [Fact]
    public async Task While_the_database_is_away_pages_say_so_and_the_sign_in_outlives_it()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        var ct = TestContext.Current.CancellationToken;
        await using var postgres = new OwnPostgres();
        await postgres.StartAsync();
        await using (var database = Database.Postgres(postgres.Connection))
        {
            await database.MigrateAsync(TimeProvider.System, ct);
        }

        await using var app = MainstayServer.Build(new ServerSettings { Database = postgres.Connection, Port = 0 });
        await app.StartAsync(ct);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CreateFirstAdministratorHandler>()
                .HandleAsync(new CreateFirstAdministrator("root", "Asha", StaffedServer.Password), ct);
        }

        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };
        using (var signedIn = await http.PostAsJsonAsync("/api/v1/session", new { login = "root", password = StaffedServer.Password }, ct))
        {
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        }

        await postgres.PauseAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), ct); // Who somebody is, is remembered for two seconds.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var answer = await http.GetAsync("/admin/people", ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        }

        await postgres.StartAsync();
        using var back = await http.GetAsync("/admin/people", ct);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        await app.StopAsync(ct);
    }
}
