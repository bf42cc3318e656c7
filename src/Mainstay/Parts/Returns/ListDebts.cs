using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>What a site owes, what is due first on top; or, with <paramref name="Closed"/>, what it brought back or wrote off lately.</summary>
public sealed record ListDebts(SiteId Site, bool Closed = false, bool OverdueOnly = false);

/// <param name="Age">Whole days since it was taken out, by the site's calendar.</param>
public sealed record DebtRow(
    DebtId Id, string Number, CaseId Case, SiteRef Site, SiteRef To, string Part, string PartName, string? Serial, DebtState State, bool InStock, DateTimeOffset OpenedAt, DateOnly DueOn,
    bool IsOverdue, int Age, Money Core, TransferId? Transfer, string? TransferNumber, DateTimeOffset? ReturnedAt, string? GotSerial, string? Reason, int Version);

public sealed record DebtList(SiteRef Site, IReadOnlyList<DebtRow> Debts, bool IsCut);

public sealed class ListDebtsHandler(MainstayDb db, ICatalogue catalogue, ISites sites, TimeProvider clock)
{
    public static readonly Role[] Viewers = [.. PackReturnHandler.Hands, Role.FactoryOperator, Role.FactoryManager, Role.Planner, Role.HeadOfService];

    private const int Most = 500;

    public async Task<DebtList> HandleAsync(ListDebts request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, Viewers);
        var today = site.Today(clock.Now());
        var debts = db.Set<Debt>().AsNoTracking().Where(debt => debt.Site == site.Id && (debt.ClosedAt != null) == request.Closed);
        if (request.OverdueOnly)
        {
            debts = debts.Where(debt => debt.DueOn < today);
        }

        debts = request.Closed ? debts.OrderByDescending(debt => debt.ClosedAt).ThenBy(debt => debt.Id) : debts.OrderBy(debt => debt.DueOn).ThenBy(debt => debt.Number);
        var rows = await RowsAsync(await debts.Take(Most + 1).ToListAsync(ct), ct);
        return new DebtList(site.Ref, [.. rows.Take(Most)], rows.Count > Most);
    }

    internal async Task<IReadOnlyList<DebtRow>> RowsAsync(IReadOnlyList<Debt> debts, CancellationToken ct)
    {
        var transfers = debts.Select(debt => debt.Transfer).OfType<TransferId>().Distinct().ToList();
        var numbers = await db.Set<Transfer>().AsNoTracking().Where(transfer => transfers.Contains(transfer.Id)).ToDictionaryAsync(transfer => transfer.Id, transfer => transfer.Number, ct);
        List<DebtRow> rows = new(debts.Count);
        foreach (var debt in debts)
        {
            var site = await sites.GetAsync(debt.Site, ct);
            var today = site.Today(clock.Now());
            var part = await catalogue.PartAsync(debt.Part, ct);
            rows.Add(new DebtRow(
                debt.Id, debt.Number, debt.Case, site.Ref, (await sites.GetAsync(debt.To, ct)).Ref, part?.Number ?? "", part?.Name ?? "", debt.Serial, debt.State, debt.InStock, debt.OpenedAt,
                debt.DueOn, debt.IsOverdueOn(today), today.DayNumber - site.Today(debt.OpenedAt).DayNumber, debt.Core, debt.Transfer,
                debt.Transfer is { } id ? numbers.GetValueOrDefault(id) : null, debt.ReturnedAt, debt.GotSerial, debt.Reason, debt.Version));
        }

        return rows;
    }
}

/// <summary>One debt, for those who owe it and those who wait for it.</summary>
public sealed record ViewDebt(DebtId Debt);

public sealed class ViewDebtHandler(MainstayDb db, ListDebtsHandler list, ISites sites)
{
    public async Task<DebtRow> HandleAsync(ViewDebt request, Actor actor, CancellationToken ct)
    {
        var debt = await db.Set<Debt>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == request.Debt, ct) ?? throw new RefusedException("debt-not-found", "There is no such debt.");
        if (!actor.May((await sites.GetAsync(debt.To, ct)).Ref, ListDebtsHandler.Viewers))
        {
            actor.Demand((await sites.GetAsync(debt.Site, ct)).Ref, ListDebtsHandler.Viewers);
        }

        return (await list.RowsAsync([debt], ct))[0];
    }
}

/// <summary>One transfer of replaced parts with everything its labels and challan say.</summary>
public sealed record ViewReturn(TransferId Transfer);

public sealed record ReturnView(
    TransferId Id, string Number, TransferState State, SiteRef From, SiteRef To, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, string? Carrier, string? CarrierReference, string? EWayBill,
    Money Value, IReadOnlyList<ReturnLine> Lines);

/// <param name="Hsn">Heading of the customs tariff of the part's category; null where the catalogue does not say.</param>
/// <param name="Value">What the piece is held at: its core value.</param>
public sealed record ReturnLine(DebtId Debt, string Number, string Part, string PartName, string? Serial, string? Hsn, DateOnly DueOn, Money Value);

public sealed class ViewReturnHandler(MainstayDb db, ICatalogue catalogue, ISites sites)
{
    public async Task<ReturnView> HandleAsync(ViewReturn request, Actor actor, CancellationToken ct)
    {
        var transfer = await db.Set<Transfer>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == request.Transfer && found.Reason == TransferReason.DefectiveReturn, ct)
            ?? throw new RefusedException("transfer-not-found", "There is no such transfer.");
        var (from, to) = ((await sites.GetAsync(transfer.From, ct)).Ref, (await sites.GetAsync(transfer.To, ct)).Ref);
        if (!actor.May(to, ListDebtsHandler.Viewers))
        {
            actor.Demand(from, ListDebtsHandler.Viewers);
        }

        List<ReturnLine> lines = [];
        foreach (var debt in await db.Set<Debt>().AsNoTracking().Where(debt => debt.Transfer == transfer.Id).OrderBy(debt => debt.Number).ToListAsync(ct))
        {
            var part = await catalogue.PartAsync(debt.Part, ct);
            lines.Add(new ReturnLine(debt.Id, debt.Number, part?.Number ?? "", part?.Name ?? "", debt.Serial,
                part is null ? null : (await catalogue.CategoryAsync(part.Category, ct))?.Hsn, debt.DueOn, debt.Core));
        }

        return new ReturnView(transfer.Id, transfer.Number, transfer.State, from, to, transfer.CreatedAt, transfer.SentAt, transfer.Carrier, transfer.CarrierReference, transfer.EWayBill,
            new Money(lines.Sum(line => line.Value.Minor), lines.Count > 0 ? lines[0].Value.Currency : "INR"), lines);
    }
}
