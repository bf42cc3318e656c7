using Mainstay.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Browser;

/// <summary>A whole server on a free port and an empty data folder.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-pages").FullName;
    private WebApplication? _app;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _app = MainstayServer.Build(new ServerSettings { Data = _folder, Port = 0, Development = true });
        await _app.Services.GetRequiredService<Database>().MigrateAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
