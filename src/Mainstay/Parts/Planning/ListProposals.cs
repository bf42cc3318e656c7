using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>Proposals, those for waiting jobs first.</summary>
/// <param name="Site">Sends or gets.</param>
/// <param name="After">How many to pass over.</param>
public sealed record ListProposals(
    ProposalState? State = ProposalState.Open, ProposalKind? Kind = null, PartId? Part = null, SiteId? Site = null, OrganisationId? Supplier = null, int After = 0, int Take = 50);

/// <param name="From">The site or supplier that sends.</param>
/// <param name="Paper">Number of the transfer or order it became.</param>
public sealed record ProposalRow(
    ProposalId Id, ProposalKind Kind, ProposalState State, PartId Part, string PartNumber, string PartName, string From, string To, int Quantity, Money Value,
    Why Why, DateTimeOffset? CountedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Paper, OrderId? Order, TransferId? Transfer);

/// <param name="Count">On all pages.</param>
/// <param name="ValueMinor">Of all of them.</param>
/// <param name="Kinds">How many of each kind with the same filter but for the kind.</param>
/// <param name="Next">What <c>After</c> is on the next page; null on the last.</param>
public sealed record ProposalPage(
    IReadOnlyList<ProposalRow> Proposals, int Count, long ValueMinor, IReadOnlyDictionary<ProposalKind, int> Kinds, int? Next, PlanningRun? Run);

public sealed class ListProposalsHandler(MainstayDb db, ICatalogue catalogue, ISites sites, IOrganisations organisations, IPeople people)
{
    public static readonly Role[] Readers = [Role.Planner, Role.HeadOfService];

    private const int LargestPage = 200;

    public async Task<ProposalPage> HandleAsync(ListProposals request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Readers);
        var found = Filtered(request);
        var kinds = await Filtered(request with { Kind = null }).GroupBy(proposal => proposal.Kind).Select(kind => new { kind.Key, Count = kind.Count() }).ToDictionaryAsync(kind => kind.Key, kind => kind.Count, ct);
        var totals = await found.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Value = all.Sum(proposal => proposal.ValueMinor) }).FirstOrDefaultAsync(ct);
        var take = Math.Clamp(request.Take, 1, LargestPage);
        var after = Math.Max(0, request.After);
        var ordered = request.State == ProposalState.Open ? found.OrderBy(proposal => proposal.Id) : found.OrderByDescending(proposal => proposal.DecidedAt).ThenBy(proposal => proposal.Id);
        var page = await ordered.Skip(after).Take(take).ToListAsync(ct);
        var run = await db.Set<PlanningRun>().AsNoTracking().OrderByDescending(made => made.At).FirstOrDefaultAsync(ct);
        var count = totals?.Count ?? 0;
        return new ProposalPage(await RowsAsync(page, ct), count, totals?.Value ?? 0, kinds, after + page.Count < count ? after + page.Count : null, run);
    }

    /// <summary>Ids of all that the filter leaves, for deciding them together.</summary>
    public async Task<IReadOnlyList<ProposalId>> IdsAsync(ListProposals request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Readers);
        return await Filtered(request).OrderBy(proposal => proposal.Id).Select(proposal => proposal.Id).Take(AcceptProposalsHandler.Most).ToListAsync(ct);
    }

    private IQueryable<Proposal> Filtered(ListProposals request)
    {
        var (state, kind, part, site, supplier) = (request.State, request.Kind, request.Part, request.Site, request.Supplier);
        return db.Set<Proposal>().AsNoTracking().Where(proposal =>
            (state == null || proposal.State == state) && (kind == null || proposal.Kind == kind) && (part == null || proposal.Part == part)
            && (site == null || proposal.From == site || proposal.To == site) && (supplier == null || proposal.Supplier == supplier));
    }

    private async Task<IReadOnlyList<ProposalRow>> RowsAsync(List<Proposal> page, CancellationToken ct)
    {
        var network = (await sites.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Ref.Name);
        var firms = (await organisations.AllAsync(ct)).ToDictionary(firm => firm.Id, firm => firm.Name);
        var (sent, bought) = (page.Select(proposal => proposal.Transfer).ToList(), page.Select(proposal => proposal.Order).ToList());
        var transfers = await db.Set<Transfer>().Where(transfer => sent.Contains(transfer.Id)).Select(transfer => new { transfer.Id, transfer.Number }).ToDictionaryAsync(transfer => transfer.Id, transfer => transfer.Number, ct);
        var orders = await db.Set<PurchaseOrder>().Where(order => bought.Contains(order.Id)).Select(order => new { order.Id, order.Number }).ToDictionaryAsync(order => order.Id, order => order.Number, ct);
        List<ProposalRow> rows = [];
        foreach (var proposal in page)
        {
            var part = await catalogue.PartAsync(proposal.Part, ct);
            rows.Add(new ProposalRow(
                proposal.Id, proposal.Kind, proposal.State, proposal.Part, part?.Number ?? "", part?.Name ?? "",
                proposal.From is { } from ? network.GetValueOrDefault(from, "") : firms.GetValueOrDefault(proposal.Supplier ?? default, ""), network.GetValueOrDefault(proposal.To, ""),
                proposal.Quantity, new Money(proposal.ValueMinor, proposal.Currency), proposal.Why, proposal.CountedAt,
                proposal.DecidedBy is { } person ? (await people.FindAsync(person, ct))?.Name : null, proposal.DecidedAt,
                proposal.Transfer is { } transfer ? transfers.GetValueOrDefault(transfer) : proposal.Order is { } order ? orders.GetValueOrDefault(order) : null, proposal.Order, proposal.Transfer));
        }

        return rows;
    }
}

/// <summary>The latest runs first.</summary>
public sealed class ListRunsHandler(MainstayDb db)
{
    public async Task<IReadOnlyList<PlanningRun>> HandleAsync(int take, Actor actor, CancellationToken ct)
    {
        actor.Demand(ListProposalsHandler.Readers);
        return await db.Set<PlanningRun>().AsNoTracking().OrderByDescending(run => run.At).Take(Math.Clamp(take, 1, 200)).ToListAsync(ct);
    }
}
