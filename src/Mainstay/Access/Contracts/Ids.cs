using Mainstay.Common;

namespace Mainstay.Access.Contracts;

public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PersonId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct AuditId(Guid Value) : IId<AuditId>
{
    public static AuditId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out AuditId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    public static SessionId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out SessionId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct GlassId(Guid Value) : IId<GlassId>
{
    public static GlassId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out GlassId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct TerminalId(Guid Value) : IId<TerminalId>
{
    public static TerminalId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out TerminalId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
