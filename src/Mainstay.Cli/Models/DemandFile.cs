using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Cli.Models;

/// <param name="Name">null where the file has no names.</param>
/// <param name="Row">The line on which it stands.</param>
/// <param name="Demand">Units a period, oldest first.</param>
internal sealed record DemandSeries(string? Name, long Row, double[] Demand);

/// <summary>Series of demands in a CSV file, one a row.</summary>
/// <remarks>
/// The first row is a header when its first cell is one of <see cref="_names"/>, or when no cell of it is a number. The first column
/// holds names when that header says so, or when the first cell below is no number.
/// </remarks>
internal static class DemandFile
{
    private static readonly string[] _names = ["name", "part", "item", "sku", "series", "code", "number", "part_number"];

    /// <exception cref="RefusedException"><c>file-unreadable</c> or <c>file-row</c>.</exception>
    public static IEnumerable<DemandSeries> Read(string path)
    {
        var file = Path.GetFileName(path);
        using var csv = Csv.Open(path, new CsvFormat { IsHeadless = true, MaxBytes = 1L << 30 });
        string[]? header = null;
        bool? hasNames = null;
        var (isFirst, isEmpty) = (true, true);
        foreach (var (line, fields) in csv.Records())
        {
            if (isFirst && (_names.Contains(fields[0].ToLowerInvariant()) || !fields.Any(IsNumber)))
            {
                header = fields;
                hasNames = _names.Contains(fields[0].ToLowerInvariant()) ? true : null;
                isFirst = false;
                continue;
            }

            isFirst = false;
            hasNames ??= fields[0].Length > 0 && !IsNumber(fields[0]);
            var first = hasNames.Value ? 1 : 0;
            var end = fields.Length;
            while (end > first && fields[end - 1].Length == 0)
            {
                end--;
            }

            if (end == first)
            {
                throw new FileProblem(line, $"{first + 1}", "A number of at least 0 is expected; this row has no period. Columns are separated by commas.").Refusal(file);
            }

            var demand = new double[end - first];
            for (var i = first; i < end; i++)
            {
                demand[i - first] = Units(fields[i]) ?? throw new FileProblem(
                    line,
                    header is not null && i < header.Length && header[i].Length > 0 ? $"{i + 1} ({header[i]})" : $"{i + 1}",
                    fields[i].Length == 0 ? "A number of at least 0 is expected, not an empty cell; write 0 where nothing was needed." : $"A number of at least 0 is expected, not '{fields[i]}'.").Refusal(file);
            }

            isEmpty = false;
            yield return new(hasNames.Value ? fields[0] : null, line, demand);
        }

        if (isEmpty)
        {
            throw new RefusedException("file-row", $"{file} has no series; a row of numbers separated by commas is expected.");
        }
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double? Units(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var units) && units >= 0 && units <= 1e12 ? units : null;
}
