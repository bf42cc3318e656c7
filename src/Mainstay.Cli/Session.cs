using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Server;
using Mainstay.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Cli;

/// <summary>An open, up-to-date database with the rooms on top of it: what a command works with.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly AsyncServiceScope _scope;

    private Session(Database database)
    {
        Database = database;
        _provider = new ServiceCollection().AddLogging().AddMainstay(database).BuildServiceProvider();
        _scope = _provider.CreateAsyncScope();
    }

    public Database Database { get; }

    public MainstayDb Db => Get<MainstayDb>();

    /// <summary>Who can run commands on the machine may do everything; the audit says that it was the command line.</summary>
    public static Actor Actor => Actor.System;

    public T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public IServiceProvider Services => _scope.ServiceProvider;

    /// <param name="mayCreate">Whether an empty place becomes a new database; a command that only looks says so instead.</param>
    public static async Task<Session> OpenAsync(Database database, bool mayCreate, CancellationToken ct)
    {
        if (!mayCreate && database.Folder is { } folder && !File.Exists(Path.Combine(folder, "mainstay.db")))
        {
            throw new RefusedException("data-missing", $"There is no Mainstay database in {folder}.");
        }

        await database.MigrateAsync(TimeProvider.System, ct);
        return new Session(database);
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _provider.DisposeAsync();
    }
}
