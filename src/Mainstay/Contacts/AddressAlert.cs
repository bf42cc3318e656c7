using Mainstay.Messaging.Contracts;

namespace Mainstay.Contacts;

/// <summary>Who loses a number or address from our records is told there: it may not have been him who changed it.</summary>
internal static class AddressAlert
{
    private static readonly Dictionary<string, string> _none = [];

    public static async Task TellFormerAsync(INotices notices, Customer customer, string? formerPhone, string? formerEmail, CancellationToken ct)
    {
        if (formerPhone is not null && formerPhone != customer.Phone)
        {
            await notices.QueueAsync(Alert("phone") with { Phone = formerPhone }, ct);
        }

        if (formerEmail is not null && !string.Equals(formerEmail, customer.Email, StringComparison.OrdinalIgnoreCase))
        {
            await notices.QueueAsync(Alert("email") with { Email = formerEmail }, ct);
        }

        Notice Alert(string which) => new(
            $"customer:{customer.Id}/{customer.Version}/{which}", NoticeTemplates.NumberChanged, customer.Id, _none, $"customer:{customer.Id}")
        {
            OnlyTheseAddresses = true,
            Language = customer.Language,
            Urgent = true,
        };
    }
}
