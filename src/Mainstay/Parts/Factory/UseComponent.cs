using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>Components of the factory's stock are built into a board at the repair station.</summary>
public sealed record UseComponent(BoardJobId Job, string Part, int Quantity);

public sealed class UseComponentHandler(MainstayDb db, StockLedger ledger, ICatalogue catalogue, ISites sites, IAudit audit, TimeProvider clock)
{
    public async Task HandleAsync(UseComponent request, Actor actor, CancellationToken ct)
    {
        var job = await db.Set<BoardJob>().SingleOrDefaultAsync(found => found.Id == request.Job, ct) ?? throw new RefusedException("board-not-found", "There is no such board.");
        actor.Demand((await sites.GetAsync(job.Site, ct)).Ref, WorkOnBoardHandler.Hands);
        if (job.State != BoardState.Repair)
        {
            throw new RefusedException("wrong-state", $"{job.Tag} is at {EnumText<BoardState>.Of(job.State)}; components are built in at repair.");
        }

        StockRules.DemandQuantity(request.Quantity);
        var part = await catalogue.PartByNumberAsync((request.Part ?? "").Trim(), ct) ?? throw new RefusedException("part-not-found", $"There is no part {(request.Part ?? "").To(40)}.");
        if (part.SerialTracked || part.Id == job.Part)
        {
            throw new RefusedException("component-not-possible", "Components are parts without serials, and never the board itself.");
        }

        PostingGround ground = new(StockPaper.FactoryJob, job.Id.Value, actor.Person, clock.Now());
        List<Posting> postings = [];
        var left = request.Quantity;
        foreach (var place in await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == job.Site && place.Part == part.Id && place.Kind == PlaceKind.Bin && place.OnHand > 0 && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished))
            .OrderBy(place => place.Bin).ThenBy(place => place.Id).ToListAsync(ct))
        {
            var taken = Math.Min(left, place.OnHand);
            if (taken > 0)
            {
                postings.Add(new Posting(place.Key, null, taken, MovementKind.Consume, "board_repair"));
                left -= taken;
            }
        }

        if (left > 0)
        {
            throw StockConflicts.NotInStock();
        }

        audit.Changed(actor, "parts.use_component", $"board_job:{job.Id}", job.Site);
        await ledger.PostAsync(postings, ground, ct);
    }
}
