using System.Text;
using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Server.Access;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Server.Tests.Access;

/// <summary>Sealing keys at rest, and new ones in place of old ones.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-keys").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, BothDatabases]
    public async Task Keys_lie_encrypted_and_open_with_the_secret_and_after_the_secret_was_replaced(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var file = Secret("first secret, long enough to be one");
        byte[] closed;
        await using (var first = Compose(test, file))
        {
            closed = first.GetRequiredService<ISeal>().Close("test", "passcode 4711"u8);
        }

        Assert.DoesNotContain("<value>", await KeysAsync(test), StringComparison.Ordinal);
        Assert.Contains("mainstayKey", await KeysAsync(test), StringComparison.Ordinal);
        Assert.Equal("passcode 4711", Open(test, file, closed));
        Assert.Equal("passcode 4711", Open(test, Secret("second secret, put above the first one", "first secret, long enough to be one"), closed));
        Assert.Null(Open(test, Secret("some other secret that opens nothing here"), closed));
        Assert.Null(Open(test, null, closed));
    }

    [Theory, BothDatabases]
    public async Task After_a_rotation_old_secrets_open_and_with_revocation_every_session_ends(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var services = Compose(test, null);
        var closed = services.GetRequiredService<ISeal>().Close("test", "passcode 4711"u8);
        var session = await DoAsync(services, async scope =>
        {
            var person = await scope.GetRequiredService<CreateFirstAdministratorHandler>().HandleAsync(new CreateFirstAdministrator("root", "Asha", StaffedServer.Password), Ct);
            return await scope.GetRequiredService<StartSessionHandler>().HandleAsync(new StartSession(person, SignInHow.Password, null, null), Ct);
        });

        Assert.Equal(0, await RotateAsync(services, revoke: false));
        Assert.Equal("passcode 4711", Open(test, null, closed));
        Assert.NotNull(await services.GetRequiredService<SessionBook>().FindAsync(session.Id, Ct));

        Assert.Equal(1, await RotateAsync(services, revoke: true));
        Assert.Equal("passcode 4711", Open(test, null, closed));
        Assert.Null(await services.GetRequiredService<SessionBook>().FindAsync(session.Id, Ct));
        Assert.Equal(3, (await KeysAsync(test)).Split("<creationDate>").Length - 1);
    }

    [Fact]
    public void A_secret_that_is_too_short_is_refused() =>
        Assert.Equal("key-file", Assert.Throws<RefusedException>(() => KeyFile.Read(Secret("short"))).Code);

    private static Task<int> RotateAsync(IServiceProvider services, bool revoke) =>
        DoAsync(services, scope => scope.GetRequiredService<RotateKeysHandler>().HandleAsync(new RotateKeys(revoke), Ct));

    private static async Task<T> DoAsync<T>(IServiceProvider services, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    private static ServiceProvider Compose(TestDatabase test, string? keyFile) => new ServiceCollection()
        .AddLogging().AddSingleton(new LockSettings { KeyFile = keyFile }).AddMainstay(test.Database).BuildServiceProvider();

    private static string? Open(TestDatabase test, string? keyFile, byte[] closed)
    {
        using var services = Compose(test, keyFile);
        return services.GetRequiredService<ISeal>().Open("test", closed) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }

    private static async Task<string> KeysAsync(TestDatabase test)
    {
        if (test.Database.Folder is { } folder)
        {
            return string.Concat(await Task.WhenAll(Directory.GetFiles(Path.Combine(folder, "keys")).Select(file => File.ReadAllTextAsync(file, Ct))));
        }

        await using var db = test.Open();
        return string.Concat(await db.Set<ProtectionKey>().Select(key => key.Xml).ToListAsync(Ct));
    }

    private string Secret(params string[] lines)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllLines(path, lines);
        return path;
    }
}
