using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Mainstay.Tests.Storage;

/// <summary>
/// The numbered scripts as the model would have them, one per room. Until the first release they are written anew from the
/// model; afterwards scripts up to <see cref="Released"/> are history, and a change is a new script written by hand.
/// </summary>
internal static class SchemaScripts
{
    /// <summary>Scripts up to this number are never edited again.</summary>
    public const int Released = 0;

    /// <summary>In order of dependence; the position is the script's number.</summary>
    public static readonly string[] Rooms = ["storage", "network", "access", "contacts", "devices", "cases"];

    public static IEnumerable<(string File, string Text)> Of(MainstayDb db)
    {
        var model = db.GetService<IDesignTimeModel>().Model;
        var tables = Created(db, model);
        var generator = db.GetService<IMigrationsSqlGenerator>();
        var later = db.Database.IsNpgsql() ? PullOutForwardReferences(tables) : [];
        for (var room = 0; room < Rooms.Length; room++)
        {
            List<MigrationOperation> operations =
            [
                .. tables.Where(t => RoomOf(t.Table.Name) == room).SelectMany(t => t.Others.Prepend<MigrationOperation>(t.Table)),
                .. later.Where(key => RoomOf(key.PrincipalTable) == room),
            ];
            if (operations.Count > 0)
            {
                var commands = generator.Generate(operations, model).Select(command => command.CommandText.Trim());
                yield return ($"{room + 1:0000}_{Rooms[room]}.sql", string.Join("\n\n", commands).ReplaceLineEndings("\n") + "\n");
            }
        }
    }

    private static List<(CreateTableOperation Table, List<MigrationOperation> Others)> Created(MainstayDb db, IModel model)
    {
        var operations = db.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel());
        var tables = operations.OfType<CreateTableOperation>().ToList();
        var indexes = operations.OfType<CreateIndexOperation>().ToLookup(index => index.Table);
        var rows = operations.OfType<InsertDataOperation>().ToLookup(insert => insert.Table);
        foreach (var key in operations.OfType<AddForeignKeyOperation>())
        {
            tables.Single(table => table.Name == key.Table).ForeignKeys.Add(key);
        }

        var known = tables.Count + indexes.Sum(i => i.Count()) + rows.Sum(r => r.Count()) + operations.OfType<AddForeignKeyOperation>().Count();
        return known == operations.Count
            ? [.. tables.Select(table => (table, indexes[table.Name].Concat<MigrationOperation>(rows[table.Name]).ToList()))]
            : throw new InvalidOperationException("The model needs more than tables, indexes, foreign keys and founding rows: " +
                string.Join(", ", operations.Select(o => o.GetType().Name).Distinct()));
    }

    /// <summary>A key to a table that is made later is added when that table exists. (SQLite does not look until rows come.)</summary>
    private static List<AddForeignKeyOperation> PullOutForwardReferences(List<(CreateTableOperation Table, List<MigrationOperation> Others)> tables)
    {
        var order = tables.Select((t, i) => (t.Table.Name, Order: (RoomOf(t.Table.Name) * 10_000) + i)).ToDictionary(t => t.Name, t => t.Order);
        var forward = tables.SelectMany(t => t.Table.ForeignKeys).Where(key => order[key.PrincipalTable] > order[key.Table]).ToList();
        foreach (var key in forward)
        {
            tables.Single(t => t.Table.Name == key.Table).Table.ForeignKeys.Remove(key);
        }

        return forward;
    }

    private static int RoomOf(string table)
    {
        var room = Array.IndexOf(Rooms, table.Split('_')[0]);
        return room >= 0 ? room : throw new InvalidOperationException($"Table {table} begins with none of the rooms {string.Join(", ", Rooms)}.");
    }
}
