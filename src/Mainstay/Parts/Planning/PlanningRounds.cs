using Mainstay.Access.Contracts;
using Mainstay.Common;

namespace Mainstay.Parts.Planning;

/// <summary>The nightly look at demand and stock. Asked more often than needed, it plans once a night, whichever node asks.</summary>
public sealed class PlanningRounds(PlanSupplyHandler planning, TimeProvider clock)
{
    /// <summary>UTC: half past two at night in India, after the forgetting.</summary>
    private const int Hour = 21;

    /// <summary>Runs when the hour has come and nobody has planned this night.</summary>
    public async Task<PlanningRun?> RunWhenDueAsync(CancellationToken ct)
    {
        var now = clock.Now().UtcDateTime;
        return now.Hour == Hour ? await planning.HandleAsync(new PlanSupply(Night: DateOnly.FromDateTime(now)), Actor.System, ct) : null;
    }
}
