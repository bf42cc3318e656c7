namespace Mainstay.Devices.Demo;

/// <summary>One seeded stream of the demo: SplitMix64 (Steele, Lea, Flood 2014).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public ulong Bits()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, below); the bias of the product is below 2^-32 for what the demo draws.</summary>
    public int Below(int below) => (int)(((Bits() >> 32) * (ulong)below) >> 32);

    public bool Hits(double share) => Share() < share;

    /// <summary>An index drawn by weights that add up to the last entry of their running sums.</summary>
    public int Weighted(double[] runningSums)
    {
        var at = Array.BinarySearch(runningSums, Share() * runningSums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, runningSums.Length - 1);
    }
}
