using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Bench;

/// <summary>
/// Asks that the maker takes over a part of what the customer would pay. Within the asker's own limit and the budget it is
/// granted at once; else it waits for an approver, and the clock is the maker's.
/// </summary>
public sealed record RequestGoodwill : CaseRequest
{
    /// <summary>Percent of the customer's share, 1 to 100.</summary>
    public required int Percent { get; init; }

    public required string Reason { get; init; }

    internal static GoodwillAsk Apply(CaseFile file, RequestGoodwill request, bool isPending, Step step)
    {
        if (request.Percent is < 1 or > 100)
        {
            throw new RefusedException("percent-not-possible", $"Goodwill is 1 to 100 percent of the customer's share, not {request.Percent}.");
        }

        if (file.Case.CustomerDueMinor == 0)
        {
            throw new RefusedException("nothing-to-approve", "The customer pays nothing on this case.");
        }

        var ask = new GoodwillAsk
        {
            Case = file.Case.Id,
            Sequence = ++file.Case.BesideCount,
            Percent = request.Percent,
            AmountMinor = AmountOf(file, request.Percent),
            Reason = request.Reason,
            AskedBy = step.By,
            AskedAt = step.OccurredAt,
        };
        file.Move(Verb.RequestGoodwill, step, request.Reason, owner: isPending ? ClockOwner.Maker : null, detail: new { percent = request.Percent, amount = ask.AmountMinor });
        file.New.Beside.Add(ask);
        return ask;
    }

    internal static long AmountOf(CaseFile file, int percent) => ((file.Case.CustomerDueMinor * percent) + 50) / 100;

    /// <summary>The shares of the lines move from the customer to the maker; the reason stays on each line.</summary>
    internal static void Grant(CaseFile file, GoodwillAsk ask, Step step)
    {
        ask.DecidedAt = step.OccurredAt;
        ask.DecidedBy = step.By;
        ask.Granted = true;
        foreach (var line in file.Lines.Where(line => line.CustomerPercent > 0 && line.State is LineState.Proposed or LineState.Approved))
        {
            var taken = ((line.CustomerPercent * ask.Percent) + 50) / 100;
            line.CustomerPercent -= taken;
            line.MakerPercent += taken;
            line.Entitlement = Entitlement.Goodwill;
            line.Why = Why.Because("goodwill", ("percent", ask.Percent.ToString(CultureInfo.InvariantCulture)), ("reason", ask.Reason));
        }

        file.Reckon();
    }
}

public sealed class RequestGoodwillHandler(CaseDesk desk, ITerms terms, IGoodwill budgets) : CaseHandler<RequestGoodwill>(desk, Verb.RequestGoodwill)
{
    private protected override async Task ApplyAsync(CaseFile file, RequestGoodwill request, Step step, Actor actor, CancellationToken ct)
    {
        if (await Desk.Db.GoodwillAsks.AnyAsync(ask => ask.Case == file.Case.Id && ask.DecidedAt == null, ct))
        {
            throw new RefusedException("goodwill-pending", "Goodwill was asked for already and waits for a decision.");
        }

        var amount = new Money(RequestGoodwill.AmountOf(file, request.Percent), file.Case.Currency);
        var rules = await terms.CurrentAsync(step.Today, ct);
        var granted = request.Percent is >= 1 and <= 100 && rules.MayGrantGoodwill(actor, amount.Minor)
            && await budgets.TryCommitAsync(file.Case.Site, step.Today, amount, ct);
        var ask = RequestGoodwill.Apply(file, request, !granted, step);
        if (granted)
        {
            RequestGoodwill.Grant(file, ask, step);
        }
    }
}

/// <summary>The approver's word on a waiting request; a grant is taken from the budget.</summary>
public sealed record DecideGoodwill : CaseRequest
{
    /// <summary>granted, refused.</summary>
    public required string Reason { get; init; }

    /// <summary>A grant's limit and budget are the handler's to see to, before.</summary>
    internal static void Apply(CaseFile file, DecideGoodwill request, GoodwillAsk ask, Step step)
    {
        file.Move(Verb.DecideGoodwill, step, request.Reason, owner: Moves.OwnerOf(file.Case.State));
        if (request.Reason == "granted")
        {
            RequestGoodwill.Grant(file, ask, step);
            return;
        }

        ask.DecidedAt = step.OccurredAt;
        ask.DecidedBy = step.By;
    }
}

public sealed class DecideGoodwillHandler(CaseDesk desk, ITerms terms, IGoodwill budgets) : CaseHandler<DecideGoodwill>(desk, Verb.DecideGoodwill)
{
    private protected override async Task ApplyAsync(CaseFile file, DecideGoodwill request, Step step, Actor actor, CancellationToken ct)
    {
        var ask = await Desk.Db.GoodwillAsks.Where(a => a.Case == file.Case.Id && a.DecidedAt == null).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("goodwill-not-asked", "No request for goodwill is waiting on this case.");
        if (request.Reason == "granted")
        {
            await CommitAsync(file, ask, step, actor, ct);
        }

        DecideGoodwill.Apply(file, request, ask, step);
    }

    private async Task CommitAsync(CaseFile file, GoodwillAsk ask, Step step, Actor actor, CancellationToken ct)
    {
        if (!(await terms.CurrentAsync(step.Today, ct)).MayGrantGoodwill(actor, ask.AmountMinor))
        {
            throw new RefusedException("above-limit", "This amount is above what your role may grant.");
        }

        if (!await budgets.TryCommitAsync(file.Case.Site, step.Today, new Money(ask.AmountMinor, file.Case.Currency), ct))
        {
            throw new RefusedException("budget-spent", "The goodwill budget of this month does not hold this amount any more.");
        }
    }
}
