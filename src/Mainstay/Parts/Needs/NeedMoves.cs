using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

/// <summary>Pieces between bins and the jobs they are put aside for: what the ledger and the need say changes together.</summary>
internal sealed class NeedMoves(MainstayDb db, StockLedger ledger, ICatalogue catalogue, ISites sites, TimeProvider clock)
{
    public async Task<bool> IsTrackedAsync(PartId part, CancellationToken ct) => (await catalogue.PartAsync(part, ct))?.SerialTracked ?? false;

    /// <returns>False when the site has not so many free; then the need is as before.</returns>
    public async Task<bool> ReserveAsync(WriteBatch batch, Need need, FreeBins bins, PersonId by, CancellationToken ct)
    {
        if (bins.Take(need.Site, need.Part, need.Quantity) is not { } picks)
        {
            return false;
        }

        var tracked = await IsTrackedAsync(need.Part, ct);
        foreach (var (bin, pieces) in picks)
        {
            if (!tracked)
            {
                ledger.Add(batch, [new Posting(bin, bin.Reserved, pieces, MovementKind.Reserve)], Ground(need, by));
                continue;
            }

            foreach (var unit in await OldestAsync(bin.Id, pieces, ct))
            {
                ledger.Add(batch, [new Posting(bin, bin.Reserved, 1, MovementKind.Reserve, null, unit)], Ground(need, by));
                need.Unit = need.Quantity == 1 ? unit.Id : null;
            }
        }

        need.State = NeedState.Reserved;
        need.Place = picks[0].Bin.Reserved.Id;
        need.Bin = picks[0].Bin.Bin;
        need.FilledAt ??= clock.Now();
        need.ClosedAt = null;
        need.ExpectedOn = null;
        need.Version++;
        return true;
    }

    /// <summary>Back to the bin it was taken from; broken pieces, and those of a recalled lot, where nobody takes them.</summary>
    /// <param name="state">What the need is afterwards.</param>
    public async Task ReleaseAsync(WriteBatch batch, Need need, NeedState state, string? reason, PersonId by, CancellationToken ct)
    {
        if (need is { State: NeedState.Reserved, Place: { } place })
        {
            var reserved = (await PlaceAsync(place, ct)).Key;
            var usable = reason != "defective_part" && !await IsRecalledAsync(reserved, ct);
            var bin = reserved.InBinOf(need.Bin ?? "") with { Condition = usable ? reserved.Condition : Condition.Quarantined };
            if (await IsTrackedAsync(need.Part, ct))
            {
                foreach (var unit in await ReservedAsync(need, place, ct))
                {
                    ledger.Add(batch, [new Posting(reserved, bin, 1, MovementKind.Release, reason, unit)], Ground(need, by));
                }
            }
            else
            {
                ledger.Add(batch, [new Posting(reserved, bin, need.Quantity, MovementKind.Release, reason)], Ground(need, by));
            }
        }

        Close(need, state);
    }

    /// <summary>Out of the network, into the customer's device.</summary>
    /// <returns>Whose the pieces were.</returns>
    public async Task<OrganisationId> ConsumeAsync(WriteBatch batch, Need need, PersonId by, CancellationToken ct)
    {
        var place = need.Place!.Value;
        var reserved = (await PlaceAsync(place, ct)).Key;
        if (await IsTrackedAsync(need.Part, ct))
        {
            foreach (var unit in await ReservedAsync(need, place, ct))
            {
                ledger.Add(batch, [new Posting(reserved, null, 1, MovementKind.Consume, null, unit)], Ground(need, by));
                need.Unit = unit.Id;
            }
        }
        else
        {
            ledger.Add(batch, [new Posting(reserved, null, need.Quantity, MovementKind.Consume)], Ground(need, by));
        }

        var built = need.Unit;
        Close(need, NeedState.Used);
        need.Unit = built;
        return reserved.Owner;
    }

    /// <summary>
    /// The technician builds in the piece he scanned, whichever was put aside for him. It has to lie at the site, free or reserved for
    /// this job; from another job it is exchanged for the one put aside here.
    /// </summary>
    /// <returns>Whose it was.</returns>
    public async Task<OrganisationId> ConsumeAsync(WriteBatch batch, Need need, FreeBins bins, string serial, PersonId by, CancellationToken ct)
    {
        var part = await catalogue.PartAsync(need.Part, ct);
        var unit = await db.Set<PartUnit>().SingleOrDefaultAsync(unit => unit.Part == need.Part && unit.Serial == serial, ct)
            ?? throw new RefusedException("unit-unknown", $"No piece of {part?.Number} with serial {serial} has ever come into the stock. Check the scan, or receive it first.");
        if (unit.Place is not { } lies)
        {
            throw new RefusedException("unit-elsewhere", $"The piece with serial {serial} has left the stock already: built in, sold or scrapped.");
        }

        if (need.State == NeedState.Reserved && need.Unit == unit.Id)
        {
            return await ConsumeAsync(batch, need, by, ct);
        }

        var place = await PlaceAsync(lies, ct);
        if (place.Site != need.Site || place.Kind == PlaceKind.InTransit)
        {
            var site = (await sites.GetAsync(place.Site, ct)).Ref.Name;
            throw new RefusedException("unit-elsewhere", place.Kind == PlaceKind.InTransit
                ? $"The piece with serial {serial} is on its way to {site} by the ledger: scan it in there first."
                : $"The piece with serial {serial} lies at {site} by the ledger. Check the scan, or have it sent here.");
        }

        if (place.Kind == PlaceKind.Bin && (place.Condition is not (Condition.Good or Condition.Refurbished) || await IsRecalledAsync(place.Key, ct)))
        {
            throw new RefusedException("unit-not-usable", $"The piece with serial {serial} may not be built in: it is {EnumText<Condition>.Of(place.Condition)} or its lot was recalled.");
        }

        if (place.Kind == PlaceKind.Reserved)
        {
            var other = await db.Set<Need>().SingleOrDefaultAsync(other => other.Unit == unit.Id && other.State == NeedState.Reserved, ct);
            if (other is not null && other.Id != need.Id)
            {
                if (need.State != NeedState.Reserved)
                {
                    throw new RefusedException("unit-elsewhere", $"The piece with serial {serial} is put aside for another job, and there is none here to give that job instead.");
                }

                (other.Unit, other.Place, other.Bin) = (need.Unit, need.Place, need.Bin);
                other.Version++;
                need.Place = null;
            }
        }

        if (need is { State: NeedState.Reserved, Place: not null })
        {
            await ReleaseAsync(batch, need, NeedState.Waiting, null, by, ct);
        }

        if (place.Kind == PlaceKind.Bin)
        {
            bins.TakeOne(place.Id);
        }

        ledger.Add(batch, [new Posting(place.Key, null, 1, MovementKind.Consume, null, unit)], Ground(need, by));
        need.FilledAt ??= clock.Now();
        Close(need, NeedState.Used);
        need.Unit = unit.Id;
        return place.Owner;
    }

    private void Close(Need need, NeedState state)
    {
        need.State = state;
        (need.Place, need.Bin, need.Unit) = (null, null, null);
        need.ClosedAt = state is NeedState.Waiting ? null : clock.Now();
        need.ExpectedOn = null;
        need.Version++;
    }

    private PostingGround Ground(Need need, PersonId by) => new(StockPaper.Case, need.Case.Value, by, clock.Now());

    private async Task<StockPlace> PlaceAsync(PlaceId place, CancellationToken ct) =>
        await db.Set<StockPlace>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == place, ct) ?? throw StockConflicts.NotInStock();

    private async Task<bool> IsRecalledAsync(PlaceKey key, CancellationToken ct) =>
        key.Lot.Length > 0 && await db.Set<PartLot>().AnyAsync(lot => lot.Part == key.Part && lot.Code == key.Lot && lot.RecalledAt != null, ct);

    private async Task<IReadOnlyList<PartUnit>> OldestAsync(PlaceId place, int pieces, CancellationToken ct)
    {
        // Those this verb has moved already are still there for the database.
        var moved = db.ChangeTracker.Entries<PartUnit>().Count();
        var there = await db.Set<PartUnit>().Where(unit => unit.Place == place).OrderBy(unit => unit.CameAt).ThenBy(unit => unit.Id).Take(pieces + moved).ToListAsync(ct);
        List<PartUnit> taken = [.. there.Where(unit => unit.Place == place).Take(pieces)];
        return taken.Count == pieces ? taken : throw StockConflicts.NotInStock();
    }

    /// <summary>The pieces that lie there for this need: the one it names, or such as no other names.</summary>
    private async Task<IReadOnlyList<PartUnit>> ReservedAsync(Need need, PlaceId place, CancellationToken ct)
    {
        if (need.Unit is { } named)
        {
            return [await db.Set<PartUnit>().SingleAsync(unit => unit.Id == named, ct)];
        }

        var spoken = await db.Set<Need>().Where(other => other.Place == place && other.Unit != null).Select(other => other.Unit).ToListAsync(ct);
        var there = await db.Set<PartUnit>().Where(unit => unit.Place == place && !spoken.Contains(unit.Id)).OrderBy(unit => unit.CameAt).ThenBy(unit => unit.Id).Take(need.Quantity).ToListAsync(ct);
        return there.Count == need.Quantity ? there : throw StockConflicts.NotInStock();
    }
}
