using Mainstay.Messaging.Outbox;
using Mainstay.Messaging.Webhooks;
using Mainstay.Testing;

namespace Mainstay.Tests.Messaging;

internal sealed class AnEventThatWasNeverTold : PlantedViolation
{
    public override string Check => "messaging.events";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        await test.PlantAsync<ToldEvent>(1, (nameof(ToldEvent.Subject), "case:1"), (nameof(ToldEvent.Version), 1));
        await test.PlantAsync<PendingEvent>(2, (nameof(PendingEvent.Subject), "case:1"), (nameof(PendingEvent.Version), 3));
    }
}

internal sealed class ADeliveryCalledDeadTooEarly : PlantedViolation
{
    public override string Check => "messaging.deliveries";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Delivery>(1, (nameof(Delivery.State), DeliveryState.Dead), (nameof(Delivery.Attempts), 2));
}
