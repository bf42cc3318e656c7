using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>One movement to be made. Exactly one part, at least one piece, from somewhere or to somewhere.</summary>
/// <param name="From">null: from outside the network.</param>
/// <param name="To">null: out of the network.</param>
/// <param name="Unit">The piece itself, tracked by the context, for serial-tracked parts; the quantity is then 1.</param>
public sealed record Posting(PlaceKey? From, PlaceKey? To, int Quantity, MovementKind Kind, string? Reason = null, PartUnit? Unit = null)
{
    public PartId Part => (From ?? To)!.Value.Part;
}

/// <summary>What movements are made for, by whom, and when it was so.</summary>
public sealed record PostingGround(StockPaper Paper, Guid? PaperId, PersonId By, DateTimeOffset OccurredAt);

/// <summary>
/// The only writer of places and movements. Both change in one transaction: the caller's, or one of its own. What a place holds
/// never goes below zero, whoever else takes from it at the same moment; the database itself sees to that (law 2).
/// </summary>
public sealed class StockLedger(MainstayDb db, IdSource ids, TimeProvider clock)
{
    /// <summary>Makes all these movements together with everything the context tracks, or none of it.</summary>
    /// <exception cref="RefusedException">
    /// <c>not-in-stock</c>: a place holds less than is taken from it; <c>quantity-not-possible</c>; <c>unit-elsewhere</c>: a serial
    /// does not lie where it is taken from; <c>stale-version</c>: somebody moved it at the same moment.
    /// </exception>
    public async Task PostAsync(IReadOnlyList<Posting> postings, PostingGround ground, CancellationToken ct)
    {
        var batch = new WriteBatch(db);
        Add(batch, postings, ground);
        try
        {
            await batch.CommitWithTrackedAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", "Somebody moved the same parts at this moment. Nothing was done; look again.");
        }
        catch (Exception e) when (StockConflicts.Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Adds the movements to a batch that is committed later, with what else belongs to the same verb.</summary>
    public void Add(WriteBatch batch, IReadOnlyList<Posting> postings, PostingGround ground) => Add(batch, postings, ground, alreadyTaken: false);

    private void Add(WriteBatch batch, IReadOnlyList<Posting> postings, PostingGround ground, bool alreadyTaken)
    {
        var now = clock.Now();
        SortedDictionary<PlaceId, (PlaceKey Key, int Change)> changes = new(Comparer<PlaceId>.Create((a, b) => a.Value.CompareTo(b.Value)));
        List<StockMovement> movements = [];
        foreach (var posting in postings)
        {
            StockRules.DemandQuantity(posting.Quantity);
            if (posting.Unit is { } unit)
            {
                if (posting.Quantity != 1 || unit.Place != posting.From?.Id)
                {
                    throw new RefusedException("unit-elsewhere", $"The piece with serial {unit.Serial} does not lie where it would be taken from.");
                }

                unit.Place = posting.To?.Id;
                unit.Version++;
            }

            Change(changes, posting.From, alreadyTaken ? 0 : -posting.Quantity);
            Change(changes, posting.To, posting.Quantity);
            movements.Add(new StockMovement
            {
                Id = ids.Next<MovementId>(),
                Part = posting.Part,
                From = posting.From?.Id,
                To = posting.To?.Id,
                Quantity = posting.Quantity,
                Kind = posting.Kind,
                Reason = posting.Reason,
                Unit = posting.Unit?.Id,
                Paper = ground.Paper,
                PaperId = ground.PaperId,
                By = ground.By,
                OccurredAt = ground.OccurredAt,
                RecordedAt = now,
            });
        }

        // In the order of their ids, so that two who move between the same places wait for each other instead of both stopping.
        foreach (var (id, (key, change)) in changes)
        {
            if (change > 0)
            {
                batch.Upsert(StockPlace.Of(key, change), "on_hand = parts_places.on_hand + excluded.on_hand");
            }
            else if (change < 0)
            {
                batch.Execute("UPDATE parts_places SET on_hand = on_hand - $1 WHERE id = $2", -change, id.Value);
            }
        }

        batch.Insert<StockMovement>([.. movements]);
    }

    /// <summary>
    /// Takes what one posting takes, now, if it is there: for whoever has a second choice when it is not. The rest of the movement goes
    /// into the batch, which the caller commits in the same open transaction.
    /// </summary>
    /// <returns>False when the place holds less; then nothing was done and the transaction is as good as before.</returns>
    public async Task<bool> TryTakeAsync(WriteBatch batch, Posting posting, PostingGround ground, CancellationToken ct)
    {
        StockRules.DemandQuantity(posting.Quantity);
        var from = posting.From!.Value.Id;
        var taken = await db.Set<StockPlace>().Where(place => place.Id == from && place.OnHand >= posting.Quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(place => place.OnHand, place => place.OnHand - posting.Quantity), ct);
        if (taken == 0)
        {
            return false;
        }

        Add(batch, [posting], ground, alreadyTaken: true);
        return true;
    }

    private static void Change(SortedDictionary<PlaceId, (PlaceKey Key, int Change)> changes, PlaceKey? place, int change)
    {
        if (place is { } key)
        {
            var id = key.Id;
            changes[id] = (key, changes.GetValueOrDefault(id).Change + change);
        }
    }
}
