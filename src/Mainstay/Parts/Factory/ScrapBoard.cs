using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>A board leaves as waste, with what the register of e-waste asks for: how heavy, which class, who took it and his paper.</summary>
/// <param name="Stream">Class of waste, such as ITEW15 (telephones) or CEEW1 (televisions) of the E-Waste (Management) Rules 2022, schedule I.</param>
public sealed record ScrapBoard(BoardJobId Job, string Reason, int WeightGrams, string Stream, string Recycler, string RecyclerDocument, int? Version = null);

public sealed class ScrapBoardHandler(MainstayDb db, BoardJobs boards, ISites sites, IAudit audit, TimeProvider clock)
{
    public static readonly string[] Reasons = ["uneconomic", "beyond_repair", "no_parts", "burnt", "water"];

    private const int LongestName = 80;

    public async Task<BoardChanged> HandleAsync(ScrapBoard request, Actor actor, CancellationToken ct)
    {
        var job = await db.Set<BoardJob>().SingleOrDefaultAsync(found => found.Id == request.Job, ct) ?? throw new RefusedException("board-not-found", "There is no such board.");
        actor.Demand((await sites.GetAsync(job.Site, ct)).Ref, WorkOnBoardHandler.Hands);
        if (request.Version is { } seen && seen != job.Version)
        {
            throw new RefusedException("stale-version", $"Somebody worked on {job.Tag} since you looked. Nothing was done; look again.");
        }

        if (!Reasons.Contains(request.Reason))
        {
            throw new RefusedException("reason-needed", $"The reason is one of {string.Join(", ", Reasons)}.");
        }

        var stream = StockRules.Code(request.Stream, "class of waste");
        var (recycler, document) = ((request.Recycler ?? "").Trim(), (request.RecyclerDocument ?? "").Trim());
        if (request.WeightGrams is < 1 or > BoardJob.HeaviestGrams || stream.Length == 0 || recycler.Length is 0 or > LongestName || document.Length is 0 or > LongestName)
        {
            throw new RefusedException("scrap-incomplete",
                $"Scrap needs a weight from 1 to {BoardJob.HeaviestGrams:N0} grams, the class of waste, the recycler and the number of his document, each of at most {LongestName} characters.");
        }

        var now = clock.Now();
        var unit = job.Unit is { } id ? await db.Set<PartUnit>().SingleAsync(found => found.Id == id, ct) : null;
        job.Do(BoardAct.Scrap, actor.Person, now);
        (job.ScrapReason, job.WeightGrams, job.Stream, job.Recycler, job.RecyclerDocument) = (request.Reason, request.WeightGrams, stream, recycler, document);
        audit.Changed(actor, "parts.board_scrap", $"board_job:{job.Id}", job.Site);
        await boards.SaveAsync(job, BoardAct.Scrap, request.Reason, [new Posting(await boards.PlaceOfAsync(job, unit, ct), null, 1, MovementKind.Scrap, request.Reason, unit)],
            new PostingGround(StockPaper.FactoryJob, job.Id.Value, actor.Person, now), ct);
        return new BoardChanged(job.Id, job.Tag, job.State, job.Version);
    }
}
