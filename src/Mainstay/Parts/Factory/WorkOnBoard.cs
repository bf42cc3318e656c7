using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>A board goes on from its station. What passes the final test lies as refurbished in the factory's stock at once.</summary>
/// <param name="Code">What was found or done there, in the codes of the house.</param>
public sealed record WorkOnBoard(BoardJobId Job, BoardAct Act, string? Code = null, int? Version = null);

public sealed record BoardChanged(BoardJobId Id, string Tag, BoardState State, int Version);

public sealed class WorkOnBoardHandler(MainstayDb db, BoardJobs boards, ISites sites, IAudit audit, TimeProvider clock)
{
    public static readonly Role[] Hands = [Role.FactoryOperator, Role.FactoryManager];

    private const int LongestCode = 24;

    public async Task<BoardChanged> HandleAsync(WorkOnBoard request, Actor actor, CancellationToken ct)
    {
        var job = await db.Set<BoardJob>().SingleOrDefaultAsync(found => found.Id == request.Job, ct) ?? throw new RefusedException("board-not-found", "There is no such board.");
        actor.Demand((await sites.GetAsync(job.Site, ct)).Ref, Hands);
        if (request.Version is { } seen && seen != job.Version)
        {
            throw new RefusedException("stale-version", $"Somebody worked on {job.Tag} since you looked. Nothing was done; look again.");
        }

        if (request.Act == BoardAct.Scrap)
        {
            throw new RefusedException("scrap-incomplete", "Scrap needs weight, stream, recycler and his document.");
        }

        var now = clock.Now();
        job.Do(request.Act, actor.Person, now);
        audit.Changed(actor, $"parts.board_{EnumText<BoardAct>.Of(request.Act)}", $"board_job:{job.Id}", job.Site);
        List<Posting> postings = [];
        if (job.State == BoardState.Passed)
        {
            var unit = job.Unit is { } id ? await db.Set<PartUnit>().SingleAsync(found => found.Id == id, ct) : null;
            postings.Add(new Posting(await boards.PlaceOfAsync(job, unit, ct), job.GoodPlace, 1, MovementKind.Reclassify, "refurbished", unit));
        }

        await boards.SaveAsync(job, request.Act, StockRules.Code(request.Code, "code of a finding").To(LongestCode) is { Length: > 0 } code ? code : null, postings,
            new PostingGround(StockPaper.FactoryJob, job.Id.Value, actor.Person, now), ct);
        return new BoardChanged(job.Id, job.Tag, job.State, job.Version);
    }
}
