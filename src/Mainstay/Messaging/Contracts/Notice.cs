using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Messaging.Contracts;

/// <summary>One message to one customer. Values and addresses are personal and are kept apart, where they can be erased.</summary>
/// <param name="Key">Of what caused it, such as <c>case:0198…/7/ready</c>: the same key is sent once, however often it is queued. Ids and codes only.</param>
/// <param name="Template">One of <see cref="NoticeTemplates"/>.</param>
/// <param name="Values">What stands in the template's places, in the words of <see cref="Language"/>.</param>
/// <param name="Subject">Kind and id of what it is about, such as <c>case:0198…</c>.</param>
/// <param name="Site">Whose hours and time zone count.</param>
public sealed record Notice(
    string Key, string Template, CustomerId Customer, IReadOnlyDictionary<string, string> Values, string Subject, SiteId? Site = null)
{
    /// <summary>E.164: where he can be reached for this case; null: as the customer is in the books.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Only to the addresses given, never to those in the books: an old number is told that it was replaced.</summary>
    public bool OnlyTheseAddresses { get; init; }

    /// <summary>BCP 47; null: the customer's own.</summary>
    public string? Language { get; init; }

    /// <summary>For security alerts alone: neither quiet hours nor an opt-out hold it back.</summary>
    public bool Urgent { get; init; }
}
