namespace Mainstay.Network.Demo;

/// <summary>Shares out whole seats in proportion to weights (Hamilton's method): whole quotas first, the rest to the largest remainders.</summary>
public static class LargestRemainder
{
    /// <param name="weights">Not negative, with a positive sum; equal remainders go to the earlier one.</param>
    /// <returns>As many as weights; the sum is <paramref name="seats"/>.</returns>
    public static int[] Share(IReadOnlyList<double> weights, int seats)
    {
        var total = weights.Sum();
        var quotas = weights.Select(weight => weight / total * seats).ToArray();
        var shares = quotas.Select(quota => (int)Math.Floor(quota)).ToArray();
        var left = seats - shares.Sum();
        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => quotas[i] - shares[i]).Take(left))
        {
            shares[i]++;
        }

        return shares;
    }
}
