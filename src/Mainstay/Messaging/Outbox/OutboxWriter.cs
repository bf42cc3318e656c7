using Mainstay.Messaging.Contracts;
using Mainstay.Storage;

namespace Mainstay.Messaging.Outbox;

internal sealed class OutboxWriter(MainstayDb db) : IOutbox
{
    public void Add(OutEvent happened) => db.Add(PendingEvent.Of(happened));

    public void Add(WriteBatch batch, OutEvent happened) => batch.Insert(PendingEvent.Of(happened));
}
