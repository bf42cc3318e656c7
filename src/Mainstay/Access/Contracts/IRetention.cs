namespace Mainstay.Access.Contracts;

/// <summary>
/// A kind of personal data that is forgotten some time after it was needed. Each room offers its own; how long is one rule for all of
/// them, which administrators set. What is forgotten leaves the facts standing (laws 1 to 4).
/// </summary>
public interface IRetention
{
    /// <summary>Such as <c>photos</c>; texts are found by it (<c>privacy.kind.photos</c>).</summary>
    string Kind { get; }

    /// <summary>What the time runs from, such as <c>closed</c>.</summary>
    string From { get; }

    int UsualDays { get; }

    /// <summary>Never less, whoever asks: what the law or a dispute may still need.</summary>
    int LeastDays { get; }

    /// <summary>How much would go now. Changes nothing.</summary>
    Task<long> DueAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Forgets what is due, in steps of its own that each commit: breaking off and beginning again does no harm.</summary>
    Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct);
}
