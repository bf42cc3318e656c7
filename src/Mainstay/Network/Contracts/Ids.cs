using Mainstay.Common;

namespace Mainstay.Network.Contracts;

public readonly record struct SiteId(Guid Value) : IId<SiteId>
{
    public static SiteId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out SiteId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct OrganisationId(Guid Value) : IId<OrganisationId>
{
    public static OrganisationId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out OrganisationId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct CalendarId(Guid Value) : IId<CalendarId>
{
    public static CalendarId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CalendarId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
