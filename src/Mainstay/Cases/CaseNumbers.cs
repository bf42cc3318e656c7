using System.Collections.Concurrent;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>
/// Running numbers by series. On PostgreSQL a server takes a block at a time, so that opening a case waits for nobody;
/// what a stopped server had left of a block is skipped. On SQLite, where writers queue anyway, each number is taken in the
/// caller's own transaction.
/// </summary>
public sealed class CaseNumbers(Database database)
{
    private const int BlockSize = 16;
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    public async Task<long> NextAsync(MainstayDb db, string series, CancellationToken ct)
    {
        if (database.Provider == Provider.Sqlite)
        {
            return await TakeAsync(db, series, 1, ct);
        }

        var block = _blocks.GetOrAdd(series, _ => new Block());
        await block.Gate.WaitAsync(ct);
        try
        {
            if (block.Next == block.End)
            {
                await using var own = await database.CreateDbContextAsync(ct);
                block.Next = await TakeAsync(own, series, BlockSize, ct);
                block.End = block.Next + BlockSize;
            }

            return block.Next++;
        }
        finally
        {
            block.Gate.Release();
        }
    }

    /// <summary>A run of numbers for paper, in the caller's transaction; live numbering goes on behind it.</summary>
    /// <returns>The first of them.</returns>
    public static Task<long> PutAsideAsync(MainstayDb db, string series, int count, CancellationToken ct) => TakeAsync(db, series, count, ct);

    /// <summary>Without gaps, in the caller's transaction: for challans, whose serials the law wants consecutive.</summary>
    public static Task<long> NextGaplessAsync(MainstayDb db, string series, CancellationToken ct) => TakeAsync(db, series, 1, ct);

    /// <returns>The first of <paramref name="count"/> numbers now taken.</returns>
    private static async Task<long> TakeAsync(MainstayDb db, string series, int count, CancellationToken ct)
    {
        var next = await db.Database.SqlQuery<long>($"""
            INSERT INTO cases_numbers (series, next) VALUES ({series}, {1L + count})
            ON CONFLICT (series) DO UPDATE SET next = cases_numbers.next + {count}
            RETURNING next AS "Value"
            """).ToListAsync(ct);
        return next[0] - count;
    }

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long Next { get; set; }

        public long End { get; set; }
    }
}
