using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Parts.Stock;

/// <summary>What the database refuses of a movement, as one sentence.</summary>
public static class StockConflicts
{
    /// <returns>null when it is something else.</returns>
    public static RefusedException? Explain(Exception e)
    {
        if (UniqueViolation.IndexOf(e) == "ux_parts_units_part_serial")
        {
            return new RefusedException("serial-known", "A piece of this part with this serial is known already; search for the serial to see where it is.");
        }

        return BrokenRule.Of(e) switch
        {
            BrokenRule.Check or BrokenRule.Reference => NotInStock(),
            BrokenRule.Deadlock => new RefusedException("stale-version", "Somebody moved the same parts at this moment. Nothing was done; try again."),
            _ => null,
        };
    }

    public static RefusedException NotInStock() =>
        new("not-in-stock", "There are not so many pieces there any more: somebody took them, or they were never there. Nothing was moved; look again.");
}
