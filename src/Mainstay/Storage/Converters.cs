using Mainstay.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mainstay.Storage;

internal sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Made.By<T>(value))
    where T : struct, IId<T>;

/// <summary>Sixteen bytes, most significant first: half the size of text in SQLite, and in the order of time.</summary>
internal sealed class IdBlobConverter<T>() : ValueConverter<T, byte[]>(id => id.Value.ToByteArray(true), bytes => Made.By<T>(new Guid(bytes, true)))
    where T : struct, IId<T>;

/// <summary>The same for an id whose kind varies by row (a holder is a person, a shelf or a consignment): it must match the typed ones.</summary>
internal sealed class GuidBlobConverter() : ValueConverter<Guid, byte[]>(value => value.ToByteArray(true), bytes => new Guid(bytes, true));

internal sealed class EnumConverter<T>() : ValueConverter<T, string>(value => EnumText<T>.Of(value), text => EnumText<T>.Parse(text))
    where T : struct, Enum;

internal sealed class WhyConverter() : ValueConverter<Why, string>(why => why.ToJson(), json => Why.FromJson(json));

/// <summary>Whole microseconds since 1970 UTC: order, range and maximum work in SQLite as they do on <c>timestamptz</c>.</summary>
internal sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => Microseconds.Of(instant),
    micros => Microseconds.ToInstant(micros));

internal static class Microseconds
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToInstant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}

/// <summary>Expression trees cannot call a static interface member; they can call this.</summary>
internal static class Made
{
    public static T By<T>(Guid value) where T : struct, IId<T> => T.From(value);
}
