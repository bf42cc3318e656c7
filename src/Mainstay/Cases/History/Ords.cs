using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Cases.Model;
using Mainstay.Common;

namespace Mainstay.Cases.History;

/// <summary>The Open Repair Data Standard 0.3 (openrepair.org): its columns, and what its words mean here. See docs/imports.md.</summary>
internal static class Ords
{
    public static CsvFormat Format { get; } = new(
        "id", "data_provider", "country", "partner_product_category", "product_category", "product_category_id", "brand",
        "year_of_manufacture", "product_age", "repair_status", "repair_barrier_if_end_of_life", "group_identifier", "event_date", "problem")
    {
        MaxBytes = 512L << 20,
        IsForPrograms = true,
    };

    /// <summary>What an index of PostgreSQL takes even where every character has four bytes.</summary>
    private const int LongestIdentity = 300;

    private static readonly string[] _identity = ["id", "data_provider"];

    /// <summary>An attempt is a closed case; what is unknown stays unknown.</summary>
    private static readonly Dictionary<string, Outcome?> _outcomes = new(StringComparer.Ordinal)
    {
        ["Fixed"] = Outcome.Repaired,
        ["Repairable"] = Outcome.ReturnedUnrepaired,
        ["End of life"] = Outcome.BeyondRepair,
        ["Unknown"] = null,
    };

    public static Outcome? OutcomeOf(string status) => _outcomes[status];

    /// <summary>What must hold before a record can become a case. Barriers are taken as they come: partners write them in their own words.</summary>
    /// <exception cref="FileProblemException">The first field that does not fit, and what was expected.</exception>
    public static void Check(CsvRow row)
    {
        foreach (var column in _identity)
        {
            if (row.Required(column).Length > LongestIdentity)
            {
                throw row.Wrong(column, $"At most {LongestIdentity} characters are expected, and these are {row[column].Length}.");
            }
        }

        if (!_outcomes.ContainsKey(row["repair_status"]))
        {
            throw row.Wrong("repair_status", $"'{row["repair_status"]}' is not one of {string.Join(", ", _outcomes.Keys)}.");
        }

        if (row.Date("event_date") is null)
        {
            throw row.Wrong("event_date", "A date such as 2025-06-07 is expected, not an empty field.");
        }

        row.Whole("year_of_manufacture", 1000, 9999);
        row.Number("product_age", 0, 1000);
    }

    public static DateTimeOffset EventAt(CsvRow row) => new(row.Date("event_date")!.Value.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    /// <summary>First eight bytes of SHA-256 over all values, each ended by a character no text file may hold.</summary>
    public static long Digest(IReadOnlyList<string> values) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', values))));

    /// <summary>Years of age as published, or null.</summary>
    public static double? AgeOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var age) && double.IsFinite(age) ? age : null;
}
