using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Testing;

/// <summary>Rows of any table, filled by reflection with values that are easy to get wrong: other scripts, extremes, parts of a second.</summary>
public static class Samples
{
    /// <param name="entity">The table.</param>
    /// <param name="seed">Rows of different seeds differ in every value.</param>
    /// <param name="isFull">Whether columns that may be empty are filled.</param>
    public static object Row(IEntityType entity, int seed, bool isFull)
    {
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        var place = 0;
        foreach (var property in entity.GetProperties())
        {
            place++;
            if (!property.IsNullable || isFull)
            {
                Set(row, property, Value(property, (seed * 100) + place));
            }
        }

        return row;
    }

    /// <summary>Rows of all tables whose references lead to each other: the rows of one seed belong together.</summary>
    public static IEnumerable<object> Family(IModel model, int seed, bool isFull)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var row = Row(entity, seed, isFull);
            foreach (var property in entity.GetProperties().Where(property => !property.IsNullable || isFull))
            {
                if (IsId(property.ClrType))
                {
                    Set(row, property, Activator.CreateInstance(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType, Guid(seed))!);
                }
                else if (property.FindFirstPrincipal() is { } principal)
                {
                    Set(row, property, Value(principal, (seed * 100) + principal.DeclaringType.GetProperties().ToList().IndexOf(principal) + 1));
                }
            }

            yield return row;
        }
    }

    private static bool IsId(Type type) => (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    public static object Value(IProperty property, int n)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(n % values.Length)!;
        }

        if (IsId(type))
        {
            return Activator.CreateInstance(type, Guid(n))!;
        }

        if (Plain(type, n) is { } plain)
        {
            return plain is string text && property.GetMaxLength() is { } length ? text[..Math.Min(text.Length, length)] : plain;
        }

        return property.GetTypeMapping().Converter is { } converter
            ? converter.ProviderClrType != typeof(string) && Plain(converter.ProviderClrType, n) is { } stored ? converter.ConvertFromProvider(stored)! : converter.ConvertFromProvider(typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "[]" : "{}")!
            : throw new NotSupportedException($"Add a sample of {type.Name} here, for {property.DeclaringType.DisplayName()}.{property.Name}.");
    }

    /// <summary>All rows of a table, as EF Core reads them.</summary>
    public static IEnumerable<object> All(DbContext db, IEntityType entity) =>
        ((IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!).AsNoTracking();

    /// <summary>Every value of a row, to compare.</summary>
    public static string Text(IEntityType entity, object row) =>
        string.Join(" | ", entity.GetProperties().Select(property => $"{property.Name} {Text(property.GetGetter().GetClrValue(row))}"));

    public static string Text(object? value) => value switch
    {
        null or DBNull => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTimeOffset instant => instant.ToString("O"),
        DateTime instant => instant.ToString("O"),
        TimeOnly time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable list => System.Text.Json.JsonSerializer.Serialize(list),
        Why why => why.ToJson(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Plain(Type type, int n) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => n % 2 == 0 ? $"{n} à 'हिन्दी' \"\\\n\t,; 😀" : $"{n}",
        TypeCode.Boolean => true,
        TypeCode.Byte => (byte)(n % 256),
        TypeCode.Int16 => (short)(short.MaxValue - n),
        TypeCode.Int32 => int.MaxValue - n,
        TypeCode.Int64 => long.MinValue + n,
        TypeCode.Double => n + 0.1,
        TypeCode.Single => n + 0.5f,
        TypeCode.Decimal => n + 0.25m,
        _ when type == typeof(Guid) => Guid(n),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 2, 4, 30, 0, TimeSpan.Zero).AddMicroseconds(n + 999_000),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 2, 28).AddDays(n),
        _ when type == typeof(TimeOnly) => new TimeOnly(23, 59, 59).Add(TimeSpan.FromMicroseconds(n)),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMicroseconds(n),
        _ when type == typeof(byte[]) => new byte[] { 0, 255, (byte)n },
        _ when type == typeof(Why) => Why.Because("sample", ("n", $"{n} \"हिन्दी\"")),
        _ => null,
    };

    private static Guid Guid(int n)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, 0x0198_0000_0000_7FFF);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x80FE_0000_0000_0000 | (uint)n);
        return new Guid(bytes, bigEndian: true);
    }

    private static void Set(object row, IProperty property, object value)
    {
        var member = property.GetMemberInfo(forMaterialization: true, forSet: true);
        if (member is FieldInfo field)
        {
            field.SetValue(row, value);
        }
        else
        {
            ((PropertyInfo)member).SetValue(row, value);
        }
    }
}
