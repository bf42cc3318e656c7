namespace Mainstay.Cases.Model;

/// <summary>Where a case stands. Only verbs move it (law 3); the table of moves is <see cref="Moves"/>.</summary>
public enum CaseState
{
    /// <summary>Intake begun and parked; may be resumed at any counter.</summary>
    Draft,
    Booked,
    Received,
    Triage,
    Diagnosed,
    EstimateSent,
    Approved,
    Declined,
    PartsWait,
    InRepair,
    QualityCheck,
    Ready,
    HandedOver,
    Closed,
    ToFactory,
    AtFactory,
    FactoryRepair,
    FromFactory,
    SwapApproved,
    SwapIssued,
    BeyondRepair,
    ReturnUnrepaired,
    Cancelled,
}

/// <summary>Who owns the running minute (law 4).</summary>
public enum ClockOwner
{
    Customer,
    Centre,
    Parts,
    Factory,
    Courier,
    Maker,
}

public enum IntakeChannel
{
    WalkIn,
    Booking,
    Post,
    Phone,
}

/// <summary>How a case ended for the device.</summary>
public enum Outcome
{
    Repaired,
    RepairedAtFactory,
    Swapped,
    NoFaultFound,
    Declined,
    BeyondRepair,
    ReturnedUnrepaired,
    Cancelled,
}

public enum LineKind
{
    Labour,
    Part,
    Transport,
    Exchange,
}

public enum LineState
{
    /// <summary>On the estimate, not yet decided.</summary>
    Proposed,

    /// <summary>Decided; the part is needed.</summary>
    Approved,
    Declined,

    /// <summary>Done or built in.</summary>
    Used,

    /// <summary>Needed once, then not: gone back.</summary>
    Returned,
}

public enum ItemKind
{
    Device,
    ReplacedDevice,
    Sim,
    MemoryCard,
    Charger,
    Cable,
    Cover,
    Remote,
    Box,
    Other,
}

/// <summary>Exactly one of these holds each thing at every instant (law 11).</summary>
public enum HolderKind
{
    Customer,
    Person,
    Shelf,
    Consignment,

    /// <summary>Refurbished, in the swap stock of a site.</summary>
    Stock,

    /// <summary>Issued again: what happens to it now is told by that case.</summary>
    Case,
}

public enum PurchaseEvidence
{
    None,
    Invoice,
    Activation,
    RetailerRecord,
}
