using Mainstay.Access.Contracts;
using static Mainstay.Access.Contracts.Role;
using static Mainstay.Cases.Model.CaseState;

namespace Mainstay.Cases.Model;

/// <summary>One row of the table of moves.</summary>
/// <param name="To">The state after it; null when the state stays.</param>
/// <param name="Reasons">Allowed reason codes (resource <c>reason.{code}</c>); empty when none is asked for.</param>
public sealed record Move(Verb Verb, IReadOnlyList<CaseState> From, CaseState? To, IReadOnlyList<Role> Roles, IReadOnlyList<string> Reasons);

/// <summary>
/// The whole machine as a table: which verb may be used in which state, by whom, with which reasons, and who owns the clock
/// afterwards. Guards that need more than the state stand in the verb's own rule. The API, the pages' buttons, the access
/// matrix and the demo all read this one table.
/// </summary>
public static class Moves
{
    private static readonly Role[] _desk = [FrontDesk, CentreManager];
    private static readonly Role[] _bench = [Technician, CentreManager];
    private static readonly Role[] _deskOrBench = [FrontDesk, Technician, CentreManager];
    private static readonly Role[] _factory = [FactoryOperator, FactoryManager];
    private static readonly Role[] _intake = [FrontDesk, CentreManager, Agent];
    private static readonly Role[] _store = [Storekeeper, FrontDesk, Technician, CentreManager];
    private static readonly Role[] _hands = [FrontDesk, Technician, CentreManager, Storekeeper, FactoryOperator, FactoryManager];

    /// <summary>The device is in our care and the case is not finished.</summary>
    private static readonly CaseState[] _inCare =
    [
        Received, Triage, Diagnosed, EstimateSent, Approved, Declined, PartsWait, InRepair, QualityCheck, Ready,
        ToFactory, AtFactory, FactoryRepair, FromFactory, SwapApproved, SwapIssued, BeyondRepair, CaseState.ReturnUnrepaired,
    ];

    private static readonly CaseState[] _open = [Draft, Booked, .. _inCare];

    public static IReadOnlyList<Move> All { get; } =
    [
        new(Verb.Park, [Draft], Draft, _intake, ["customer_left", "papers_missing", "queue"]),
        new(Verb.Resume, [Draft], Draft, _intake, []),
        new(Verb.Receive, [Draft, Booked], Received, _desk, []),
        new(Verb.BeginTriage, [Received], Triage, _bench, []),
        new(Verb.Diagnose, [Received, Triage, Diagnosed, EstimateSent, Approved, PartsWait, InRepair, AtFactory, FactoryRepair], Diagnosed, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.AddLine, [Received, Triage, Diagnosed, Approved, PartsWait, InRepair, AtFactory, FactoryRepair], null, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.RemoveLine, [Received, Triage, Diagnosed, Approved, PartsWait, InRepair, AtFactory, FactoryRepair], null, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.RefuseCover, [Diagnosed], null, [Technician, CentreManager], ["liquid", "impact", "tampering", "unapproved_part", "misuse"]),
        new(Verb.AppealRefusal, [Diagnosed, EstimateSent, Declined, CaseState.ReturnUnrepaired, Ready, HandedOver], null, [FrontDesk, CentreManager, Agent], []),
        new(Verb.DecideAppeal, [Diagnosed, EstimateSent, Declined, CaseState.ReturnUnrepaired, Ready, HandedOver], null, [QualityEngineer, HeadOfService], ["upheld", "overturned"]),
        new(Verb.RequestGoodwill, [Diagnosed, EstimateSent], null, [FrontDesk, CentreManager, Agent], ["loyal_customer", "just_out_of_warranty", "repeat_trouble", "our_mistake", "long_wait"]),
        new(Verb.DecideGoodwill, [Diagnosed, EstimateSent], null, [CentreManager, HeadOfService], ["granted", "refused"]),
        new(Verb.SendEstimate, [Diagnosed], EstimateSent, _deskOrBench, []),
        new(Verb.Approve, [Diagnosed, EstimateSent], Approved, _intake, []),
        new(Verb.Decline, [EstimateSent], Declined, _intake, ["too_expensive", "too_slow", "buys_new", "elsewhere", "data_worry", "other"]),
        new(Verb.Assign, [.. _inCare], null, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.WaitForParts, [Diagnosed, Approved, InRepair, SwapApproved], PartsWait, _bench, ["not_in_stock", "wrong_part", "defective_part", "unit_not_in_stock"]),
        new(Verb.PartsArrived, [PartsWait], Approved, _store, []),
        new(Verb.StartRepair, [Diagnosed, Approved, PartsWait], InRepair, _bench, []),
        new(Verb.UsePart, [InRepair, FactoryRepair], null, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.ReturnPart, [Approved, PartsWait, InRepair, FactoryRepair], null, [Technician, CentreManager, FactoryOperator, FactoryManager], ["not_needed", "wrong_part", "defective_part"]),
        new(Verb.Wipe, [Approved, InRepair, FactoryRepair, SwapIssued], null, [Technician, CentreManager, FactoryOperator, FactoryManager], ["needed_for_repair", "customer_asked", "unit_stays_with_us"]),
        new(Verb.FinishRepair, [InRepair], QualityCheck, _bench, ["fixed", "no_fault_found", "software"]),
        new(Verb.PassQuality, [QualityCheck, SwapIssued], Ready, _bench, []),
        new(Verb.FailQuality, [QualityCheck], InRepair, _bench, ["fault_persists", "new_fault", "cosmetic", "not_clean", "wrong_part"]),
        new(Verb.SendToFactory, [Diagnosed, Approved, InRepair, PartsWait], ToFactory, _bench, ["board_level", "no_skill", "no_equipment", "repeat_failure"]),
        new(Verb.DispatchToFactory, [ToFactory], null, _hands, []),
        new(Verb.ReceiveAtFactory, [ToFactory], AtFactory, [FactoryOperator, FactoryManager, Storekeeper], []),
        new(Verb.StartFactoryRepair, [AtFactory], FactoryRepair, _factory, []),
        new(Verb.FinishFactoryRepair, [FactoryRepair, SwapIssued], FromFactory, _factory, ["fixed", "no_fault_found", "swapped", "beyond_repair"]),
        new(Verb.DispatchFromFactory, [FromFactory], null, [FactoryOperator, FactoryManager, Storekeeper], []),
        new(Verb.ReceiveFromFactory, [FromFactory], QualityCheck, _hands, []),
        new(Verb.ApproveSwap, [Diagnosed, Approved, PartsWait, InRepair, AtFactory, FactoryRepair, CaseState.BeyondRepair], SwapApproved, [CentreManager, FactoryManager, HeadOfService], ["dead_on_arrival", "early_life", "no_part", "repeat_repair", "promise_at_risk", "board_level"]),
        new(Verb.IssueSwap, [SwapApproved], SwapIssued, [Technician, CentreManager, FactoryOperator, FactoryManager], []),
        new(Verb.ReturnDefective, [SwapIssued, Ready, HandedOver], null, _store, []),
        new(Verb.DeclareBeyondRepair, [Diagnosed, InRepair], CaseState.BeyondRepair, [Technician, CentreManager], ["costs_more_than_worth", "no_parts_any_more", "destroyed"]),
        new(Verb.ReturnUnrepaired, [Received, Triage, Diagnosed, Declined, PartsWait, Approved, CaseState.BeyondRepair], CaseState.ReturnUnrepaired, _deskOrBench, ["declined", "beyond_repair", "customer_asked", "no_parts", "cover_refused", "no_fault_found"]),
        new(Verb.PrepareReturn, [CaseState.ReturnUnrepaired], Ready, _deskOrBench, []),
        new(Verb.Settle, [Approved, PartsWait, InRepair, QualityCheck, Ready, CaseState.ReturnUnrepaired], null, _desk, []),
        new(Verb.IssueCode, [.. _open], null, _desk, []),
        new(Verb.HandOver, [Ready], HandedOver, _desk, []),
        new(Verb.Close, [HandedOver], Closed, [FrontDesk, CentreManager, HeadOfService], ["done", "no_answer"]),
        new(Verb.Reopen, [HandedOver], Received, _desk, ["same_fault", "new_fault", "accessory_missing"]),
        new(Verb.Cancel, [Draft, Booked], Cancelled, _intake, ["customer_asked", "no_show", "duplicate", "mistake"]),
        new(Verb.Shelve, [.. _inCare], null, _hands, []),
        new(Verb.PassOn, [.. _inCare, HandedOver], null, _hands, []),
        new(Verb.Transfer, [Received, Triage, Diagnosed, Approved, PartsWait], null, [CentreManager, HeadOfService], ["closer_to_customer", "skill", "load", "site_closes", "parts"]),
        new(Verb.MarkSafety, [.. _open, HandedOver], null, [FrontDesk, Technician, CentreManager, Agent, FactoryOperator, FactoryManager], ["swollen_battery", "smoke_or_fire", "electric_shock", "sharp_edge", "overheating"]),
        new(Verb.MarkSecurity, [.. _open, HandedOver], null, [FrontDesk, Technician, CentreManager, Agent, FactoryOperator, FactoryManager], ["data_exposed", "account_taken", "malware", "tampered_identity", "lost_in_care"]),
        new(Verb.AcknowledgeAlert, [.. _open, HandedOver, Closed, Cancelled], null, [CentreManager, QualityEngineer, HeadOfService], []),
        new(Verb.MovePromise, [.. _inCare], null, [FrontDesk, Technician, CentreManager, FactoryManager], ["part_late", "bench_full", "second_fault", "courier_late", "factory_late", "decision_late", "customer_asked"]),
        new(Verb.CorrectContact, [.. _open], null, _intake, []),
        new(Verb.Complain, [.. _open, HandedOver, Closed, Cancelled], null, _intake, []),
        new(Verb.Sign, [.. _open], null, _desk, []),
        new(Verb.KeepPasscode, [.. _open], null, _desk, []),
        new(Verb.RevealPasscode, [.. _inCare], null, [Technician, CentreManager, FactoryOperator, FactoryManager], ["test_repair", "reproduce_fault", "back_up"]),
        new(Verb.AllowPasscode, [.. _inCare], null, [CentreManager, FactoryManager], ["test_repair", "second_person", "reading_failed"]),
        new(Verb.MoveVisit, [Booked], null, _intake, []),
        new(Verb.Arrive, [Booked], null, _desk, []),
    ];

    /// <summary>What a customer may do himself, to the case his link opens.</summary>
    public static IReadOnlyList<Verb> OfCustomers { get; } = [Verb.Approve, Verb.Decline, Verb.Complain, Verb.IssueCode, Verb.MoveVisit, Verb.Cancel];

    private static readonly Dictionary<Verb, Move> _byVerb = All.ToDictionary(move => move.Verb);

    /// <summary>Roles that may open, book or park; opening verbs start a case and stand in no row above.</summary>
    public static IReadOnlyList<Role> OpeningRoles => _intake;

    public static Move Of(Verb verb) => _byVerb[verb];

    public static bool IsOpen(CaseState state) => state is not (HandedOver or Closed or Cancelled);

    /// <summary>The device is with us: every thing of the case has a holder other than the customer.</summary>
    public static bool IsInCare(CaseState state) => Array.IndexOf(_inCare, state) >= 0;

    /// <summary>Who owns the minutes spent in a state, unless the verb says otherwise (waiting for goodwill: the maker; posted: the courier).</summary>
    public static ClockOwner OwnerOf(CaseState state) => state switch
    {
        Draft or Booked or EstimateSent or Ready or HandedOver or Closed or Cancelled or CaseState.BeyondRepair => ClockOwner.Customer,
        PartsWait => ClockOwner.Parts,
        ToFactory or FromFactory => ClockOwner.Courier,
        AtFactory or FactoryRepair => ClockOwner.Factory,
        _ => ClockOwner.Centre,
    };
}
