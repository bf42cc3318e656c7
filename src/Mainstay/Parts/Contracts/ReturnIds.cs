using Mainstay.Common;

namespace Mainstay.Parts.Contracts;

public readonly record struct DebtId(Guid Value) : IId<DebtId>
{
    public static DebtId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out DebtId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct CoreTermId(Guid Value) : IId<CoreTermId>
{
    public static CoreTermId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CoreTermId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct BoardJobId(Guid Value) : IId<BoardJobId>
{
    public static BoardJobId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out BoardJobId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
