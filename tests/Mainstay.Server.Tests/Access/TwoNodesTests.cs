using System.Net;
using System.Net.Http.Json;
using Mainstay.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

public sealed class TwoNodesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signed_in_on_one_node_is_known_on_the_other()
    {
        Assert.SkipUnless(TestDatabase.HasPostgres, TestDatabase.NoPostgres);
        await using var test = await TestDatabase.CreateAsync(Provider.Postgres);
        await using var first = await StartAsync(test);
        await using var second = await StartAsync(test);
        await using (var scope = first.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CreateFirstAdministratorHandler>()
                .HandleAsync(new CreateFirstAdministrator("root", "Asha", StaffedServer.Password), Ct);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var signedIn = await http.PostAsJsonAsync(first.Urls.First() + "/api/v1/session", new { login = "root", password = StaffedServer.Password }, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, second.Urls.First() + "/api/v1/session");
        request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var db = test.Open();
        Assert.True(await db.Set<ProtectionKey>().AnyAsync(Ct)); // Not by chance through a folder both share.
    }

    private static async Task<WebApplication> StartAsync(TestDatabase test)
    {
        var app = MainstayServer.Build(new ServerSettings { Database = test.Database.ConnectionString, Port = 0 });
        await app.StartAsync(Ct);
        return app;
    }
}
