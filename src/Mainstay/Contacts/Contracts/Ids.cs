using Mainstay.Common;

namespace Mainstay.Contacts.Contracts;

public readonly record struct CustomerId(Guid Value) : IId<CustomerId>
{
    public static CustomerId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out CustomerId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
