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

public readonly record struct TacId(Guid Value) : IId<TacId>
{
    public static TacId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TacId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct DeviceLinkId(Guid Value) : IId<DeviceLinkId>
{
    public static DeviceLinkId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out DeviceLinkId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct OwnershipId(Guid Value) : IId<OwnershipId>
{
    public static OwnershipId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out OwnershipId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct ProgrammeId(Guid Value) : IId<ProgrammeId>
{
    public static ProgrammeId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ProgrammeId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct GoodwillBudgetId(Guid Value) : IId<GoodwillBudgetId>
{
    public static GoodwillBudgetId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out GoodwillBudgetId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
