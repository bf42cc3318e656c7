using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Queries;

/// <summary>All that is known of one case, for its page and for the API.</summary>
/// <param name="Customer">Null when the asker's work does not need to know who the customer is (the factory).</param>
/// <param name="Bounce">The earlier repair this case returns from, and who answers for it.</param>
/// <param name="Returns">Later cases that came back from this one.</param>
/// <param name="Verbs">What may be done next by whoever asks, and why the rest may not.</param>
public sealed record CaseView(
    CaseHead Case,
    CaseDevice Device,
    CaseCustomer? Customer,
    IntakeView Intake,
    CodingView Coding,
    IReadOnlyList<ItemView> Items,
    IReadOnlyList<LineView> Lines,
    MoneyView Money,
    IReadOnlyList<EventView> Timeline,
    ClockView Clock,
    IReadOnlyList<PromiseView> Promises,
    BounceView? Bounce,
    IReadOnlyList<CaseLink> Returns,
    IReadOnlyList<RefusalView> Refusals,
    IReadOnlyList<GoodwillView> Goodwill,
    IReadOnlyList<AlertView> Alerts,
    IReadOnlyList<SettlementView> Settlements,
    IReadOnlyList<AttachmentView> Attachments,
    IReadOnlyList<ComplaintView> Complaints,
    IReadOnlyList<VerbView> Verbs);

/// <summary>A colleague by name.</summary>
public sealed record PersonRef(PersonId Id, string Name);

/// <summary>Another case by its number.</summary>
public sealed record CaseLink(CaseId Id, string Number);

/// <summary>What is true now, and who owns the minute.</summary>
/// <param name="Site">The centre that answers to the customer.</param>
/// <param name="At">Where the work is.</param>
/// <param name="Entitlement">The answer given at intake; each line has its own.</param>
/// <param name="DueAt">What the customer is waiting for: when we will know, then "at the latest" ready; null once it was met.</param>
/// <param name="PromiseKept">Ready within what was promised; null while open.</param>
public sealed record CaseHead(
    CaseId Id,
    string Number,
    int Version,
    CaseState State,
    bool IsOpen,
    ClockOwner ClockOwner,
    DateTimeOffset ClockSince,
    SiteRef Site,
    SiteRef At,
    SiteRef? Factory,
    Entitlement? Entitlement,
    Why? EntitlementWhy,
    bool IsSafety,
    bool IsSecurity,
    int RepairLevel,
    PersonRef? Technician,
    string? Shelf,
    Outcome? Outcome,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? ReadyAt,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? KnownBy,
    DateTimeOffset? ReadyP50,
    DateTimeOffset? ReadyP90,
    DateTimeOffset? DueAt,
    bool? PromiseKept,
    DateTimeOffset? EstimateUntil,
    DateOnly? PartsExpectedOn,
    bool HasCode,
    string? ExternalNumber,
    DateTimeOffset UpdatedAt);

/// <param name="Present">The identity now in the customer's name.</param>
/// <param name="Chain">All identities, oldest first: history and warranty follow them.</param>
public sealed record CaseDevice(DeviceInfo Present, ModelInfo Model, IReadOnlyList<DeviceInfo> Chain, CoverFacts Cover);

/// <summary>Who the customer is and where he can be reached for this case. Reading it is logged.</summary>
public sealed record CaseCustomer(CustomerId Id, string Name, string? Phone, string? Email, string Language, string? ReachPhone, string? ReachOther);

/// <param name="Problem">In the customer's words.</param>
/// <param name="Marks">Scratches and dents it came with.</param>
public sealed record IntakeView(
    IntakeChannel Channel,
    string? Condition,
    string? Symptom,
    string? Problem,
    string? Marks,
    string? Firmware,
    DateOnly? PurchasedOn,
    string? PurchaseChannel,
    PurchaseEvidence PurchaseEvidence,
    bool WipeConsent,
    Unlock? Unlock,
    DateTimeOffset? WipedAt,
    DateTimeOffset? BookedFor);

public sealed record CodingView(string? Section, string? Defect, string? Repair, string? NoFaultReason);

/// <param name="Holder">Name of the person, code of the shelf or number of the consignment; null for the customer.</param>
public sealed record ItemView(
    ItemId Id, ItemKind Kind, string? Identifier, bool StaysWithUs, HolderKind HolderKind, Guid? HolderId, string? Holder, SiteRef Site, DateTimeOffset Since);

/// <param name="Part">Null for labour and transport.</param>
/// <param name="Shares">Percent of the price by payer; adds up to 100.</param>
/// <param name="Policy">The version of the warranty table that decided.</param>
public sealed record LineView(
    LineId Id,
    LineKind Kind,
    string Work,
    PartInfo? Part,
    int Quantity,
    LineState State,
    long PriceMinor,
    long TotalMinor,
    long CustomerMinor,
    string Currency,
    bool CustomerDamage,
    Entitlement Entitlement,
    IReadOnlyList<PayerShare> Shares,
    Why Why,
    PolicyVersionId? Policy,
    string? FaultySerial,
    string? NewSerial);

public sealed record MoneyView(long DueMinor, long SettledMinor, long OwedMinor, string Currency);

/// <param name="Detail">Ids, codes and numbers as they were recorded.</param>
public sealed record EventView(
    int Sequence, Verb Verb, CaseState From, CaseState To, string? Reason, PersonRef By, SiteRef Site,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, System.Text.Json.JsonElement? Detail);

/// <summary>Who owned which stretch. The last one runs when the case is not finished; then <c>Until</c> is null.</summary>
/// <param name="OpenSeconds">Weighed by the opening hours of the site it happened at.</param>
public sealed record ClockStretch(
    ClockOwner Owner, CaseState State, SiteId Site, DateTimeOffset From, DateTimeOffset? Until, long ElapsedSeconds, long OpenSeconds);

public sealed record OwnerTime(ClockOwner Owner, long ElapsedSeconds, long OpenSeconds);

/// <summary>The clock ledger, and the turnaround that follows from it.</summary>
/// <param name="GrossOpenSeconds">From receipt to ready (or now), in open hours; null before receipt.</param>
/// <param name="NetOpenSeconds">The same without the customer's own time.</param>
public sealed record ClockView(IReadOnlyList<ClockStretch> Stretches, IReadOnlyList<OwnerTime> ByOwner, long? GrossOpenSeconds, long? NetOpenSeconds);

/// <param name="Basis"><c>site_history</c>, <c>category_history</c>, <c>policy</c> or <c>person</c>.</param>
public sealed record PromiseView(
    int Sequence, DateTimeOffset At, DateTimeOffset? KnownBy, DateTimeOffset? ReadyP50, DateTimeOffset? ReadyP90, string Basis, int Sample, string? Reason);

public sealed record BounceView(
    CaseLink Former, int Days, int Window, bool SameSymptom, BounceBlame Blame, SiteRef? BlamedSite, bool Unpaid, Why Why,
    DateTimeOffset? AppealedAt, DateTimeOffset? DecidedAt, PersonRef? DecidedBy, string? Verdict);

public sealed record RefusalView(
    int Sequence, string Reason, PersonRef By, DateTimeOffset At, DateTimeOffset? AppealedAt, DateTimeOffset? DecidedAt, PersonRef? DecidedBy, string? Verdict);

public sealed record GoodwillView(
    int Sequence, int Percent, long AmountMinor, string Reason, PersonRef AskedBy, DateTimeOffset AskedAt, DateTimeOffset? DecidedAt, PersonRef? DecidedBy, bool Granted);

public sealed record AlertView(
    int Sequence, string Kind, string Reason, PersonRef Owner, DateTimeOffset RaisedAt, DateTimeOffset DueAt, DateTimeOffset? AcknowledgedAt, PersonRef? AcknowledgedBy);

public sealed record SettlementView(int Sequence, long AmountMinor, string Currency, string Method, string? Reference, PersonRef By, DateTimeOffset At);

/// <param name="Note">Evidence is words and, where there is one, a picture.</param>
public sealed record AttachmentView(int Sequence, string Kind, string? Note, string? ContentType, PersonRef By, DateTimeOffset At);

/// <param name="Text">In the customer's words; null once they were erased, and for who need not know the customer.</param>
public sealed record ComplaintView(int Sequence, CustomerChannel Via, string? Text, DateTimeOffset RaisedAt);

/// <summary>A verb that fits the state of the case.</summary>
/// <param name="Path">Last part of its address: <c>POST /api/v1/cases/{id}/PATH</c>.</param>
/// <param name="To">The state after it; null when the state stays or the verb decides.</param>
/// <param name="Reasons">One of these is needed; empty when none is asked for.</param>
/// <param name="WhyNot">What stands in the way; null when it may be done.</param>
public sealed record VerbView(Verb Verb, string Path, CaseState? To, IReadOnlyList<string> Reasons, bool Allowed, Why? WhyNot);
