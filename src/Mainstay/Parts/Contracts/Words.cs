namespace Mainstay.Parts.Contracts;

/// <summary>What kind of place parts lie in. Reserved and in transit are places like any other, not flags.</summary>
public enum PlaceKind
{
    /// <summary>A bin of the site's store.</summary>
    Bin,

    /// <summary>Put aside for jobs of the site; which, the needs tell.</summary>
    Reserved,

    /// <summary>On the way to the site; in which transfer, its lines tell.</summary>
    InTransit,
}

public enum Condition
{
    Good,
    Refurbished,
    Defective,

    /// <summary>Nobody may use it until somebody has decided: damaged on the way, a recalled lot.</summary>
    Quarantined,

    /// <summary>Lent to customers while theirs is repaired.</summary>
    Loaner,
}

public enum MovementKind
{
    /// <summary>Enters the network: from a supplier, by opening count, out of a customer's device. The reason says which.</summary>
    Receipt,

    /// <summary>From bin to bin of one site.</summary>
    Move,

    /// <summary>Bin to reserved.</summary>
    Reserve,

    /// <summary>Reserved to bin.</summary>
    Release,

    /// <summary>Bin to in transit: scanned out.</summary>
    Send,

    /// <summary>In transit to bin: scanned in.</summary>
    Arrive,

    /// <summary>Leaves: built into a customer's device.</summary>
    Consume,

    /// <summary>Leaves: sold over the counter.</summary>
    Sell,

    /// <summary>Leaves: thrown away, returned to the supplier, lost. The reason says which.</summary>
    Scrap,

    /// <summary>Enters: a count found more than the ledger knew.</summary>
    Found,

    /// <summary>Leaves: a count found less than the ledger knew.</summary>
    Lost,

    /// <summary>Same bin, other condition or owner.</summary>
    Reclassify,
}

/// <summary>What a movement was done for; its id stands beside it.</summary>
public enum StockPaper
{
    Case,
    Transfer,
    Order,
    Count,
    Import,
    Adjustment,
    Return,
    FactoryJob,
}

public enum NeedState
{
    /// <summary>Nothing was free; it waits for what comes.</summary>
    Waiting,

    /// <summary>Lies reserved for the job at its site.</summary>
    Reserved,

    /// <summary>Built in.</summary>
    Used,

    /// <summary>Not needed after all, or sent back unused.</summary>
    Released,
}

public enum TransferState
{
    /// <summary>Asked for: the sending store sees it on its pick list.</summary>
    Requested,

    /// <summary>Scanned out and on the way.</summary>
    Sent,

    /// <summary>Everything that was sent is accounted for: arrived, damaged or written off as lost.</summary>
    Received,

    Cancelled,
}

public enum TransferReason
{
    /// <summary>Up to the target level.</summary>
    Replenish,

    /// <summary>A job waits for it.</summary>
    Job,

    /// <summary>From a centre that has too much, or to one that needs it more.</summary>
    Lateral,

    /// <summary>Replaced parts on their way to the factory or supplier.</summary>
    DefectiveReturn,

    /// <summary>Good or refurbished parts back to the warehouse.</summary>
    StockReturn,
}
