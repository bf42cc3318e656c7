using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Paper;

/// <summary>Puts numbers aside and gives them out to be printed.</summary>
public sealed record IssuePaper(SiteId Site, int Count);

public sealed record VoidPaper(SiteId Site, string Number, string Reason);

public sealed record ListPaper(SiteId Site);

public sealed record ViewPaperBlock(PaperBlockId Block);

/// <param name="Conflict">The open case its device has already, as found when the sheet was entered.</param>
public sealed record PaperRow(string Number, PaperState State, CaseId? Case, CaseId? Conflict, string? ConflictNumber, string? Reason, DateTimeOffset? EndedAt);

public sealed record PaperBlockView(PaperBlockId Id, SiteRef Site, DateTimeOffset IssuedAt, IReadOnlyList<PaperRow> Sheets);

public sealed class PaperHandler(MainstayDb db, ISites sites, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int MostAtOnce = 100;
    private const int BlocksShown = 20;
    private static readonly Role[] _desk = [Role.FrontDesk, Role.CentreManager];

    public async Task<PaperBlockView> HandleAsync(IssuePaper request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        if (request.Count is < 1 or > MostAtOnce)
        {
            throw new RefusedException("paper-count", $"Between 1 and {MostAtOnce} sheets are given out at once.");
        }

        var block = new PaperBlock { Id = ids.Next<PaperBlockId>(), Site = site.Id, Count = request.Count, IssuedAt = clock.Now(), IssuedBy = actor.Person };
        List<PaperNumber> sheets = [];
        await InTransaction.RunAsync(db, async () =>
        {
            var first = await CaseNumbers.PutAsideAsync(db, site.Ref.Code, request.Count, ct);
            sheets.AddRange(Enumerable.Range(0, request.Count).Select(i => new PaperNumber { Number = OpenCase.NumberOf(site.Ref.Code, first + i), Block = block.Id, Site = site.Id }));
            db.Add(block);
            db.AddRange(sheets);
            audit.Changed(actor, "paper.issue", $"paper:{block.Id}", site.Id);
            await db.SaveChangesAsync(ct);
        }, ct);
        return View(block, site.Ref, sheets, new Dictionary<CaseId, string>());
    }

    public async Task HandleAsync(VoidPaper request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        var sheet = await FindAsync(db, request.Number, site.Id, ct);
        sheet.Void(request.Reason, actor.Person, clock.Now());
        audit.Changed(actor, "paper.void", $"paper:{sheet.Block}", site.Id);
        await db.SaveChangesAsync(ct);
    }

    public async Task<PaperBlockView> HandleAsync(ViewPaperBlock request, Actor actor, CancellationToken ct)
    {
        var block = await db.PaperBlocks.FindAsync([request.Block], ct) ?? throw new RefusedException("paper-not-found", "There is no such block of sheets.");
        var site = await DemandAsync(block.Site, actor, ct);
        return (await ViewsAsync([block], site.Ref, ct))[0];
    }

    /// <summary>The newest blocks first.</summary>
    public async Task<IReadOnlyList<PaperBlockView>> HandleAsync(ListPaper request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        var blocks = await db.PaperBlocks.AsNoTracking().Where(block => block.Site == site.Id).OrderByDescending(block => block.IssuedAt).Take(BlocksShown).ToListAsync(ct);
        return await ViewsAsync(blocks, site.Ref, ct);
    }

    /// <summary>Written down beside the refusal, so that whoever has the sheet finds where to go on.</summary>
    internal async Task NoteConflictAsync(string number, CaseId open, CancellationToken ct) =>
        await db.PaperNumbers.Where(sheet => sheet.Number == number && sheet.State == PaperState.Unused)
            .ExecuteUpdateAsync(set => set.SetProperty(sheet => sheet.Conflict, open), ct);

    internal static async Task<PaperNumber> FindAsync(MainstayDb db, string number, SiteId site, CancellationToken ct)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return await db.PaperNumbers.SingleOrDefaultAsync(sheet => sheet.Number == wanted && sheet.Site == site, ct)
            ?? throw new RefusedException("paper-number-unknown", $"'{number}' is no number of a sheet given out here. Look at it again.");
    }

    private async Task<SiteInfo> DemandAsync(SiteId id, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(id, ct);
        actor.Demand(site.Ref, _desk);
        return site.Ref.Kind == SiteKind.ServiceCentre ? site : throw new RefusedException("not-a-counter", $"{site.Ref.Name} has no counter.");
    }

    private async Task<IReadOnlyList<PaperBlockView>> ViewsAsync(List<PaperBlock> blocks, SiteRef site, CancellationToken ct)
    {
        var which = blocks.ConvertAll(block => block.Id);
        var sheets = (await db.PaperNumbers.AsNoTracking().Where(sheet => which.Contains(sheet.Block)).ToListAsync(ct)).ToLookup(sheet => sheet.Block);
        var open = sheets.SelectMany(of => of).Select(sheet => sheet.Conflict).OfType<CaseId>().Distinct().ToList();
        var named = await db.Cases.Where(c => open.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
        return [.. blocks.Select(block => View(block, site, sheets[block.Id], named))];
    }

    private static PaperBlockView View(PaperBlock block, SiteRef site, IEnumerable<PaperNumber> sheets, IReadOnlyDictionary<CaseId, string> named) => new(
        block.Id, site, block.IssuedAt,
        [.. sheets.OrderBy(sheet => sheet.Number.Length).ThenBy(sheet => sheet.Number, StringComparer.Ordinal)
            .Select(sheet => new PaperRow(sheet.Number, sheet.State, sheet.Case, sheet.Conflict, sheet.Conflict is { } id ? named.GetValueOrDefault(id) : null, sheet.Reason, sheet.EndedAt))]);
}
