using System.Text.RegularExpressions;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Coding;

/// <summary>
/// Takes a table of codes from a file: a row is new, changes a name, or is known just so; none is ever taken away, because cases
/// carry them. It is somebody else's table: a row that cannot be right is listed and the others are taken.
/// </summary>
/// <param name="Content">Must be able to seek.</param>
public sealed record ImportCodes(Stream Content, string FileName);

public sealed partial class ImportCodesHandler(MainstayDb db, ICatalogue catalogue, IAudit audit, IdSource ids)
{
    private const int LongestName = 200;
    private const int RowsAReport = 500;

    public static CsvFormat Format { get; } = new("kind", "code", "name", "category") { Optional = ["name_hi"], MaxBytes = 64 << 20 };

    public async Task<ImportResult> HandleAsync(ImportCodes request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        using var csv = Csv.Read(request.Content, request.FileName, Format);
        var known = await db.Set<ImportedCode>().ToDictionaryAsync(row => (row.Kind, row.Code), ct);
        var categories = (await catalogue.CategoriesAsync(ct)).Select(category => category.Code).ToHashSet(StringComparer.Ordinal);
        var seen = new Dictionary<(CodeKind, string), (long Line, string Name)>();
        var problems = new List<FileProblem>();
        long read = 0, imported = 0, unchanged = 0;
        foreach (var row in csv.Rows())
        {
            if (++read % RowsAReport == 0)
            {
                progress?.Report(new Progress(row.Line, csv.Lines));
            }

            try
            {
                if (Take(Read(row, categories, seen), known))
                {
                    imported++;
                }
                else
                {
                    unchanged++;
                }
            }
            catch (FileProblemException e)
            {
                problems.Add(e.Problem);
            }
        }

        if (imported > 0)
        {
            audit.Changed(actor, "cases.import_codes", "codes", null);
            await Revisions.TouchAsync(db, ids, CodeBook.Revision, ct);
            await db.SaveChangesAsync(ct);
        }

        return new ImportResult(read, imported, unchanged, problems.Count, problems);
    }

    private static CodeEntry Read(CsvRow row, HashSet<string> categories, Dictionary<(CodeKind, string), (long Line, string Name)> seen)
    {
        if (row.Problem is { } problem)
        {
            throw new FileProblemException(problem);
        }

        _ = row.Required("kind");
        var kind = row.Choice<CodeKind>("kind")!.Value;
        var code = row.Required("code").ToUpperInvariant();
        var (shape, expected) = ShapeOf(kind);
        if (!shape.IsMatch(code))
        {
            throw row.Wrong("code", $"'{row["code"]}' is no {EnumText<CodeKind>.Of(kind)} code: {expected}.");
        }

        if (code[0] == 'H' && CodeSet.OwnOf(kind).Contains(code))
        {
            throw row.Wrong("code", $"{code} is a code of the house set; give yours another one.");
        }

        var name = row.Required("name");
        if (name.Length > LongestName)
        {
            throw row.Wrong("name", $"A name has at most {LongestName} characters.");
        }

        var category = row.Text("category");
        if (category is not null && !categories.Contains(category))
        {
            throw row.Wrong("category", $"There is no category '{category}' in the catalogue; leave it empty for all.");
        }

        if (!seen.TryAdd((kind, code), (row.Line, name)) && seen[(kind, code)] is var before && before.Name != name)
        {
            throw row.Wrong("code", $"{code} stands on line {before.Line} already, with another name.");
        }

        return new CodeEntry(kind, code, name, row.Text("name_hi"), category);
    }

    /// <returns>False when it was known just so, or comes with the program and has its name in all languages there.</returns>
    private bool Take(CodeEntry given, Dictionary<(CodeKind, string), ImportedCode> known)
    {
        if (CodeSet.OwnOf(given.Kind).Contains(given.Code))
        {
            return false;
        }

        if (!known.TryGetValue((given.Kind, given.Code), out var row))
        {
            row = new ImportedCode { Kind = given.Kind, Code = given.Code, Name = given.Name, NameHi = given.NameHi, Category = given.Category };
            known[(given.Kind, given.Code)] = row;
            db.Add(row);
            return true;
        }

        if ((row.Name, row.NameHi, row.Category) == (given.Name, given.NameHi, given.Category))
        {
            return false;
        }

        (row.Name, row.NameHi, row.Category) = (given.Name, given.NameHi, given.Category);
        return true;
    }

    /// <summary>IRIS: a condition has one character, an extended condition and a symptom three; the technician's codes are of several lengths.</summary>
    private static (Regex Shape, string Expected) ShapeOf(CodeKind kind) => kind switch
    {
        CodeKind.Condition => (ConditionShape, "one or three letters and digits"),
        CodeKind.Symptom => (SymptomShape, "three letters and digits"),
        _ => (BenchShape, "one to eight letters and digits"),
    };

    [GeneratedRegex("^(?:[A-Z0-9]|[A-Z0-9]{3})$")]
    private static partial Regex ConditionShape { get; }

    [GeneratedRegex("^[A-Z0-9]{3}$")]
    private static partial Regex SymptomShape { get; }

    [GeneratedRegex("^[A-Z0-9]{1,8}$")]
    private static partial Regex BenchShape { get; }
}
