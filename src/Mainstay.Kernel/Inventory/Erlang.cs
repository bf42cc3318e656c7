namespace Mainstay.Kernel.Inventory;

/// <summary>Erlang's formulas: how often all servers are busy.</summary>
/// <remarks>Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges" (1917), by the usual recursion, which never overflows.</remarks>
public static class Erlang
{
    /// <summary>B: the share of arrivals that find all servers busy and go away.</summary>
    /// <param name="servers">At least 0.</param>
    /// <param name="load">Arrivals times mean service time, at least 0.</param>
    public static double Lost(int servers, double load)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(servers);
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        double lost = 1;
        for (var n = 1; n <= servers; n++)
        {
            lost = load * lost / (n + (load * lost));
        }

        return lost;
    }

    /// <summary>C: the share of arrivals that wait, where all wait; 1 when more arrives than can be served.</summary>
    /// <inheritdoc cref="Lost"/>
    public static double Waiting(int servers, double load)
    {
        if (load >= servers)
        {
            return 1;
        }

        var lost = Lost(servers, load);
        return servers * lost / (servers - (load * (1 - lost)));
    }
}
