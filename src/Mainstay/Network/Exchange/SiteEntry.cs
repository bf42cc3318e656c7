using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Network.Exchange;

/// <summary>Who operates a site, as a file says it; told once, referred to by code on the other rows.</summary>
public sealed record OperatorEntry(string Name, Relation Relation, string Country);

/// <summary>When sites work, as a file says it; told once, referred to by name on the other rows.</summary>
public sealed record CalendarEntry(string Zone, IReadOnlyList<Shift> Shifts, IReadOnlyList<Holiday> Holidays)
{
    public bool Says(CalendarEntry other) =>
        Zone == other.Zone && Shifts.ToHashSet().SetEquals(other.Shifts) && Holidays.ToHashSet().SetEquals(other.Holidays);
}

/// <summary>What a file says of one site; other records are named by their codes.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="OperatorFacts">Null where the row only refers.</param>
/// <param name="CalendarFacts">Null where the row only refers.</param>
public sealed record SiteEntry(
    long Line,
    string Code,
    string Name,
    SiteKind Kind,
    string Operator,
    OperatorEntry? OperatorFacts,
    string Calendar,
    CalendarEntry? CalendarFacts,
    string? State,
    string? Town,
    string? Postcode,
    double? Latitude,
    double? Longitude,
    int? Capacity,
    string? Supply,
    string? Factory,
    DateOnly OpensOn,
    DateOnly? ClosesOn,
    IReadOnlyList<Holiday> ClosedDays)
{
    public static readonly CsvFormat Format = new("code", "name", "kind", "operator", "calendar", "opens_on")
    {
        Optional =
        [
            "operator_name", "operator_relation", "operator_country", "time_zone", "hours", "holidays", "state", "town", "postcode",
            "latitude", "longitude", "capacity", "supply", "factory", "closes_on", "closed_days",
        ],
        MaxBytes = 64 << 20,
    };

    /// <summary>In the order in which files are written.</summary>
    public static readonly string[] Columns =
    [
        "code", "name", "kind", "state", "town", "postcode", "latitude", "longitude", "capacity", "supply", "factory", "opens_on", "closes_on",
        "closed_days", "operator", "operator_name", "operator_relation", "operator_country", "calendar", "time_zone", "hours", "holidays",
    ];

    /// <exception cref="FileProblemException">A field is missing or wrong.</exception>
    public static SiteEntry Read(CsvRow row)
    {
        if (row.Problem is { } problem)
        {
            throw new FileProblemException(problem);
        }

        return new SiteEntry(
            row.Line,
            row.Required("code"),
            row.Required("name"),
            row.Choice<SiteKind>("kind") ?? throw row.Wrong("kind", $"One of {string.Join(", ", EnumText<SiteKind>.All)} is expected."),
            row.Required("operator"),
            ReadOperator(row),
            row.Required("calendar"),
            ReadCalendar(row),
            row.Text("state"),
            row.Text("town"),
            row.Text("postcode"),
            row.Number("latitude", -90, 90),
            row.Number("longitude", -180, 180),
            row.Whole("capacity", 1),
            row.Text("supply"),
            row.Text("factory"),
            row.Date("opens_on") ?? throw row.Wrong("opens_on", "A date such as 2026-03-31 is expected."),
            row.Date("closes_on"),
            ReadDays(row, "closed_days"));
    }

    /// <summary>The fields by column; the same text for CSV and GeoJSON.</summary>
    public string? Field(string column) => column switch
    {
        "code" => Code,
        "name" => Name,
        "kind" => EnumText<SiteKind>.Of(Kind),
        "state" => State,
        "town" => Town,
        "postcode" => Postcode,
        "latitude" => Latitude?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "longitude" => Longitude?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "capacity" => Capacity?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "supply" => Supply,
        "factory" => Factory,
        "opens_on" => Day(OpensOn),
        "closes_on" => ClosesOn is { } day ? Day(day) : null,
        "closed_days" => ClosedDays.Count == 0 ? null : HolidayText.Format(ClosedDays),
        "operator" => Operator,
        "operator_name" => OperatorFacts?.Name,
        "operator_relation" => OperatorFacts is { } facts ? EnumText<Relation>.Of(facts.Relation) : null,
        "operator_country" => OperatorFacts?.Country,
        "calendar" => Calendar,
        "time_zone" => CalendarFacts?.Zone,
        "hours" => CalendarFacts is { } calendar ? HoursText.Format(calendar.Shifts) : null,
        "holidays" => CalendarFacts is { Holidays.Count: > 0 } calendar ? HolidayText.Format(calendar.Holidays) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static OperatorEntry? ReadOperator(CsvRow row) => row.Text("operator_name") is { } name
        ? new OperatorEntry(name, row.Choice<Relation>("operator_relation") ?? Relation.Partner, row.Text("operator_country") ?? "IN")
        : null;

    private static CalendarEntry? ReadCalendar(CsvRow row)
    {
        if (row.Text("hours") is not { } hours)
        {
            return null;
        }

        return HoursText.TryParse(hours, out var shifts)
            ? new CalendarEntry(row.Required("time_zone"), shifts, ReadDays(row, "holidays"))
            : throw row.Wrong("hours", $"'{hours}' is not hours such as mo-sa 10:00-14:00,15:00-20:00; su 11:00-17:00, or closed.");
    }

    private static IReadOnlyList<Holiday> ReadDays(CsvRow row, string column) => HolidayText.TryParse(row[column], out var days)
        ? days
        : throw row.Wrong(column, $"'{row[column]}' is not a list of days such as 2026-01-26 Republic Day; 2026-08-15 Independence Day.");
}
