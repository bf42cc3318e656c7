namespace Mainstay.Contacts.Contracts;

/// <summary>A way to reach a customer in writing.</summary>
public enum ContactChannel
{
    Sms,
    Mail,

    /// <summary>A messaging app bound to the phone number.</summary>
    Messenger,
}
