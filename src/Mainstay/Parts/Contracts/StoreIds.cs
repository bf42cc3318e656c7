using Mainstay.Common;

namespace Mainstay.Parts.Contracts;

public readonly record struct CountId(Guid Value) : IId<CountId>
{
    public static CountId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CountId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct CountLineId(Guid Value) : IId<CountLineId>
{
    public static CountLineId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CountLineId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public enum CountState
{
    Open,

    /// <summary>Differences are booked.</summary>
    Finished,

    Cancelled,
}
