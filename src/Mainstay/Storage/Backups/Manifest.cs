using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Mainstay.Storage.Backups;

/// <summary>
/// What a backup holds: <c>manifest.json</c> in the zip, beside one CSV file a table. The CSV is PostgreSQL's (an empty field
/// is null, quotes make the empty text), so it loads there as it is, and a backup of one database restores into the other.
/// </summary>
internal sealed record Manifest(
    int Format, string Version, DateTimeOffset CreatedAt, string Source, IReadOnlyList<ScriptEntry> Scripts, IReadOnlyList<TableEntry> Tables)
{
    public const string FileName = "manifest.json";
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Manifest Of(MainstayDb db, Provider source, DateTimeOffset now) => new(
        CurrentFormat,
        typeof(Manifest).Assembly.GetName().Version!.ToString(3),
        now,
        EnumText<Provider>.Of(source),
        [.. Migrator.Scripts(source).Select(ScriptEntry.Of)],
        [.. db.Model.GetRelationalModel().Tables.Where(table => !table.EntityTypeMappings.Any(mapping => Facts.IsLeftBehind(mapping.TypeBase))).OrderBy(table => table.Name, StringComparer.Ordinal).Select(TableEntry.Of)]);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    public static Manifest FromJson(Stream json) => JsonSerializer.Deserialize<Manifest>(json, _json) ?? throw new JsonException("The manifest is empty.");

    /// <summary>The scripts that make the schema the backup was taken from; refused when this program does not have them.</summary>
    /// <exception cref="RefusedException"><c>backup-foreign</c>.</exception>
    public IReadOnlyList<string> ScriptsFor(Provider target)
    {
        var mine = Migrator.Scripts(target);
        if (Format > CurrentFormat || Scripts.Count > mine.Count || !Scripts.SequenceEqual(mine.Take(Scripts.Count).Select(ScriptEntry.Of)))
        {
            throw new RefusedException("backup-foreign", $"The backup was made by Mainstay {Version} with a schema that this version does not know. Restore it with that version, or a newer one.");
        }

        return [.. mine.Take(Scripts.Count)];
    }
}

/// <param name="Name">Such as <c>0001_storage.sql</c>.</param>
/// <param name="Sha256">Of its texts for both databases.</param>
internal sealed record ScriptEntry(string Name, string Sha256)
{
    public static ScriptEntry Of(string script)
    {
        var name = Path.GetFileName(script);
        return new ScriptEntry(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Migrator.Text($"sqlite/{name}") + Migrator.Text($"postgres/{name}")))));
    }
}

internal sealed record TableEntry(string Name, IReadOnlyList<ColumnEntry> Columns, long Rows, string Sha256)
{
    /// <summary>Where it lies in the zip.</summary>
    public string FileName => $"tables/{Name}.csv";

    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    public static TableEntry Of(ITable table) =>
        new(table.Name, [.. table.Columns.Select(column => new ColumnEntry(column.Name, KindOf(column.PropertyMappings[0].Property)))], 0, "");

    private static ColumnKind KindOf(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)))
        {
            return ColumnKind.Uuid;
        }

        // These two are kept differently by the two databases; what they are is what the program says.
        var stored = type == typeof(DateTimeOffset) || type == typeof(Guid) ? type : property.GetTypeMapping().Converter?.ProviderClrType ?? type;
        return (Nullable.GetUnderlyingType(stored) ?? stored) switch
        {
            var t when t == typeof(DateTimeOffset) => ColumnKind.Instant,
            var t when t == typeof(Guid) => ColumnKind.Uuid,
            var t when t == typeof(bool) => ColumnKind.Bool,
            var t when t == typeof(byte[]) => ColumnKind.Bytes,
            var t when t == typeof(TimeOnly) => ColumnKind.Time,
            var t when t == typeof(decimal) => ColumnKind.Decimal,
            var t when t == typeof(string) || t == typeof(DateOnly) => ColumnKind.Text,
            { IsPrimitive: true } => ColumnKind.Number,
            var t => throw new NotSupportedException($"Backups do not know columns of {t.Name}: {property.DeclaringType.DisplayName()}.{property.Name}."),
        };
    }
}

/// <param name="Name">The column's.</param>
/// <param name="Kind">How the values read, whichever database they came from.</param>
internal sealed record ColumnEntry(string Name, ColumnKind Kind);

internal enum ColumnKind
{
    Text,
    Number,
    Decimal,
    Bool,
    Uuid,
    Instant,
    Time,
    Bytes,
}
