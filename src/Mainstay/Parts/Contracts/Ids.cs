using Mainstay.Common;

namespace Mainstay.Parts.Contracts;

public readonly record struct PlaceId(Guid Value) : IId<PlaceId>
{
    /// <summary>For cursors: EF Core turns it into the comparison of the columns.</summary>
    public int CompareTo(PlaceId other) => Value.CompareTo(other.Value);
    public static PlaceId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PlaceId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct MovementId(Guid Value) : IId<MovementId>
{
    public static MovementId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out MovementId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct UnitId(Guid Value) : IId<UnitId>
{
    public static UnitId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out UnitId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct NeedId(Guid Value) : IId<NeedId>
{
    public static NeedId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out NeedId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    public static TransferId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TransferId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct TransferLineId(Guid Value) : IId<TransferLineId>
{
    public static TransferLineId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TransferLineId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
