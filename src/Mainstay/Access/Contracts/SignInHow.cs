namespace Mainstay.Access.Contracts;

/// <summary>How somebody proved who he is.</summary>
public enum SignInHow
{
    Password,
    Passkey,

    /// <summary>Password and a code of his authenticator.</summary>
    Code,

    /// <summary>Badge or PIN at a registered counter terminal: enough for the counter, not for dangerous verbs.</summary>
    Badge,
}

/// <param name="Longest">However busy, a session ends after this.</param>
/// <param name="Idle">Unused for this long, it ends.</param>
/// <param name="Fresh">For this long after a proof dangerous verbs ask for no other.</param>
public sealed record SessionRule(TimeSpan Longest, TimeSpan Idle, TimeSpan Fresh)
{
    /// <summary>Administrators, heads of service and integrators need a second factor this long after it was first asked for; null never demands it.</summary>
    public TimeSpan? SecondFactorWithin { get; init; }

    public static SessionRule Default { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromHours(8), TimeSpan.FromMinutes(10));
}
