using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Mainstay.Common;

/// <summary>A typed identifier around a UUIDv7. Each aggregate has its own, so that a site is never passed for a case.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public static class Id
{
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T id) where T : struct, IId<T>
    {
        var ok = Guid.TryParse(text, out var value) && value != Guid.Empty;
        id = ok ? T.From(value) : default;
        return ok;
    }
}

/// <summary>Where ids come from: passed in, so that a seeded run makes the same ids again (law 10).</summary>
public abstract class IdSource
{
    /// <summary>A new UUIDv7: sorted by time of making to the fraction of a millisecond.</summary>
    public abstract Guid Next();

    public T Next<T>() where T : struct, IId<T> => T.From(Next());

    /// <summary>Lays out a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, 12 bits of sub-millisecond fraction, 62 random bits.</summary>
    protected static Guid Layout(DateTimeOffset at, ulong random)
    {
        var sinceEpoch = at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var milliseconds = (ulong)(sinceEpoch / TimeSpan.TicksPerMillisecond);
        var fraction = (ulong)(sinceEpoch % TimeSpan.TicksPerMillisecond) * 4096 / TimeSpan.TicksPerMillisecond;
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | fraction);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (random & 0x3FFF_FFFF_FFFF_FFFF));
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Ids from the clock and the system's secure random source.</summary>
public sealed class SystemIdSource(TimeProvider clock) : IdSource
{
    public override Guid Next()
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return Layout(clock.GetUtcNow(), BitConverter.ToUInt64(random));
    }
}

/// <summary>Repeatable ids for a seeded run: same clock, same seed, same ids.</summary>
public sealed class SeededIdSource(TimeProvider clock, ulong seed) : IdSource
{
    private ulong _state = seed;

    public override Guid Next()
    {
        // SplitMix64 (Steele, Lea, Flood 2014): one addition and a mix; a full period of 2^64.
        var mixed = Interlocked.Add(ref _state, 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return Layout(clock.GetUtcNow(), mixed ^ (mixed >> 31));
    }
}
