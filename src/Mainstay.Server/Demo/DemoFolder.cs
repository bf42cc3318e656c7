using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server.Demo;

/// <summary>
/// The demo's data folder. The demo is built in a folder beside its file and moved to its place when it is whole: a build that
/// was killed leaves nothing but that folder, which the next one begins by throwing away.
/// </summary>
public static class DemoFolder
{
    private const string Marker = "demo";
    private const string Building = ".building";

    /// <returns>The parts of the build; null when the folder holds the demo already.</returns>
    /// <exception cref="RefusedException"><c>demo-not-empty</c>: the folder holds another network.</exception>
    public static async Task<IReadOnlyList<DemoPart>?> EnsureAsync(
        string folder, DemoSize size, TimeProvider clock, Action<DemoPart>? done, CancellationToken ct)
    {
        var file = Path.Combine(folder, "mainstay.db");
        if (File.Exists(file))
        {
            await DemandDemoAsync(folder, clock, ct);
            return null;
        }

        var aside = Path.Combine(folder, Building);
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        var parts = await BuildAsideAsync(aside, size, clock, done, ct);
        File.Move(Path.Combine(aside, "mainstay.db"), file);
        Directory.Delete(aside, recursive: true);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // The server begins small.
        return parts;
    }

    private static async Task<IReadOnlyList<DemoPart>> BuildAsideAsync(
        string aside, DemoSize size, TimeProvider clock, Action<DemoPart>? done, CancellationToken ct)
    {
        await using var database = Database.Sqlite(aside);
        await database.MigrateAsync(clock, ct);
        var builder = new DemoBuilder(database, size, clock.Now(), done);
        await builder.BuildAsync(ct);
        await using var db = await database.CreateDbContextAsync(ct);
        db.Add(new Revision { Name = Marker, Stamp = clock.Now().ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(ct);
        await FreshDatabase.SettleAsync(db, ct);
        return builder.Parts;
    }

    private static async Task DemandDemoAsync(string folder, TimeProvider clock, CancellationToken ct)
    {
        await using var database = Database.Sqlite(folder);
        await database.MigrateAsync(clock, ct);
        await using var db = await database.CreateDbContextAsync(ct);
        if (!await db.Set<Revision>().AnyAsync(revision => revision.Name == Marker, ct))
        {
            throw new RefusedException("demo-not-empty", $"{folder} holds a network that is not the demo. Choose another folder with --data, or serve it with './mainstay serve'.");
        }
    }
}
