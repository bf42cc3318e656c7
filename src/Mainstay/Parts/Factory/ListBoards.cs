using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Factory;

/// <summary>The boards in a factory, by station, those that wait longest first.</summary>
/// <param name="Tag">Only those with this serial or number, done ones too.</param>
public sealed record ListBoards(SiteId Site, string? Tag = null);

public sealed record BoardRow(BoardJobId Id, string Tag, string Part, string PartName, BoardState State, DateTimeOffset ReceivedAt, DateTimeOffset Since, int Attempts, string? Batch, int Version);

/// <summary>All there are at a station, however many rows are shown.</summary>
public sealed record StationCount(BoardState Station, int Boards);

public sealed record BoardQueues(SiteRef Site, IReadOnlyList<BoardRow> Boards, IReadOnlyList<StationCount> Counts, IReadOnlyList<SwapPoolRow> Pool);

/// <summary>The pool of exchange parts: pieces of a part by what they are and where.</summary>
/// <param name="Defective">In the factory, to be worked on.</param>
/// <param name="Refurbished">In the factory, known good.</param>
/// <param name="OnTheWayHere">Defective, in transfers to the factory.</param>
/// <param name="Owed">Still with the sites that owe them.</param>
public sealed record SwapPoolRow(string Part, string PartName, int Owed, int OnTheWayHere, int Defective, int Refurbished);

public sealed class ListBoardsHandler(MainstayDb db, ICatalogue catalogue, ISites sites)
{
    public static readonly Role[] Viewers = [Role.FactoryOperator, Role.FactoryManager, Role.Planner, Role.HeadOfService];

    private static readonly BoardState[] _stations = [BoardState.Received, BoardState.Test, BoardState.Repair, BoardState.FinalTest];

    private const int MostInQueue = 12;

    public async Task<BoardQueues> HandleAsync(ListBoards request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, Viewers);
        var jobs = db.Set<BoardJob>().AsNoTracking().Where(job => job.Site == site.Id);
        var counts = await jobs.Where(job => job.DoneAt == null).GroupBy(job => job.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        List<BoardJob> found = [];
        if (request.Tag is { } tag)
        {
            var code = Searchable.Code(PartLabel.Read(tag)?.Serial ?? tag);
            found = await jobs.Where(job => job.Tag == code).OrderByDescending(job => job.ReceivedAt).Take(MostInQueue).ToListAsync(ct);
        }
        else
        {
            foreach (var state in counts.Keys.Order())
            {
                found.AddRange(await jobs.Where(job => job.State == state).OrderBy(job => job.Since).Take(MostInQueue).ToListAsync(ct));
            }
        }

        return new BoardQueues(site.Ref, await RowsAsync(db, catalogue, found, ct),
            [.. _stations.Select(station => new StationCount(station, counts.GetValueOrDefault(station)))], await PoolAsync(site.Id, ct));
    }

    internal static async Task<IReadOnlyList<BoardRow>> RowsAsync(MainstayDb db, ICatalogue catalogue, IReadOnlyList<BoardJob> jobs, CancellationToken ct)
    {
        var transfers = jobs.Select(job => job.Transfer).OfType<TransferId>().Distinct().ToList();
        var numbers = await db.Set<Transfer>().AsNoTracking().Where(transfer => transfers.Contains(transfer.Id)).ToDictionaryAsync(transfer => transfer.Id, transfer => transfer.Number, ct);
        List<BoardRow> rows = new(jobs.Count);
        foreach (var job in jobs)
        {
            var part = await catalogue.PartAsync(job.Part, ct);
            rows.Add(new BoardRow(job.Id, job.Tag, part?.Number ?? "", part?.Name ?? "", job.State, job.ReceivedAt, job.Since, job.Attempts,
                job.Transfer is { } id ? numbers.GetValueOrDefault(id) : null, job.Version));
        }

        return rows;
    }

    private async Task<IReadOnlyList<SwapPoolRow>> PoolAsync(SiteId factory, CancellationToken ct)
    {
        var here = await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == factory && place.OnHand > 0 && (place.Condition == Condition.Defective || place.Condition == Condition.Refurbished))
            .GroupBy(place => new { place.Part, place.Kind, place.Condition }).Select(group => new { group.Key, Pieces = group.Sum(place => place.OnHand) }).ToListAsync(ct);
        var owed = await db.Set<Debt>().AsNoTracking().Where(debt => debt.To == factory && debt.State == DebtState.Owed)
            .GroupBy(debt => debt.Part).Select(group => new { Part = group.Key, Pieces = group.Count() }).ToListAsync(ct);
        List<SwapPoolRow> rows = [];
        foreach (var id in here.Select(row => row.Key.Part).Concat(owed.Select(row => row.Part)).Distinct())
        {
            int Of(PlaceKind kind, Condition condition) => here.Where(row => row.Key.Part == id && row.Key.Kind == kind && row.Key.Condition == condition).Sum(row => row.Pieces);
            var part = await catalogue.PartAsync(id, ct);
            rows.Add(new SwapPoolRow(part?.Number ?? "", part?.Name ?? "", owed.Where(row => row.Part == id).Sum(row => row.Pieces),
                Of(PlaceKind.InTransit, Condition.Defective), Of(PlaceKind.Bin, Condition.Defective), Of(PlaceKind.Bin, Condition.Refurbished)));
        }

        return [.. rows.OrderBy(row => row.Part, StringComparer.Ordinal)];
    }
}

/// <summary>One board: its way through the stations, what was built in, and its earlier stays.</summary>
public sealed record ViewBoardJob(BoardJobId Job);

public sealed record BoardStepView(int Sequence, BoardAct Act, BoardState To, string? Code, PersonId By, DateTimeOffset At);

public sealed record BoardComponent(string Part, string PartName, int Quantity, DateTimeOffset At);

public sealed record BoardView(
    BoardRow Board, SiteRef Site, IReadOnlyList<BoardAct> Next, bool? FirstPass, DateTimeOffset? DoneAt, string? ScrapReason, int? WeightGrams, string? Stream, string? Recycler, string? RecyclerDocument,
    IReadOnlyList<BoardStepView> Steps, IReadOnlyList<BoardComponent> Components, IReadOnlyList<BoardRow> Earlier);

public sealed class ViewBoardJobHandler(MainstayDb db, ICatalogue catalogue, ISites sites)
{
    public async Task<BoardView> HandleAsync(ViewBoardJob request, Actor actor, CancellationToken ct)
    {
        var job = await db.Set<BoardJob>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == request.Job, ct) ?? throw new RefusedException("board-not-found", "There is no such board.");
        var site = (await sites.GetAsync(job.Site, ct)).Ref;
        actor.Demand(site, ListBoardsHandler.Viewers);
        var steps = await db.Set<BoardStep>().AsNoTracking().Where(step => step.Job == job.Id).OrderBy(step => step.Sequence).ToListAsync(ct);
        var earlier = job.Unit is null ? [] : await db.Set<BoardJob>().AsNoTracking().Where(other => other.Unit == job.Unit && other.Id != job.Id).OrderByDescending(other => other.ReceivedAt).ToListAsync(ct);
        List<BoardComponent> components = [];
        Guid? paper = job.Id.Value;
        foreach (var used in await db.Set<StockMovement>().AsNoTracking()
            .Where(m => m.Paper == StockPaper.FactoryJob && m.PaperId == paper && m.Kind == MovementKind.Consume).OrderBy(m => m.RecordedAt).ToListAsync(ct))
        {
            var part = await catalogue.PartAsync(used.Part, ct);
            components.Add(new BoardComponent(part?.Number ?? "", part?.Name ?? "", used.Quantity, used.RecordedAt));
        }

        return new BoardView(
            (await ListBoardsHandler.RowsAsync(db, catalogue, [job], ct))[0], site, job.Next, job.FirstPass, job.DoneAt, job.ScrapReason, job.WeightGrams, job.Stream, job.Recycler, job.RecyclerDocument,
            [.. steps.Select(step => new BoardStepView(step.Sequence, step.Act, step.To, step.Code, step.By, step.At))], components, await ListBoardsHandler.RowsAsync(db, catalogue, earlier, ct));
    }
}
