using Mainstay.Contacts.Contracts;

namespace Mainstay.Messaging.Notices.Sending;

/// <summary>A message ready to go.</summary>
/// <param name="Id">The same at every try, so that whoever gets it twice can tell.</param>
/// <param name="To">Phone in E.164, or mail address.</param>
/// <param name="FromName">Whom the customer knows: the centre.</param>
public sealed record Parcel(Guid Id, ContactChannel Channel, string To, string FromName, string? Title, string Text, string Language);

public enum Outcome
{
    Sent,

    /// <summary>Not now: busy, away, or wrongly set up; tried again later.</summary>
    Later,

    /// <summary>Never to this address this way.</summary>
    Refused,
}

/// <param name="Code">Why not, such as <c>refused_550</c>; never the server's own words, which name the address.</param>
public readonly record struct Delivery(Outcome Outcome, string? Code)
{
    public static Delivery Sent { get; } = new(Outcome.Sent, null);

    public static Delivery Later(string code) => new(Outcome.Later, code);

    public static Delivery Refused(string code) => new(Outcome.Refused, code);
}

/// <summary>Takes messages of some channels out of the house: a mail server, a gateway for texts, a folder.</summary>
public interface ICarrier
{
    bool Carries(ContactChannel channel);

    /// <summary>Answers for what goes wrong outside; throws only when cancelled.</summary>
    Task<Delivery> CarryAsync(Parcel parcel, CancellationToken ct);
}
