using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>What arrives at a factory is work for its stations.</summary>
public sealed class BoardJobs(MainstayDb db, ISites sites, StockLedger ledger, IdSource ids)
{
    /// <summary>Joins the caller's unit of work. Somewhere else than at a factory nothing is opened.</summary>
    public async Task OpenAsync(Debt debt, PartUnit? unit, PostingGround ground, CancellationToken ct)
    {
        if ((await sites.GetAsync(debt.To, ct)).Ref.Kind != SiteKind.RepairFactory)
        {
            return;
        }

        db.Add(new BoardJob
        {
            Id = ids.Next<BoardJobId>(),
            Site = debt.To,
            Part = debt.Part,
            Owner = debt.Owner,
            Unit = unit?.Id,
            Tag = unit?.Serial ?? Searchable.Code(debt.Number),
            Debt = debt.Id,
            Transfer = debt.Transfer,
            Lot = unit?.Lot ?? "",
            State = BoardState.Received,
            ReceivedAt = ground.OccurredAt,
            Since = ground.OccurredAt,
        });
    }

    /// <summary>Where it really lies: a store may have put it into another of its bins.</summary>
    public async Task<PlaceKey> PlaceOfAsync(BoardJob job, PartUnit? unit, CancellationToken ct)
    {
        if (unit is not null)
        {
            var at = unit.Place is { } id ? await db.Set<StockPlace>().AsNoTracking().SingleOrDefaultAsync(place => place.Id == id, ct) : null;
            return at is { Kind: PlaceKind.Bin } && at.Site == job.Site && at.Condition == Condition.Defective
                ? at.Key
                : throw new RefusedException("unit-elsewhere", $"The books do not have {job.Tag} among the defective parts of this factory.");
        }

        var places = await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == job.Site && place.Part == job.Part && place.Owner == job.Owner && place.Kind == PlaceKind.Bin && place.Condition == Condition.Defective && place.OnHand > 0)
            .OrderByDescending(place => place.Bin == Debt.Bin).ThenBy(place => place.Bin).ToListAsync(ct);
        return places.Count > 0 ? places[0].Key : throw StockConflicts.NotInStock();
    }

    /// <summary>Writes the step, moves the piece where the step does, and saves all of it.</summary>
    public async Task SaveAsync(BoardJob job, BoardAct act, string? code, IReadOnlyList<Posting> postings, PostingGround ground, CancellationToken ct)
    {
        var sequence = 1 + await db.Set<BoardStep>().Where(step => step.Job == job.Id).Select(step => (int?)step.Sequence).MaxAsync(ct) ?? 0;
        db.Add(new BoardStep { Job = job.Id, Sequence = sequence, Act = act, To = job.State, Code = code, By = ground.By, At = ground.OccurredAt });
        await ledger.PostAsync(postings, ground, ct);
    }
}
