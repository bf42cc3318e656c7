using System.Globalization;
using System.Text.Json.Serialization;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>
/// Rows in order; the first that matches decides. Total by law: the last row has no condition. Pure, so that desk, replay and
/// twin decide by the same function.
/// </summary>
public sealed record DecisionTable(IReadOnlyList<DecisionRow> Rows)
{
    public CoverDecision Decide(CoverInputs inputs, PolicyVersionId version)
    {
        foreach (var row in Rows)
        {
            if (row.When.Matches(inputs))
            {
                return new CoverDecision(row.Entitlement, row.Pays, row.Because(inputs), version, inputs);
            }
        }

        throw new InvalidOperationException("A published table is total.");
    }
}

/// <param name="Why">The resource that says it to a person, such as <c>warranty.in_period</c>.</param>
public sealed record DecisionRow(RowConditions When, Entitlement Entitlement, IReadOnlyList<PayerShare> Pays, string Why)
{
    /// <summary>The why of this row with what it looked at: dates, the period and the things the row names.</summary>
    public Why Because(CoverInputs inputs)
    {
        var args = new Dictionary<string, string>();
        if (inputs.WarrantyStart is { } start)
        {
            args["start"] = Text(start);
            if ((When.AgeMonthsBelow ?? When.AgeMonthsFrom) is { } months)
            {
                args["until"] = Text(start.AddMonths(months).AddDays(-1));
                args["months"] = Text(months);
            }
            else if ((When.AgeDaysBelow ?? When.AgeDaysFrom) is { } days)
            {
                args["until"] = Text(start.AddDays(days - 1));
                args["days"] = Text(days);
            }
        }

        if (When.RepairWarranty == true && inputs.RepairWarrantyUntil is { } repair)
        {
            args["until"] = Text(repair);
        }
        else if (When.CoverThat(inputs) is { Kind: { } kind, Until: var last })
        {
            args["cover"] = kind;
            args["until"] = Text(last);
        }

        if (inputs.QualityProgramme is { } programme && (When.InProgramme == true || When.Programmes is not null))
        {
            args["programme"] = programme;
        }

        if (inputs.PartClass is { } partClass)
        {
            args["part_class"] = partClass;
        }

        if (inputs.Country is { } country && When.Countries is not null)
        {
            args["country"] = country;
        }

        return new Why(Why, args);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>All given conditions must hold; what is absent is not looked at. Age counts from the start of warranty.</summary>
public sealed record RowConditions
{
    public IReadOnlyList<string>? Categories { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public IReadOnlyList<string>? LineKinds { get; init; }

    public IReadOnlyList<string>? PartClasses { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Where it was sold, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    public bool? CustomerDamage { get; init; }

    public bool? Safety { get; init; }

    public bool? StartKnown { get; init; }

    /// <summary>Less than so many months have passed: the period still runs.</summary>
    public int? AgeMonthsBelow { get; init; }

    public int? AgeMonthsFrom { get; init; }

    public int? AgeDaysBelow { get; init; }

    public int? AgeDaysFrom { get; init; }

    /// <summary>A former repair of the same part class still stands for it.</summary>
    public bool? RepairWarranty { get; init; }

    /// <summary>Any bought cover holds.</summary>
    public bool? BoughtCover { get; init; }

    /// <summary>A bought cover of one of these kinds holds.</summary>
    public IReadOnlyList<string>? CoverKinds { get; init; }

    /// <summary>Any quality programme applies.</summary>
    public bool? InProgramme { get; init; }

    public IReadOnlyList<string>? Programmes { get; init; }

    [JsonIgnore]
    public bool IsEmpty => this == new RowConditions();

    public bool Matches(CoverInputs inputs) =>
        OneOf(Categories, inputs.CategoryCode)
        && OneOf(Models, inputs.ModelCode)
        && OneOf(LineKinds, inputs.LineKind)
        && OneOf(PartClasses, inputs.PartClass)
        && OneOf(Channels, inputs.Channel)
        && OneOf(Countries, inputs.Country)
        && Is(CustomerDamage, inputs.CustomerDamage)
        && Is(Safety, inputs.IsSymptomSafety)
        && Is(StartKnown, inputs.WarrantyStart is not null)
        && IsOfAge(inputs)
        && Is(RepairWarranty, inputs.Today <= inputs.RepairWarrantyUntil)
        && Is(BoughtCover, inputs.BoughtCovers.Any(cover => inputs.Today <= cover.Value))
        && (CoverKinds is null || CoverThat(inputs).Kind is not null)
        && Is(InProgramme, inputs.QualityProgramme is not null)
        && OneOf(Programmes, inputs.QualityProgramme);

    /// <summary>The bought cover this row relies on: the longest of those it asks for.</summary>
    public (string? Kind, DateOnly Until) CoverThat(CoverInputs inputs)
    {
        if (CoverKinds is null && BoughtCover != true)
        {
            return default;
        }

        var holding = inputs.BoughtCovers
            .Where(cover => inputs.Today <= cover.Value && OneOf(CoverKinds, cover.Key))
            .OrderByDescending(cover => cover.Value)
            .ThenBy(cover => cover.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return (holding.Key, holding.Value);
    }

    /// <summary>Whatever matches <paramref name="later"/> matches this too: a row after this one with such conditions is never reached.</summary>
    public bool Covers(RowConditions later) =>
        Holds(Categories, later.Categories)
        && Holds(Models, later.Models)
        && Holds(LineKinds, later.LineKinds)
        && Holds(PartClasses, later.PartClasses)
        && Holds(Channels, later.Channels)
        && Holds(Countries, later.Countries)
        && Holds(CoverKinds, later.CoverKinds)
        && Holds(Programmes, later.Programmes)
        && Holds(CustomerDamage, later.CustomerDamage)
        && Holds(Safety, later.Safety)
        && Holds(StartKnown, later.StartKnown ?? (later.LooksAtAge ? true : null))
        && Holds(RepairWarranty, later.RepairWarranty)
        && Holds(BoughtCover, later.BoughtCover ?? (later.CoverKinds is not null ? true : null))
        && Holds(InProgramme, later.InProgramme ?? (later.Programmes is not null ? true : null))
        && (AgeMonthsBelow is null || later.AgeMonthsBelow <= AgeMonthsBelow)
        && (AgeMonthsFrom is null || later.AgeMonthsFrom >= AgeMonthsFrom)
        && (AgeDaysBelow is null || later.AgeDaysBelow <= AgeDaysBelow)
        && (AgeDaysFrom is null || later.AgeDaysFrom >= AgeDaysFrom);

    internal bool LooksAtAge => AgeMonthsBelow is not null || AgeMonthsFrom is not null || AgeDaysBelow is not null || AgeDaysFrom is not null;

    private bool IsOfAge(CoverInputs inputs)
    {
        if (!LooksAtAge)
        {
            return true;
        }

        return inputs.WarrantyStart is { } start
            && (AgeMonthsBelow is not { } monthsBelow || inputs.Today < start.AddMonths(monthsBelow))
            && (AgeMonthsFrom is not { } monthsFrom || inputs.Today >= start.AddMonths(monthsFrom))
            && (AgeDaysBelow is not { } daysBelow || inputs.Today < start.AddDays(daysBelow))
            && (AgeDaysFrom is not { } daysFrom || inputs.Today >= start.AddDays(daysFrom));
    }

    private static bool OneOf(IReadOnlyList<string>? wanted, string? value) => wanted is null || (value is not null && wanted.Contains(value));

    private static bool Is(bool? wanted, bool value) => wanted is null || wanted == value;

    private static bool Holds(IReadOnlyList<string>? wide, IReadOnlyList<string>? narrow) =>
        wide is null || (narrow is not null && narrow.All(wide.Contains));

    private static bool Holds(bool? wide, bool? narrow) => wide is null || wide == narrow;
}
