namespace Mainstay.Kernel.Random;

/// <summary>
/// One seeded stream of chance: SplitMix64 (Steele, Lea, Flood 2014), an addition and a mix, full period of 2^64. One stream per
/// source of randomness, told apart by name, so that two runs can share the luck of one source and not of another.
/// </summary>
public sealed class RandomStream
{
    private const double UnitOf53Bits = 1.0 / (1UL << 53);
    private ulong _state;

    public RandomStream(ulong seed, string name)
    {
        // FNV-1a, 64 bit: any fixed hash does; string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        _state = Mix(seed) ^ hash;
    }

    public ulong NextBits()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1), in steps of 2^-53.</summary>
    public double NextUnit() => (NextBits() >> 11) * UnitOf53Bits;

    /// <summary>Uniform in [0, <paramref name="bound"/>); the multiply-shift of Lemire 2019 with a bias below bound / 2^64.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>), real.</summary>
    public double Between(double from, double to) => from + ((to - from) * NextUnit());

    public bool Chance(double probability) => NextUnit() < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
