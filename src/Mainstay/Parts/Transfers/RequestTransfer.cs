using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Supply;
using Mainstay.Storage;

namespace Mainstay.Parts.Transfers;

/// <summary>Asks one site's store to send parts to another.</summary>
public sealed record RequestTransfer(SiteId From, SiteId To, TransferReason Reason, IReadOnlyList<TransferLineIn> Lines);

/// <param name="Lot">Left out: any.</param>
/// <param name="Owner">Code of an organisation; the network's own maker when left out.</param>
public sealed record TransferLineIn(string Part, int Quantity, Condition Condition = Condition.Good, string? Lot = null, string? Owner = null);

public sealed class RequestTransferHandler(MainstayDb db, TransferDesk transfers, StockDesk desk, ISites sites, IAudit audit, TimeProvider clock)
{
    private const int MostLines = 500;

    public async Task<TransferChanged> HandleAsync(RequestTransfer request, Actor actor, CancellationToken ct)
    {
        var from = await sites.GetAsync(request.From, ct);
        var to = await sites.GetAsync(request.To, ct);
        Role[] roles = [.. StockDesk.Keepers, Role.Planner, Role.HeadOfService];
        if (!actor.May(from.Ref, roles))
        {
            actor.Demand(to.Ref, roles);
        }

        if (request.Lines.Count > MostLines)
        {
            throw new RefusedException("transfer-not-possible", $"A transfer has at most {MostLines} lines.");
        }

        List<TransferAsk> asks = [];
        foreach (var line in request.Lines)
        {
            asks.Add(new TransferAsk((await desk.PartAsync(line.Part, ct)).Id, line.Quantity, await desk.OwnerAsync(line.Owner, from, ct), line.Condition, StockRules.Code(line.Lot, "lot")));
        }

        Transfer? made = null;
        await InTransaction.RunAsync(db, async () =>
        {
            made = await transfers.RequestAsync(from, to, request.Reason, asks, to.Today(clock.Now()).AddDays(SupplyTime.Days(from, to)), ct);
            audit.Changed(actor, "transfer.request", $"transfer:{made.Id}", from.Id);
            await db.SaveChangesAsync(ct);
        }, ct);
        return new TransferChanged(made!.Id, made.Number, EnumText<TransferState>.Of(made.State), 0, 0, null, made.Version);
    }
}
