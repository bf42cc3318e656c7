using Mainstay.Common;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;

namespace Mainstay.Messaging.Webhooks;

/// <summary>
/// Sends what is due. Each webhook has a lane of its own, so that a slow receiver holds up nobody else, and in a lane many cases are
/// on their way at once, each one's events one after the other. May run on every node.
/// </summary>
public sealed class Dispatcher(Database database, WebhookSender sender, ISeal seal, IdSource ids, TimeProvider clock)
{
    /// <summary>On their way to one webhook at the same time.</summary>
    public const int InFlight = 32;

    /// <summary>Taken at once: twice those in flight, so that the lane does not stand still while results are written.</summary>
    private const int InHand = 2 * InFlight;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(15);

    private readonly DeliveryQueue _queue = new(database, seal, ids, clock);

    /// <summary>Until nothing is due any more; webhooks that get something to send meanwhile are seen to as well.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> DeliverAsync(CancellationToken ct)
    {
        var lanes = new Dictionary<WebhookId, Task<int>>();
        var attempts = 0;
        var failures = new List<Exception>();
        do
        {
            if (failures.Count == 0)
            {
                foreach (var hook in (await _queue.DueAsync(ct)).Where(hook => !lanes.ContainsKey(hook)))
                {
                    lanes[hook] = Task.Run(() => RunAsync(hook, ct), CancellationToken.None);
                }
            }

            await Task.WhenAny(Task.WhenAll(lanes.Values), Task.Delay(_look, CancellationToken.None));
            foreach (var (hook, lane) in lanes.Where(lane => lane.Value.IsCompleted).ToList())
            {
                lanes.Remove(hook);
                try
                {
                    attempts += await lane;
                }
                catch (Exception e)
                {
                    failures.Add(e); // Told when the other lanes have come to their end.
                }
            }
        }
        while (lanes.Count > 0);
        ct.ThrowIfCancellationRequested();
        return failures.Count == 0 ? attempts : throw new AggregateException(failures);
    }

    private async Task<int> RunAsync(WebhookId hook, CancellationToken ct)
    {
        using var slots = new SemaphoreSlim(InFlight);
        var underWay = new List<Task<Attempted?>>();
        var attempts = 0;
        while (true)
        {
            if (!ct.IsCancellationRequested && InHand - underWay.Count >= InFlight / 2
                && await _queue.ClaimAsync(hook, InHand - underWay.Count, CancellationToken.None) is { } claim)
            {
                underWay.AddRange(claim.Deliveries.Select(delivery => AttemptAsync(claim, delivery, slots, ct)));
            }

            if (underWay.Count == 0)
            {
                return attempts;
            }

            await Task.WhenAny(underWay);
            await Task.WhenAny(Task.WhenAll(underWay), Task.Delay(_gather, CancellationToken.None)); // Results are written several at a time.
            var done = underWay.Where(attempt => attempt.IsCompleted).ToList();
            underWay.RemoveAll(done.Contains);
            List<Attempted> made = [.. (await Task.WhenAll(done)).OfType<Attempted>()];
            attempts += made.Count;
            if (made.Count > 0)
            {
                await _queue.WriteAsync(hook, made, CancellationToken.None); // What was sent is written down, also when we are told to stop.
            }
        }
    }

    /// <returns>Null: we were told to stop, or its time in our hands was nearly over, so it was not begun.</returns>
    private async Task<Attempted?> AttemptAsync(Claim claim, Claimed delivery, SemaphoreSlim slots, CancellationToken ct)
    {
        await slots.WaitAsync(CancellationToken.None);
        try
        {
            var now = clock.Now();
            return ct.IsCancellationRequested || now > claim.Until - (WebhookOptions.Patience * 2)
                ? null
                : new Attempted(claim.Token, delivery, await sender.SendAsync(claim.Url, delivery.Event, claim.Secrets, now, ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            slots.Release();
        }
    }
}
