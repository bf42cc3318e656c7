namespace Mainstay.Cli;

/// <summary>What the caller's shell sees. Documented in docs/operations.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done. A check that could run is done, whatever its verdict.</summary>
    public const int Done = 0;

    /// <summary>Refused; one sentence says why and nothing was changed.</summary>
    public const int Refused = 1;

    /// <summary>The arguments or the input file cannot be read as what they should be; nothing was imported.</summary>
    public const int BadInput = 2;

    /// <summary>Something the program needs cannot be had: the database is not there, or does not let us in.</summary>
    public const int Unavailable = 3;

    /// <summary>Somebody else has it: another server on the folder, another writer in the database.</summary>
    public const int Locked = 4;

    /// <summary>Measured, and some figure missed its target (<c>bench</c>).</summary>
    public const int Missed = 5;

    /// <summary>A fault of the program itself.</summary>
    public const int Bug = 70;

    /// <summary>Stopped from outside, as shells count it.</summary>
    public const int Interrupted = 130;

    public static int Of(string code) => code switch
    {
        ['f', 'i', 'l', 'e', '-', ..] or "data-missing" or "connection-malformed" or "backup-damaged" or "backup-foreign" => BadInput,
        "database-unavailable" or "database-denied" or "database-damaged" or "disk-full" or "postgres-missing" => Unavailable,
        "database-locked" or "server-running" => Locked,
        _ => Refused,
    };
}
