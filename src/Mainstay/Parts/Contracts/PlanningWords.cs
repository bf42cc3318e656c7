namespace Mainstay.Parts.Contracts;

public enum OrderState
{
    /// <summary>Written, not yet sent to the supplier.</summary>
    Draft,
    Placed,
    PartlyReceived,
    Received,

    /// <summary>Nothing more is expected; what came before stays.</summary>
    Cancelled,
}

public enum ProposalKind
{
    /// <summary>A waiting job gets the part sent.</summary>
    Job,

    /// <summary>From the supplying warehouse up to the target level.</summary>
    Replenish,

    /// <summary>From a centre that has much more than its level to one where a job waits.</summary>
    Rebalance,

    /// <summary>From the supplier.</summary>
    Order,

    /// <summary>From the supplier, once for all the years to come: afterwards it is not made any more.</summary>
    LastBuy,

    /// <summary>The successor is ordered for what the old number would need.</summary>
    Supersede,
}

public enum ProposalState
{
    Open,
    Accepted,
    Rejected,

    /// <summary>Accepted by the program within the limits of the policy.</summary>
    AutoAccepted,

    /// <summary>A later run looked at the stock anew.</summary>
    Outdated,
}
