using Mainstay.Contacts.Contracts;

namespace Mainstay.Messaging.Notices;

/// <summary>By which ways a customer can be reached, the one he likes best first.</summary>
internal static class Reach
{
    /// <summary>With no wish of his own: text, because everybody can read one; then mail; then an app.</summary>
    private static readonly ContactChannel[] _usual = [ContactChannel.Sms, ContactChannel.Mail, ContactChannel.Messenger];

    public static IReadOnlyList<ContactChannel> Of(string? phone, string? email, ContactChannel? preferred, IReadOnlyCollection<ContactChannel> unwanted) =>
        [.. _usual.OrderBy(channel => channel == preferred ? 0 : 1)
            .Where(channel => !unwanted.Contains(channel) && AddressOf(channel, phone, email) is not null && (channel != ContactChannel.Messenger || preferred == channel))];

    public static string? AddressOf(ContactChannel channel, string? phone, string? email) =>
        channel == ContactChannel.Mail ? email : phone;
}
