using Mainstay.Access.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Storage.Checks;

/// <summary>
/// Every id leads to a row: declared foreign keys, and the ids in fact tables, which the database does not watch. The
/// program's own actor and the customer's have no row.
/// </summary>
internal sealed class ReferenceCheck : ICheck
{
    public string Name => "storage.references";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var violations = new List<string>();
        var looked = 0L;
        foreach (var (from, column, all, to, key) in References(db.Model))
        {
            var named = $"f.\"{column}\" IS NOT NULL AND f.\"{column}\" NOT IN ({Literal(db, all ?? Actor.System.Person.Value)}, {Literal(db, Actor.Customer.Person.Value)})";
            var dangling = $"FROM \"{from}\" f WHERE {named} AND NOT EXISTS (SELECT 1 FROM \"{to}\" t WHERE t.\"{key}\" = f.\"{column}\")";
            looked += await CountAsync(db, $"FROM \"{from}\" f WHERE f.\"{column}\" IS NOT NULL", ct);
            if (await CountAsync(db, dangling, ct) is > 0 and var lost)
            {
                violations.Add($"{lost} of {from}.{column} name no row of {to}.");
            }
        }

        return new CheckResult(looked, violations);
    }

    private static IEnumerable<(string From, string Column, Guid? All, string To, string Key)> References(IModel model)
    {
        var owners = MainstayDb.OwnersOf(model);
        return from entity in model.GetEntityTypes()
               from property in entity.GetProperties()
               let id = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType
               where owners.ContainsKey(id)
               let owner = owners[id]
               let isOwn = entity == owner && property.IsPrimaryKey()
               where !isOwn
               select (entity.GetTableName()!, property.GetColumnName(), Facts.AllOf(property), owner.GetTableName()!, owner.FindPrimaryKey()!.Properties[0].GetColumnName());
    }

    private static Task<long> CountAsync(MainstayDb db, string from, CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" {from}").SingleAsync(ct);

    private static string Literal(MainstayDb db, Guid id) =>
        db.Database.IsNpgsql() ? $"'{id}'" : $"x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'";
}
