using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Transfers;

/// <summary>What never arrived is written off, with a reason; nothing of the transfer is on the way any more.</summary>
public sealed record CloseTransferShort
{
    [JsonIgnore]
    public TransferId Transfer { get; init; }

    public required string Reason { get; init; }
}

public sealed class CloseTransferShortHandler(MainstayDb db, TransferBook book, TimeProvider clock)
{
    public static readonly Role[] Roles = [Role.CentreManager, Role.FactoryManager, Role.Planner, Role.HeadOfService];
    public static readonly IReadOnlyList<string> Reasons = ["lost_by_carrier", "never_packed", "stolen", "destroyed"];

    public async Task<TransferChanged> HandleAsync(CloseTransferShort request, Actor actor, CancellationToken ct)
    {
        TransferChanged? closed = null;
        await InTransaction.RunAsync(db, async () => closed = await CloseAsync(request, actor, ct), ct);
        return closed!;
    }

    private async Task<TransferChanged> CloseAsync(CloseTransferShort request, Actor actor, CancellationToken ct)
    {
        var file = await book.OpenAsync(request.Transfer, ct);
        actor.Demand(file.To.Ref, Roles);
        var reason = StockDesk.Reason(request.Reason, Reasons);
        if (file.Transfer.State != TransferState.Sent)
        {
            throw TransferBook.WrongState(file, "written off");
        }

        var missing = file.Lines.Where(line => line.OnTheWay > 0).ToList();
        var unitIds = missing.ConvertAll(line => line.Unit);
        var units = await db.Set<PartUnit>().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, ct);
        List<Posting> postings = [];
        foreach (var line in missing)
        {
            PlaceKey from = new(file.To.Id, line.Part, PlaceKind.InTransit, "", line.Condition, line.Owner, line.Lot);
            postings.Add(new Posting(from, null, line.OnTheWay, MovementKind.Lost, reason, line.Unit is { } unit ? units[unit] : null));
            line.Lost += line.OnTheWay;
        }

        file.Transfer.State = TransferState.Received;
        file.Transfer.ReceivedAt = clock.Now();
        return await book.PostAsync(file, postings, actor, "transfer.close", file.To, ct);
    }
}
