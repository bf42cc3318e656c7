using System.Collections.Frozen;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Coding;

/// <summary>A code that was imported, as lists show it.</summary>
public sealed record CodeEntry(CodeKind Kind, string Code, string Name, string? NameHi, string? Category);

/// <summary>Every code that may be used: those that come with the program (<see cref="Codes"/>) and those imported.</summary>
public sealed class CodeSet
{
    private readonly FrozenDictionary<(CodeKind Kind, string Code), CodeEntry> _imported;

    public CodeSet(IReadOnlyList<CodeEntry> imported)
    {
        Imported = imported;
        _imported = imported.ToFrozenDictionary(entry => (entry.Kind, entry.Code));
    }

    /// <summary>Only what comes with the program.</summary>
    public static CodeSet Own { get; } = new([]);

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<CodeEntry> Imported { get; }

    public static IReadOnlyList<string> OwnOf(CodeKind kind) => kind switch
    {
        CodeKind.Condition => Codes.Conditions,
        CodeKind.Symptom => Codes.Symptoms,
        CodeKind.Section => Codes.Sections,
        CodeKind.Defect => Codes.Defects,
        _ => Codes.Repairs,
    };

    public bool Has(CodeKind kind, string code) => OwnOf(kind).Contains(code) || _imported.ContainsKey((kind, code));

    /// <param name="category">Only imported codes meant for it, or for all; null for every one.</param>
    public IEnumerable<CodeEntry> ImportedOf(CodeKind kind, string? category = null) =>
        Imported.Where(entry => entry.Kind == kind && (category is null || entry.Category is null || entry.Category == category));

    /// <summary>Own codes first, then the imported ones.</summary>
    public IEnumerable<string> Of(CodeKind kind, string? category = null) => OwnOf(kind).Concat(ImportedOf(kind, category).Select(entry => entry.Code));

    /// <returns>Null when it was not imported: then its name stands in the texts of the program, if anywhere.</returns>
    public string? NameOf(CodeKind kind, string code, bool inHindi) =>
        _imported.TryGetValue((kind, code), out var entry) ? (inHindi ? entry.NameHi : null) ?? entry.Name : null;
}

/// <summary>The codes in memory, refreshed within seconds of an import on any node.</summary>
public sealed class CodeBook(Database database, TimeProvider clock) : IDisposable
{
    public const string Revision = "codes";

    private readonly ReferenceCache<CodeSet> _cache = new(database, clock, Revision, LoadAsync);

    public ValueTask<CodeSet> SetAsync(CancellationToken ct) => _cache.GetAsync(ct);

    public void Dispose() => _cache.Dispose();

    private static async Task<CodeSet> LoadAsync(MainstayDb db, CancellationToken ct) => new(
        [.. (await db.Set<ImportedCode>().AsNoTracking().ToListAsync(ct))
            .OrderBy(row => row.Kind).ThenBy(row => row.Code, StringComparer.Ordinal)
            .Select(row => new CodeEntry(row.Kind, row.Code, row.Name, row.NameHi, row.Category))]);
}
