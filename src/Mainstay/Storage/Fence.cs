using System.Data.Common;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Storage;

/// <summary>How often a piece of work was begun that one node does for all: who does it holds the newest number.</summary>
public sealed class FenceNumber
{
    public required string Name { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<FenceNumber>
    {
        public void Configure(EntityTypeBuilder<FenceNumber> table) => table.ToTable("storage_fences").HasKey(fence => fence.Name);
    }
}

/// <summary>The work was begun anew by somebody else meanwhile; nothing of ours was written.</summary>
public sealed class FencedOffException(string name) : Exception($"Another node has taken over {name}; what this one still had in hand was not written.");

/// <summary>
/// Keeps a node that froze and came back from writing what another has taken over. Each taking raises a number; each transaction of
/// the work begins by locking the number in share mode and comparing it, so that the next taking waits for the transaction or the
/// transaction finds a newer number and is refused. The database itself ends a transaction whose node stands still. What is
/// written without a transaction (one statement) is not held back: it must be harmless when repeated.
/// An embedded database has one server, which holds the folder's lock: there is nobody to fence off.
/// </summary>
public static class Fence
{
    /// <summary>How long a transaction of fenced work may wait for its own node.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly AsyncLocal<Held?> _held = new();

    public static async Task DoAsync(Database database, string name, TimeProvider clock, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        if (database.Provider == Provider.Postgres)
        {
            _held.Value = new Held(name, await TakeAsync(database, name, clock, ct));
        }

        await work(ct); // What is set here is not seen by the caller: it ends with this method.
    }

    private static async Task<long> TakeAsync(Database database, string name, TimeProvider clock, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var numbers = await db.Database.SqlQuery<long>($"""
            INSERT INTO storage_fences (name, number, taken_at) VALUES ({name}, 1, {clock.Now()})
            ON CONFLICT (name) DO UPDATE SET number = storage_fences.number + 1, taken_at = excluded.taken_at
            RETURNING number
            """).ToListAsync(ct);
        return numbers[0];
    }

    private sealed record Held(string Name, long Number);

    /// <summary>Compares the number at the beginning of each transaction of fenced work.</summary>
    internal sealed class Guard : DbTransactionInterceptor
    {
        private static readonly string _sql =
            $"SELECT number, set_config('idle_in_transaction_session_timeout', '{Patience.TotalMilliseconds:0}', true) FROM storage_fences WHERE name = @name FOR SHARE";

        public override async ValueTask<DbTransaction> TransactionStartedAsync(
            DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
        {
            if (_held.Value is { } held)
            {
                await using var command = Command(connection, result, held);
                if (await command.ExecuteScalarAsync(cancellationToken) is not long number || number != held.Number)
                {
                    await result.DisposeAsync();
                    throw new FencedOffException(held.Name);
                }
            }

            return result;
        }

        public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
        {
            if (_held.Value is { } held)
            {
                using var command = Command(connection, result, held);
                if (command.ExecuteScalar() is not long number || number != held.Number)
                {
                    result.Dispose();
                    throw new FencedOffException(held.Name);
                }
            }

            return result;
        }

        private static DbCommand Command(DbConnection connection, DbTransaction transaction, Held held)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = _sql;
            var name = command.CreateParameter();
            name.ParameterName = "name";
            name.Value = held.Name;
            command.Parameters.Add(name);
            return command;
        }
    }
}
