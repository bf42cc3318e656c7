using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Links;

/// <summary>By which way the customer said it; stands in the event.</summary>
public enum CustomerChannel
{
    Link,
    Text,
    Agent,
    Desk,
}

/// <summary>The customer said something about one case.</summary>
/// <param name="Actor"><see cref="Actor.Customer"/> over the link and by text message; otherwise who wrote it down for him.</param>
/// <param name="Identified">How an agent made sure who is calling: one of <see cref="Identification.Ways"/>.</param>
/// <param name="Version">The version of the case he had before him; null: whatever stands now.</param>
public sealed record CustomerWord(CaseId Case, CustomerChannel Via, Actor Actor, string? Identified = null, int? Version = null)
{
    public static CustomerWord OverLink(CaseId @case, int? version) => new(@case, CustomerChannel.Link, Actor.Customer, Version: version);

    public static CustomerWord ByText(CaseId @case) => new(@case, CustomerChannel.Text, Actor.Customer);
}

/// <summary>Who only hears the customer must say how he knew him.</summary>
public static class Identification
{
    /// <summary>Called back on the number we have; two facts only he knows; the code we sent him.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["called_back", "two_facts", "code_sent"];

    internal static Via Of(Actor actor, SiteInfo centre, string? identified)
    {
        if (actor.May(centre.Ref, Role.FrontDesk, Role.CentreManager))
        {
            return new Via(CustomerChannel.Desk, identified);
        }

        return identified is not null && Ways.Contains(identified)
            ? new Via(CustomerChannel.Agent, identified)
            : throw new RefusedException("identification-needed", $"Say how you made sure that this is the customer: {string.Join(", ", Ways)}.");
    }
}

/// <summary>What an event tells of the way a customer's word came in.</summary>
internal sealed record Via(CustomerChannel Channel, string? Identified);
