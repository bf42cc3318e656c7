using Mainstay.Common;

namespace Mainstay.Messaging.Contracts;

public readonly record struct WebhookId(Guid Value) : IId<WebhookId>
{
    public static WebhookId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out WebhookId id) => Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

public readonly record struct DeliveryId(Guid Value) : IId<DeliveryId>
{
    public static DeliveryId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out DeliveryId id) => Id.TryParse(text, out id);
    /// <summary>For cursors: EF Core turns it into the comparison of the columns.</summary>
    public int CompareTo(DeliveryId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString();
}
