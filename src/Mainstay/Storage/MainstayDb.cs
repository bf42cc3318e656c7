using System.Text;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Mainstay.Storage;

/// <summary>
/// The one database of the house, so that a case and its parts commit together or not at all. Each room configures its own
/// tables with an <see cref="IEntityTypeConfiguration{TEntity}"/> and exposes its own sets.
/// </summary>
public sealed class MainstayDb(DbContextOptions<MainstayDb> options) : DbContext(options)
{
    private static readonly Type[] _ids = [.. Kinds(type => type.IsValueType && type.GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)))];

    private static readonly Type[] _enums = [.. Kinds(type => type.IsEnum)];

    /// <summary>Set by <see cref="Revisions.TouchAsync"/> until the commit is announced.</summary>
    internal bool TouchedReferenceData { get; set; }

    /// <summary>The same for <see cref="Revisions.TouchLightAsync"/>.</summary>
    internal bool TouchedLightData { get; set; }

    private static IEnumerable<Type> Kinds(Func<Type, bool> which) => typeof(MainstayDb).Assembly.GetTypes().Where(which);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        // Indexes are written down one by one: an index nobody asked for costs every write.
        conventions.Conventions.Remove<ForeignKeyIndexConvention>();
        foreach (var id in _ids)
        {
            var converter = Database.IsSqlite() ? typeof(IdBlobConverter<>) : typeof(IdConverter<>);
            conventions.Properties(id).HaveConversion(converter.MakeGenericType(id));
        }

        foreach (var kind in _enums)
        {
            conventions.Properties(kind).HaveConversion(typeof(EnumConverter<>).MakeGenericType(kind));
        }

        conventions.Properties<Why>().HaveConversion<WhyConverter>();
        if (Database.IsSqlite())
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
            conventions.Properties<Guid>().HaveConversion<GuidBlobConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.ApplyConfigurationsFromAssembly(typeof(MainstayDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
                property.ValueGenerated = ValueGenerated.Never;
            }
        }

        SearchColumns.Configure(builder, Database.IsNpgsql());
        ReferToWhatIdsName(builder);
        foreach (var index in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()))
        {
            index.SetDatabaseName(ShortName($"{(index.IsUnique ? "ux" : "ix")}_{index.DeclaringEntityType.GetTableName()}_" +
                string.Join('_', index.Properties.Select(property => property.GetColumnName()))));
        }
    }

    /// <summary>Which table each kind of id is the key of.</summary>
    internal static Dictionary<Type, IReadOnlyEntityType> OwnersOf(IReadOnlyModel model) => model.GetEntityTypes()
        .Where(entity => entity.FindPrimaryKey() is { Properties: [{ ClrType.IsValueType: true }] } && !Facts.IsSharedKey(entity))
        .Where(entity => _ids.Contains(entity.FindPrimaryKey()!.Properties[0].ClrType))
        .ToDictionary(entity => entity.FindPrimaryKey()!.Properties[0].ClrType);

    /// <summary>
    /// A property whose type is the id of an entity refers to that entity, across rooms too, without either room mentioning
    /// the other's tables. Append-only fact tables opt out with <see cref="Facts.AreLoose"/>: they keep only what they declare.
    /// </summary>
    private static void ReferToWhatIdsName(ModelBuilder builder)
    {
        var owners = OwnersOf(builder.Model).ToDictionary(pair => pair.Key, pair => (IMutableEntityType)pair.Value);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            foreach (var property in entity.GetProperties().ToList())
            {
                var id = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                var isOwn = property.IsPrimaryKey() && entity.FindPrimaryKey()!.Properties.Count == 1 && !Facts.IsSharedKey(entity);
                if (!isOwn && !Facts.IsLoose(entity) && !Facts.IsLoose(property) && owners.TryGetValue(id, out var owner)
                    && !entity.FindForeignKeys([property]).Any())
                {
                    entity.AddForeignKey(property, owner.FindPrimaryKey()!, owner).DeleteBehavior = DeleteBehavior.Restrict;
                }
            }

            foreach (var key in entity.GetForeignKeys())
            {
                key.DeleteBehavior = DeleteBehavior.Restrict;
                key.SetConstraintName(ShortName($"fk_{entity.GetTableName()}_{string.Join('_', key.Properties.Select(p => p.GetColumnName()))}"));
            }

            entity.FindPrimaryKey()?.SetName($"pk_{entity.GetTableName()}");
        }
    }

    /// <summary>PostgreSQL cuts names at 63 bytes without a word; so do we, but so that they stay apart.</summary>
    internal static string ShortName(string name) =>
        Encoding.UTF8.GetByteCount(name) <= 63 ? name : $"{name[..54]}_{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
}
