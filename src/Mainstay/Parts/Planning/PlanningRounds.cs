using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Parts.Needs;

namespace Mainstay.Parts.Planning;

/// <summary>The nightly look at demand and stock. Asked more often than needed, it plans once a night, whichever node asks.</summary>
public sealed class PlanningRounds(PlanSupplyHandler planning, NeedDesk needs, TimeProvider clock)
{
    /// <summary>UTC: half past two at night in India, after the forgetting.</summary>
    private const int Hour = 21;

    /// <summary>Runs when the hour has come and nobody has planned this night.</summary>
    public async Task<PlanningRun?> RunWhenDueAsync(CancellationToken ct)
    {
        var now = clock.Now().UtcDateTime;
        if (now.Hour != Hour)
        {
            return null;
        }

        // What lies free beside a job that waits is no reason to move or order anything.
        await needs.AllotEverywhereAsync(Actor.System.Person, ct);
        return await planning.HandleAsync(new PlanSupply(Night: DateOnly.FromDateTime(now)), Actor.System, ct);
    }
}
