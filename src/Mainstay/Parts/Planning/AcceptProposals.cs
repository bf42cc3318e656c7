using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Orders;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Planning;

/// <summary>Makes transfers and orders of proposals: one transfer for each pair of sites, one order for each supplier and warehouse.</summary>
public sealed record AcceptProposals(IReadOnlyList<ProposalId> Proposals);

/// <param name="Transfers">Their numbers.</param>
/// <param name="Orders">Their numbers.</param>
/// <param name="NotDone">Proposals whose parts are no longer there; they are outdated now.</param>
public sealed record ProposalsAccepted(int Accepted, IReadOnlyList<string> Transfers, IReadOnlyList<string> Orders, IReadOnlyList<ProposalId> NotDone);

public sealed class AcceptProposalsHandler(
    MainstayDb db, TransferDesk transfers, OrderDesk orders, ISites sites, ProposalRecords records, IAudit audit, TimeProvider clock)
{
    /// <summary>At most so many at once: all of it is one transaction.</summary>
    public const int Most = 5_000;

    /// <exception cref="RefusedException">
    /// <c>proposal-decided</c>: somebody was first, and who; <c>proposal-outdated</c>: what it would move is gone; <c>proposal-not-found</c>.
    /// </exception>
    public Task<ProposalsAccepted> HandleAsync(AcceptProposals request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.HeadOfService);
        return AcceptAsync(request.Proposals, actor, ProposalState.Accepted, ct);
    }

    internal async Task<ProposalsAccepted> AcceptAsync(IReadOnlyList<ProposalId> wanted, Actor actor, ProposalState accepted, CancellationToken ct)
    {
        try
        {
            ProposalsAccepted? result = null;
            await InTransaction.RunAsync(db, async () => result = await MakeAsync(await records.OpenAsync(wanted, ct), actor, accepted, ct), ct);
            return result!;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw await records.DecidedAsync(wanted, ct);
        }
        catch (Exception e) when (BrokenRule.Of(e) == BrokenRule.Deadlock)
        {
            throw new RefusedException("stale-version", "Somebody decided or moved the same at this moment. Nothing was done; look again.");
        }
    }

    private async Task<ProposalsAccepted> MakeAsync(List<Proposal> open, Actor actor, ProposalState accepted, CancellationToken ct)
    {
        var now = clock.Now();
        List<Proposal> done = [], gone = [];
        List<string> sent = [], bought = [];

        // Claimed before anything is made of them: of two planners one waits here and then finds them decided.
        open.ForEach(proposal => proposal.Decide(accepted, actor.Person, now));
        await db.SaveChangesAsync(ct);
        foreach (var sender in open.Where(proposal => proposal.IsMove).GroupBy(proposal => proposal.From!.Value).OrderBy(sender => sender.Key.Value))
        {
            var (taken, missing) = await AsksAsync(sender.Key, [.. sender], ct);
            gone.AddRange(missing);
            foreach (var box in taken.GroupBy(one => (one.Proposal.To, Reason: ReasonOf(one.Proposal.Kind))).OrderBy(box => box.Key.To.Value))
            {
                var (from, to) = (await sites.GetAsync(sender.Key, ct), await sites.GetAsync(box.Key.To, ct));
                var transfer = await transfers.RequestAsync(from, to, box.Key.Reason, [.. box.SelectMany(one => one.Asks)], from.Today(now).AddDays(SupplyTime.Days(from, to)), ct);
                foreach (var (proposal, _) in box)
                {
                    proposal.Transfer = transfer.Id;
                    done.Add(proposal);
                }

                sent.Add(transfer.Number);
            }
        }

        foreach (var shop in open.Where(proposal => !proposal.IsMove).GroupBy(proposal => (Supplier: proposal.Supplier!.Value, proposal.To, proposal.Currency)).OrderBy(shop => shop.Key.Supplier.Value).ThenBy(shop => shop.Key.To.Value))
        {
            var order = await orders.DraftAsync(shop.Key.Supplier, await sites.GetAsync(shop.Key.To, ct), shop.Key.Currency,
                [.. shop.Select(proposal => new OrderAsk(proposal.Part, proposal.Quantity, proposal.ValueMinor / proposal.Quantity))], ct);
            foreach (var proposal in shop)
            {
                proposal.Order = order.Id;
                done.Add(proposal);
            }

            bought.Add(order.Number);
        }

        if (done.Count == 0 && gone.Count > 0)
        {
            throw new RefusedException("proposal-outdated", "What this would move is not there any more: somebody took it. Plan anew and look again.");
        }

        gone.ForEach(proposal => proposal.Decide(ProposalState.Outdated, actor.Person, now));
        done.ForEach(proposal => audit.Changed(actor, $"parts.{EnumText<ProposalState>.Of(accepted)}_proposal", $"proposal:{proposal.Id}", proposal.To));
        await db.SaveChangesAsync(ct);
        return new ProposalsAccepted(done.Count, sent, bought, [.. gone.Select(proposal => proposal.Id)]);
    }

    private static TransferReason ReasonOf(ProposalKind kind) => kind switch
    {
        ProposalKind.Job => TransferReason.Job,
        ProposalKind.Rebalance => TransferReason.Lateral,
        _ => TransferReason.Replenish,
    };

    /// <summary>Which pieces it will be: new ones before refurbished ones, from the account that holds most; what others asked for is left to them.</summary>
    private async Task<(List<(Proposal Proposal, List<TransferAsk> Asks)> Taken, List<Proposal> Gone)> AsksAsync(SiteId sender, IReadOnlyList<Proposal> proposals, CancellationToken ct)
    {
        var parts = proposals.Select(proposal => proposal.Part).Distinct().ToList();
        var held = await db.Set<StockPlace>().AsNoTracking()
            .Where(place => place.Site == sender && parts.Contains(place.Part) && place.Kind == PlaceKind.Bin && place.OnHand > 0 && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished))
            .GroupBy(place => new { place.Part, place.Condition, place.Owner, place.Lot })
            .Select(places => new { places.Key, Pieces = places.Sum(place => place.OnHand) }).ToListAsync(ct);
        var asked = await (
            from line in db.Set<TransferLine>()
            join transfer in db.Set<Transfer>() on line.Transfer equals transfer.Id
            where transfer.From == sender && transfer.State == TransferState.Requested && parts.Contains(line.Part)
            group line.Asked - line.Sent by new { line.Part, line.Condition, line.Owner, line.Lot } into sum
            select new { sum.Key, Pieces = sum.Sum() }).ToListAsync(ct);
        var free = held.Select(account => (account.Key.Part, account.Key.Condition, account.Key.Owner, account.Key.Lot,
                Pieces: account.Pieces - asked.Where(line => line.Key.Part == account.Key.Part && line.Key.Condition == account.Key.Condition && line.Key.Owner == account.Key.Owner && line.Key.Lot == account.Key.Lot).Sum(line => line.Pieces)))
            .ToLookup(account => account.Part);
        List<(Proposal, List<TransferAsk>)> taken = [];
        List<Proposal> gone = [];
        foreach (var part in proposals.GroupBy(proposal => proposal.Part))
        {
            Queue<(Condition Condition, OrganisationId Owner, string Lot, int Pieces)> accounts = new(free[part.Key].Where(account => account.Pieces > 0)
                .OrderBy(account => account.Condition).ThenByDescending(account => account.Pieces).ThenBy(account => account.Lot, StringComparer.Ordinal)
                .Select(account => (account.Condition, account.Owner, account.Lot, account.Pieces)));
            var left = accounts.Sum(account => account.Pieces);
            foreach (var proposal in part.OrderBy(proposal => proposal.Kind).ThenBy(proposal => proposal.Id.Value))
            {
                if (proposal.Quantity > left)
                {
                    gone.Add(proposal);
                    continue;
                }

                left -= proposal.Quantity;
                List<TransferAsk> asks = [];
                taken.Add((proposal, asks));
                for (var wanted = proposal.Quantity; wanted > 0;)
                {
                    var account = accounts.Dequeue();
                    var pieces = Math.Min(wanted, account.Pieces);
                    asks.Add(new TransferAsk(part.Key, pieces, account.Owner, account.Condition, account.Lot, proposal.For));
                    wanted -= pieces;
                    if (account.Pieces > pieces)
                    {
                        accounts = new([account with { Pieces = account.Pieces - pieces }, .. accounts]);
                    }
                }
            }
        }

        return (taken, gone);
    }
}
