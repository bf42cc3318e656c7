using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>Policies as JSON: what a person writes and what is kept. Unknown words are refused, with the place where they stand.</summary>
public static partial class PolicyText
{
    private const int LongestBody = 256 * 1024;
    private const int MostRows = 500;

    private static readonly string[] _lineKinds = ["part", "labour", "transport", "exchange"];

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static string Write(DecisionTable table) => JsonSerializer.Serialize(table, _json);

    public static string Write(Terms terms) => JsonSerializer.Serialize(terms, _json);

    /// <summary>Version 1 as it was published, and never changes: what terms gained since is read from it as their default.</summary>
    internal static string WriteFirst(Terms terms)
    {
        var first = JsonSerializer.SerializeToNode(terms, _json)!.AsObject();
        first.Remove("booking");
        return first.ToJsonString(_json);
    }

    /// <summary>A table that was published, hence checked.</summary>
    public static DecisionTable Table(string body) => JsonSerializer.Deserialize<DecisionTable>(body, _json)!;

    public static Terms Terms(string body) => JsonSerializer.Deserialize<Terms>(body, _json)!;

    /// <summary>Reads a candidate table and says everything that is wrong with it.</summary>
    /// <returns>The table, or null with the problems.</returns>
    public static DecisionTable? CheckTable(string body, CatalogueWords words, IList<string> problems)
    {
        if (Read<DecisionTable>(body, problems) is not { } table)
        {
            return null;
        }

        if (table.Rows.Count is 0 or > MostRows)
        {
            problems.Add($"A table has between 1 and {MostRows} rows; this has {table.Rows.Count}.");
            return null;
        }

        for (var i = 0; i < table.Rows.Count; i++)
        {
            CheckRow(table.Rows[i], i + 1, words, problems);
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (table.Rows[earlier].When.Covers(table.Rows[i].When))
                {
                    problems.Add($"Row {i + 1} is never reached: row {earlier + 1} already decides everything it matches.");
                    break;
                }
            }
        }

        if (!table.Rows[^1].When.IsEmpty)
        {
            problems.Add($"Row {table.Rows.Count}, the last one, must have no condition: a table answers every question.");
        }

        return problems.Count == 0 ? table : null;
    }

    public static Terms? CheckTerms(string body, IList<string> problems)
    {
        if (Read<Terms>(body, problems) is not { } terms)
        {
            return null;
        }

        Between(problems, "beyond_repair_percent", terms.BeyondRepairPercent, 1, 1000);
        Between(problems, "repair_warranty_days", terms.RepairWarrantyDays, 0, 3650);
        Between(problems, "estimate_valid_days", terms.EstimateValidDays, 1, 365);
        Between(problems, "dead_on_arrival_days", terms.DeadOnArrivalDays, 0, 365);
        Between(problems, "long_pending_days", terms.LongPendingDays, 1, 365);
        Between(problems, "reminder_days", terms.ReminderDays, 1, 365);
        Between(problems, "safety_alert_minutes", terms.SafetyAlertMinutes, 1, 1440);
        Between(problems, "diagnosis_p50_minutes", terms.DiagnosisP50Minutes, 1, 100_000);
        Between(problems, "diagnosis_p90_minutes", terms.DiagnosisP90Minutes, terms.DiagnosisP50Minutes, 100_000);
        if (terms.Bounce.Zip(terms.Bounce.Skip(1)).Any(pair => pair.First.WithinDays >= pair.Second.WithinDays) || terms.Bounce.Any(w => w.WithinDays < 1))
        {
            problems.Add("bounce: the windows must grow from one to the next.");
        }

        if (terms.Goodwill.Any(limit => limit.UpToMinor < 0))
        {
            problems.Add("goodwill: a limit is not below zero.");
        }

        if (terms.Promise.Any(row => row.P50Minutes < 1 || row.P90Minutes < row.P50Minutes))
        {
            problems.Add("promise: the p90 of a row is not below its p50, and both are above zero.");
        }

        if (terms.Promise is not [.., { Category: null, RepairLevel: null }])
        {
            problems.Add("promise: the last row must hold for every category and level.");
        }

        CheckBooking(terms.Booking, problems);
        return problems.Count == 0 ? terms : null;
    }

    private static void CheckBooking(BookingTerms booking, IList<string> problems)
    {
        Between(problems, "booking.walk_in_percent", booking.WalkInPercent, 0, 100);
        Between(problems, "booking.overbooking_risk_percent", booking.OverbookingRiskPercent, 0, 50);
        Between(problems, "booking.fewest_visits", booking.FewestVisits, 1, 100_000);
        Between(problems, "booking.history_days", booking.HistoryDays, 1, 730);
        Between(problems, "booking.ahead_days", booking.AheadDays, 1, 90);
        Between(problems, "booking.lead_minutes", booking.LeadMinutes, 0, 10_080);
        Between(problems, "booking.grace_minutes", booking.GraceMinutes, 5, 1440);
        Between(problems, "booking.open_per_phone", booking.OpenPerPhone, 1, 100);
        if (booking.Slots.Any(row => row.Minutes is < 5 or > 480) || booking.Slots is not [.., { Category: null, RepairLevel: null }])
        {
            problems.Add("booking.slots: each lasts 5 to 480 minutes, and the last row must hold for every category and level.");
        }
    }

    private static T? Read<T>(string body, IList<string> problems) where T : class
    {
        if (body.Length > LongestBody)
        {
            problems.Add($"The policy has {body.Length:N0} characters; at most {LongestBody:N0} are taken.");
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, _json) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            problems.Add(Place(e) + Sentence(e));
            return null;
        }
    }

    private static string Place(JsonException e)
    {
        var row = RowInPath().Match(e.Path ?? "");
        var line = e.LineNumber is { } number ? $"line {number + 1}" : "";
        var where = row.Success ? $"Row {int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 1} ({line}): " : line.Length > 0 ? $"L{line[1..]}: " : "";
        return where;
    }

    /// <summary>The reader's own words speak of types; a person wants to know which word is wrong.</summary>
    private static string Sentence(JsonException e)
    {
        var unknown = UnknownMember().Match(e.Message);
        return unknown.Success ? $"'{unknown.Groups[1].Value}' is not known here."
            : e.Path is { Length: > 1 } path ? $"what stands at {path[2..]} cannot be read."
            : "this is not JSON of the expected shape.";
    }

    private static void CheckRow(DecisionRow row, int number, CatalogueWords words, IList<string> problems)
    {
        void Problem(string condition, string message) => problems.Add($"Row {number}, {condition}: {message}");

        void Known(string condition, IReadOnlyList<string>? given, Func<string, bool> isKnown, string noun)
        {
            if (given is { Count: 0 })
            {
                Problem(condition, "an empty list matches nothing; leave the condition out or name something.");
            }

            foreach (var unknown in given?.Where(word => !isKnown(word)) ?? [])
            {
                Problem(condition, $"there is no {noun} '{unknown}'.");
            }
        }

        var when = row.When;
        Known("categories", when.Categories, words.Categories.Contains, "category");
        Known("models", when.Models, words.Models.Contains, "model");
        Known("part_classes", when.PartClasses, words.PartClasses.Contains, "part class");
        Known("line_kinds", when.LineKinds, _lineKinds.Contains, "kind of line");
        Known("countries", when.Countries, country => country.Length == 2 && country.All(char.IsAsciiLetterUpper), "country of two capital letters");
        Known("channels", when.Channels, word => word.Length > 0, "channel");
        Known("cover_kinds", when.CoverKinds, word => word.Length > 0 && word != Cover.Repair, "bought cover");
        Known("programmes", when.Programmes, word => word.Length > 0, "programme");
        if (when.AgeMonthsFrom >= when.AgeMonthsBelow || when.AgeDaysFrom >= when.AgeDaysBelow)
        {
            Problem("age", "the age it asks for begins after it ends.");
        }

        if (when.AgeMonthsBelow < 1 || when.AgeDaysBelow < 1 || when.AgeMonthsFrom < 0 || when.AgeDaysFrom < 0)
        {
            Problem("age", "an age is counted in whole months or days from zero.");
        }

        if (when.StartKnown == false && when.LooksAtAge)
        {
            Problem("start_known", "without a start there is no age to ask for.");
        }

        if (row.Pays.Sum(share => (long)share.Percent) != 100 || row.Pays.Any(share => share.Percent is < 1 or > 100))
        {
            Problem("pays", $"the shares must add up to 100, each at least 1; these add up to {row.Pays.Sum(share => (long)share.Percent)}.");
        }

        if (row.Pays.DistinctBy(share => share.Payer).Count() != row.Pays.Count)
        {
            Problem("pays", "a payer stands there twice.");
        }

        if (!Code().IsMatch(row.Why))
        {
            Problem("why", "a code such as warranty.in_period is expected.");
        }
    }

    private static void Between(IList<string> problems, string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            problems.Add($"{name}: {value} is not between {min} and {max}.");
        }
    }

    [GeneratedRegex(@"rows\[(\d+)\]")]
    private static partial Regex RowInPath();

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
    private static partial Regex Code();
}

/// <summary>The words a table may use: codes of the catalogue as it is today.</summary>
public sealed record CatalogueWords(IReadOnlySet<string> Categories, IReadOnlySet<string> Models, IReadOnlySet<string> PartClasses)
{
    public static async ValueTask<CatalogueWords> OfAsync(ICatalogue catalogue, CancellationToken ct) => new(
        (await catalogue.CategoriesAsync(ct)).Select(category => category.Code).ToHashSet(StringComparer.Ordinal),
        (await catalogue.ModelsAsync(ct)).Select(model => model.Code).ToHashSet(StringComparer.Ordinal),
        (await catalogue.PartsAsync(ct)).Select(part => part.Class).ToHashSet(StringComparer.Ordinal));
}
