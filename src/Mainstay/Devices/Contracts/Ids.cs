using Mainstay.Common;

namespace Mainstay.Devices.Contracts;

public readonly record struct DeviceId(Guid Value) : IId<DeviceId>
{
    public static DeviceId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out DeviceId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ModelId(Guid Value) : IId<ModelId>
{
    public static ModelId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ModelId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct PartId(Guid Value) : IId<PartId>
{
    public static PartId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PartId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct CategoryId(Guid Value) : IId<CategoryId>
{
    public static CategoryId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CategoryId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct PolicyId(Guid Value) : IId<PolicyId>
{
    public static PolicyId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PolicyId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct PolicyVersionId(Guid Value) : IId<PolicyVersionId>
{
    public static PolicyVersionId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PolicyVersionId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct CoverId(Guid Value) : IId<CoverId>
{
    public static CoverId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CoverId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct DecisionId(Guid Value) : IId<DecisionId>
{
    public static DecisionId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out DecisionId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
