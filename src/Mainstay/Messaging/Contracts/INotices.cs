namespace Mainstay.Messaging.Contracts;

/// <summary>Messages to customers. What to say is a template; how, when and by which channel it goes is decided here.</summary>
public interface INotices
{
    /// <summary>
    /// Joins the caller's <c>MainstayDb</c>: written when the caller saves, or not at all. A notice whose key is known already
    /// changes nothing (law 8).
    /// </summary>
    /// <exception cref="ArgumentException">There is no such template, or a value that it needs is missing: a mistake in the program.</exception>
    Task QueueAsync(Notice notice, CancellationToken ct);

    /// <summary>The same for many at once, with as many questions to the database as for one.</summary>
    Task QueueManyAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct);
}
