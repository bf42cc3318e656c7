using Mainstay.Common;

namespace Mainstay.Cases.Contracts;

public readonly record struct CaseId(Guid Value) : IId<CaseId>
{
    public static CaseId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CaseId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct LineId(Guid Value) : IId<LineId>
{
    public static LineId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out LineId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ItemId(Guid Value) : IId<ItemId>
{
    public static ItemId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ItemId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ConsignmentId(Guid Value) : IId<ConsignmentId>
{
    public static ConsignmentId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ConsignmentId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ShelfId(Guid Value) : IId<ShelfId>
{
    public static ShelfId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ShelfId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct BounceId(Guid Value) : IId<BounceId>
{
    public static BounceId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out BounceId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct AppealId(Guid Value) : IId<AppealId>
{
    public static AppealId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out AppealId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct TokenId(Guid Value) : IId<TokenId>
{
    public static TokenId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TokenId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct VisitId(Guid Value) : IId<VisitId>
{
    public static VisitId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out VisitId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct PaperBlockId(Guid Value) : IId<PaperBlockId>
{
    public static PaperBlockId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PaperBlockId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
