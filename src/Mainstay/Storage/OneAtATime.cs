using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage;

/// <summary>
/// What looks first and writes afterwards: two imports at once would both find nothing, two nodes would both reckon the same
/// figures. The second waits until the first has committed, or leaves it to the first. On SQLite the transaction itself is that lock.
/// </summary>
public static class OneAtATime
{
    /// <summary>Any numbers that only we use.</summary>
    private const long Imports = 0x4D61_696E_496D_7072;
    private const long Figures = 0x4D61_696E_4669_6775;

    /// <summary>Held until the caller's transaction ends.</summary>
    public static async Task ImportAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Imports})", ct);
        }
    }

    /// <summary>Held until the caller's transaction ends.</summary>
    public static async Task FiguresAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Figures})", ct);
        }
    }
}
