using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Common;

namespace Mainstay.Devices.Contracts;

/// <summary>The maker's terms of service besides cover: versioned and immutable like the warranty tables (policy kind <c>terms</c>).</summary>
public sealed record Terms
{
    public static Terms Default { get; } = new();

    /// <summary>The published version these terms come from; stored with every decision made by them (law 6).</summary>
    [JsonIgnore]
    public PolicyVersionId Version { get; init; }

    /// <summary>A repair that would cost at least this part of what a new device costs is beyond economic repair.</summary>
    public int BeyondRepairPercent { get; init; } = 60;

    /// <summary>A repair's own warranty on the class of part it replaced.</summary>
    public int RepairWarrantyDays { get; init; } = 90;

    /// <summary>The European form fixes its terms for 30 days (Directive 2024/1799).</summary>
    public int EstimateValidDays { get; init; } = 30;

    public int DeadOnArrivalDays { get; init; } = 15;

    /// <summary>Open longer than this is long-term pending.</summary>
    public int LongPendingDays { get; init; } = 10;

    /// <summary>A declined or ready device not collected after so many days is written to again.</summary>
    public int ReminderDays { get; init; } = 7;

    /// <summary>Within so many minutes a safety or security mark must be in the hands of its named owner.</summary>
    public int SafetyAlertMinutes { get; init; } = 60;

    /// <summary>Shortest window first: the first that holds decides.</summary>
    public IReadOnlyList<BounceWindow> Bounce { get; init; } =
    [
        new(30, PaysSameSymptom: false, PaysOtherSymptom: false),
        new(60, PaysSameSymptom: false, PaysOtherSymptom: true),
        new(90, PaysSameSymptom: true, PaysOtherSymptom: true),
    ];

    /// <summary>Up to which amount a role may give goodwill for one case, in minor units of the line's currency.</summary>
    public IReadOnlyList<GoodwillLimit> Goodwill { get; init; } =
    [
        new(Role.CentreManager, 3_000_00),
        new(Role.FactoryManager, 3_000_00),
        new(Role.HeadOfService, 50_000_00),
    ];

    /// <summary>Working minutes to promise where stage history is too thin; the first row that matches counts.</summary>
    public IReadOnlyList<PromiseFallback> Promise { get; init; } =
    [
        new(60, 240, RepairLevel: 1),
        new(150, 600, RepairLevel: 2),
        new(2_400, 4_200, RepairLevel: 3),
        new(3_000, 5_400),
    ];

    /// <summary>What labour costs by repair level 1 to 4, in minor units, tax included: the first figure is for level 1.</summary>
    public IReadOnlyList<long> LabourMinorByLevel { get; init; } = [200_00, 450_00, 1_200_00, 2_000_00];

    /// <summary>A handed-over case may be reopened within so many days; later it is a new case, and perhaps a bounce.</summary>
    public int ReopenDays { get; init; } = 7;

    /// <summary>Working minutes until we will know what is wrong.</summary>
    public int DiagnosisP50Minutes { get; init; } = 60;

    public int DiagnosisP90Minutes { get; init; } = 240;

    public BookingTerms Booking { get; init; } = new();

    public BounceWindow? WindowFor(int daysSinceHandOver) =>
        daysSinceHandOver < 0 ? null : Bounce.FirstOrDefault(window => daysSinceHandOver <= window.WithinDays);

    public bool MayGrantGoodwill(Actor actor, long minor) =>
        Goodwill.Any(limit => minor <= limit.UpToMinor && actor.Holds(limit.Role));

    public PromiseFallback PromiseFor(string categoryCode, int repairLevel) =>
        Promise.First(row => (row.Category is null || row.Category == categoryCode) && (row.RepairLevel is null || row.RepairLevel == repairLevel));

    /// <summary>Beyond economic repair: judged on what the repair costs before anybody's share.</summary>
    public bool IsBeyondRepair(Money repair, Money value) =>
        repair.Currency == value.Currency && value.Minor > 0 && repair.Minor * 100m >= value.Minor * (decimal)BeyondRepairPercent;
}

/// <summary>The same device back within so many days of hand-over, and whether the second repair is paid to who repairs it.</summary>
public sealed record BounceWindow(int WithinDays, bool PaysSameSymptom, bool PaysOtherSymptom);

/// <summary>How visits are booked: lengths, what is kept for walk-ins, how far seats are given twice, and when somebody has not come.</summary>
public sealed record BookingTerms
{
    /// <summary>Minutes of a visit; the first row that matches counts.</summary>
    public IReadOnlyList<SlotLength> Slots { get; init; } = [new(15, RepairLevel: 1), new(30)];

    /// <summary>Of those who can do the work so many percent are kept for people without a booking.</summary>
    public int WalkInPercent { get; init; } = 50;

    /// <summary>Accepted chance, in percent, that more come on a day than there are seats. 0: no seat is given twice.</summary>
    public int OverbookingRiskPercent { get; init; } = 10;

    /// <summary>With fewer visits in the past no seat is given twice.</summary>
    public int FewestVisits { get; init; } = 30;

    public int HistoryDays { get; init; } = 90;

    public int AheadDays { get; init; } = 14;

    /// <summary>No slot is offered that begins sooner.</summary>
    public int LeadMinutes { get; init; } = 30;

    /// <summary>So long after its beginning a visit nobody came to is a no-show.</summary>
    public int GraceMinutes { get; init; } = 60;

    /// <summary>From outside, so many visits may be open for one phone number.</summary>
    public int OpenPerPhone { get; init; } = 3;

    public int MinutesFor(string categoryCode, int? repairLevel) =>
        Slots.First(row => (row.Category is null || row.Category == categoryCode) && (row.RepairLevel is null || row.RepairLevel == repairLevel)).Minutes;
}

/// <param name="Category">Null for all.</param>
/// <param name="RepairLevel">Null for all, and for visits whose work is not known yet.</param>
public sealed record SlotLength(int Minutes, string? Category = null, int? RepairLevel = null);

public sealed record GoodwillLimit(Role Role, long UpToMinor);

/// <param name="Category">Null for all.</param>
/// <param name="RepairLevel">Null for all.</param>
public sealed record PromiseFallback(int P50Minutes, int P90Minutes, string? Category = null, int? RepairLevel = null);

public interface ITerms
{
    /// <summary>The terms in force on that day. From memory.</summary>
    ValueTask<Terms> CurrentAsync(DateOnly day, CancellationToken ct);
}
