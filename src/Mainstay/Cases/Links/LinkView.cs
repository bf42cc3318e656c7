using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Links;

/// <summary>All that a customer's link shows: his case in facts that a page can say in plain words. Nobody of the staff is named.</summary>
/// <param name="ReadyIfAgreedAt">"At the latest", should he agree to the estimate now; null when nothing waits for his answer.</param>
/// <param name="PicturesBroken">Number of the first picture whose seal does not fit; null when all do.</param>
public sealed record LinkView(
    CaseId Case,
    string Number,
    int Version,
    CaseState State,
    Outcome? Outcome,
    IntakeChannel Channel,
    string Language,
    LinkDevice Device,
    LinkCentre Centre,
    string? AtName,
    string? Symptom,
    string? Defect,
    string? RepairCode,
    LinkTimes Times,
    MoneyView Money,
    IReadOnlyList<LinkLine> Lines,
    IReadOnlyList<PromiseView> Promises,
    IReadOnlyList<LinkEvent> Story,
    IReadOnlyList<LinkPicture> Pictures,
    int? PicturesBroken,
    IReadOnlyList<LinkRead> Reads,
    int MoreReads,
    string? ReachPhone,
    string? Phone,
    DateTimeOffset? ReadyIfAgreedAt,
    DateTimeOffset? LinkEndsAt)
{
    /// <summary>The estimate is before him, and still stands.</summary>
    public bool AwaitsAnswer(DateTimeOffset now) => State == CaseState.EstimateSent && !(Times.EstimateUntil < now);

    public bool HasEstimate => Times.EstimateUntil is not null && Lines.Any(line => line.CustomerMinor > 0 || line.State == LineState.Declined);
}

/// <param name="Imei">Masked but for its last four digits; a serial number where the device has no IMEI.</param>
public sealed record LinkDevice(ModelId Id, string Model, string Brand, string CategoryCode, string? Imei, bool HasImei);

/// <param name="Operator">Who runs it: the repairer, in law.</param>
public sealed record LinkCentre(SiteId Id, string Name, string? Town, string? State, string Operator, string TimeZone, IReadOnlyList<LinkDay> Days)
{
    /// <summary>Where the repairer is reached.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}

/// <summary>When it is open; empty: closed that day.</summary>
public sealed record LinkDay(DateOnly Day, IReadOnlyList<Shift> Shifts);

public sealed record LinkTimes(
    DateTimeOffset OpenedAt,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? ReadyAt,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? BookedFor,
    DateTimeOffset? KnownBy,
    DateTimeOffset? ReadyP50,
    DateTimeOffset? ReadyP90,
    DateTimeOffset? EstimateUntil,
    DateOnly? PartsExpectedOn);

/// <param name="Part">Name from the catalogue; null for labour and transport.</param>
public sealed record LinkLine(
    LineId Id,
    LineKind Kind,
    string Work,
    string? Part,
    int Quantity,
    LineState State,
    long TotalMinor,
    long CustomerMinor,
    string Currency,
    string TaxCode,
    bool TaxInclusive,
    Entitlement Entitlement,
    IReadOnlyList<PayerShare> Shares,
    Why Why);

public sealed record LinkEvent(int Sequence, Verb Verb, string? Reason, DateTimeOffset At, CustomerChannel? Via);

/// <param name="IsKept">False once the picture was erased; its seal stays.</param>
/// <param name="Seal">The first eight hexadecimal digits; null for pictures from before there were seals.</param>
public sealed record LinkPicture(int Sequence, string Kind, string? Note, DateTimeOffset At, bool IsKept, string? Seal);

/// <summary>Somebody of the staff looked: by what he is and where, never by name.</summary>
/// <param name="Times">How often within the hour.</param>
public sealed record LinkRead(Role? Role, string? Site, string Action, DateTimeOffset At, int Times);
