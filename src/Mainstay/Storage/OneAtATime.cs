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
    private const long Deliveries = 0x4D61_696E_4465_6C69;
    private const long Relay = 0x4D61_696E_5265_6C61;
    private const long Planning = 0x4D61_696E_506C_616E;
    private const long Schedule = 0x4D61_696E_5363_6864;

    /// <summary>Held until the caller's transaction ends.</summary>
    public static async Task ImportAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Imports})", ct);
        }
    }

    /// <summary>Held until the caller's transaction ends.</summary>
    public static async Task PlanningAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Planning})", ct);
        }
    }

    /// <summary>Held until the caller's transaction ends.</summary>
    public static async Task ScheduleAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Schedule})", ct);
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

    /// <summary>
    /// Held until the caller's transaction ends; whoever finds it held leaves the work to the holder. A node that freezes with it in
    /// hand loses its session, and with that what it began, so that another goes on.
    /// </summary>
    public static async Task<bool> TryRelayAsync(MainstayDb db, CancellationToken ct) =>
        !db.Database.IsNpgsql() || await db.Database.SqlQuery<bool>(
            $"SELECT pg_try_advisory_xact_lock({Relay}) AS \"Value\" WHERE set_config('idle_in_transaction_session_timeout', '20s', true) IS NOT NULL").SingleAsync(ct);

    /// <summary>Waits until no relay has the floor, and keeps it until the caller's transaction ends.</summary>
    public static async Task RelayAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Relay})", ct);
        }
    }

    /// <summary>Held until the caller's transaction ends, which is to be short.</summary>
    public static async Task DeliveriesAsync(MainstayDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Deliveries})", ct);
        }
    }
}
