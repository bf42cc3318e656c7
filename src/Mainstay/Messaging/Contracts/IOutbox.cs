using Mainstay.Storage;

namespace Mainstay.Messaging.Contracts;

/// <summary>
/// Takes events for others to hear. Rows join the context or batch that the caller commits, so that a change and its news are
/// kept together or not at all; they are told afterwards (<see cref="IConsumeEvents"/>).
/// </summary>
public interface IOutbox
{
    void Add(OutEvent happened);

    /// <summary>The same for a verb that writes by batch: no round trip more.</summary>
    void Add(WriteBatch batch, OutEvent happened);
}
