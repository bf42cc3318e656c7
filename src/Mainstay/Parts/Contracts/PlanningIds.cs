using Mainstay.Common;

namespace Mainstay.Parts.Contracts;

public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    public static OrderId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out OrderId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct OrderLineId(Guid Value) : IId<OrderLineId>
{
    public static OrderLineId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out OrderLineId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct RunId(Guid Value) : IId<RunId>
{
    public static RunId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out RunId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ProposalId(Guid Value) : IId<ProposalId>
{
    public static ProposalId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ProposalId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct AutoAcceptId(Guid Value) : IId<AutoAcceptId>
{
    public static AutoAcceptId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out AutoAcceptId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
