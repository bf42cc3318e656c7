using Mainstay.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Storage;

/// <summary>Marks for tables that only ever grow: events, clock, custody, audit.</summary>
public static class Facts
{
    private const string All = "Mainstay:All";
    private const string Loose = "Mainstay:Loose";
    private const string LeftBehind = "Mainstay:LeftBehind";
    private const string SharedKey = "Mainstay:SharedKey";

    /// <summary>
    /// Ids in this table are not foreign keys unless declared: history outlives what it speaks of, and a row lock on a busy
    /// site or person for every event would make clerks wait for each other.
    /// </summary>
    public static EntityTypeBuilder<T> AreLoose<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.HasAnnotation(Loose, true);
        return builder;
    }

    /// <summary>This one id is no foreign key: the row it names may be written after this one, in the same transaction.</summary>
    public static PropertyBuilder<T> IsLoose<T>(this PropertyBuilder<T> column)
    {
        column.HasAnnotation(Loose, true);
        return column;
    }

    /// <summary>The table's key is another table's id (one row beside the other), not an id of its own.</summary>
    public static EntityTypeBuilder<T> SharesKey<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.HasAnnotation(SharedKey, true);
        return builder;
    }

    /// <summary>Secrets of this installation: not in a backup, which travels.</summary>
    public static EntityTypeBuilder<T> StaysBehind<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.HasAnnotation(LeftBehind, true);
        return builder;
    }

    internal static bool IsLeftBehind(IReadOnlyTypeBase entity) => entity.FindAnnotation(LeftBehind) is not null;

    /// <summary>Beside the ids of rows the column may hold this one, which stands for all of them together.</summary>
    public static PropertyBuilder<T> MayMeanAll<T>(this PropertyBuilder<T> column, T all) where T : struct, IId<T>
    {
        column.HasAnnotation(All, all.Value);
        return column;
    }

    internal static Guid? AllOf(IReadOnlyProperty column) => (Guid?)column.FindAnnotation(All)?.Value;

    internal static bool IsLoose(IReadOnlyEntityType entity) => entity.FindAnnotation(Loose) is not null;

    internal static bool IsLoose(IReadOnlyProperty column) => column.FindAnnotation(Loose) is not null;

    internal static bool IsSharedKey(IReadOnlyEntityType entity) => entity.FindAnnotation(SharedKey) is not null;
}
