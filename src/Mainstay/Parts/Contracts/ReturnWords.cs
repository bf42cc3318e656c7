namespace Mainstay.Parts.Contracts;

public enum DebtState
{
    /// <summary>The replaced part lies at the site and has to go back.</summary>
    Owed,

    /// <summary>Scanned out, in a transfer.</summary>
    OnTheWay,

    /// <summary>Scanned in where it belongs, with its own serial.</summary>
    Returned,

    /// <summary>What came, or what was said to be taken out, has another serial than the books; a manager decides.</summary>
    Mismatch,

    /// <summary>Nobody waits for it any more; the reason says why.</summary>
    WrittenOff,
}

/// <summary>Where a replaced part goes back to.</summary>
public enum ReturnTo
{
    /// <summary>The repair factory of the site: what is worth repairing.</summary>
    Factory,

    /// <summary>Its supplying warehouse: what is collected for the supplier.</summary>
    Warehouse,
}

/// <summary>Where a board is in the factory.</summary>
public enum BoardState
{
    Received,
    Test,
    Repair,
    FinalTest,

    /// <summary>Known good: it lies as refurbished in the factory's stock, or has left from there.</summary>
    Passed,

    Scrapped,
}

/// <summary>What is done to a board at its station.</summary>
public enum BoardAct
{
    /// <summary>Received to test.</summary>
    Start,

    /// <summary>The test found what is wrong.</summary>
    ToRepair,

    /// <summary>Repaired, or nothing was found wrong with it.</summary>
    ToFinalTest,

    /// <summary>Final test failed: back to repair.</summary>
    Fail,

    /// <summary>Final test passed: known good.</summary>
    Pass,

    /// <summary>Not worth it, or beyond repair.</summary>
    Scrap,
}
