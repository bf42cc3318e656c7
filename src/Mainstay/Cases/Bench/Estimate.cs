using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Bench;

/// <summary>Puts the lines before the customer; the terms stay frozen for as long as the policy says.</summary>
public sealed record SendEstimate : CaseRequest
{
    internal static void Apply(CaseFile file, Terms terms, Step step)
    {
        if (file.Case.CustomerDueMinor == 0)
        {
            throw new RefusedException("nothing-to-approve", "The customer pays nothing: start the repair, no estimate is needed.");
        }

        file.Move(Verb.SendEstimate, step, detail: new { due = file.Case.CustomerDueMinor, currency = file.Case.Currency });
        file.Case.EstimateUntil = step.OccurredAt.AddDays(terms.EstimateValidDays);
    }
}

public sealed class SendEstimateHandler(CaseDesk desk, ITerms terms) : CaseHandler<SendEstimate>(desk, Verb.SendEstimate)
{
    private protected override async Task ApplyAsync(CaseFile file, SendEstimate request, Step step, Actor actor, CancellationToken ct) =>
        SendEstimate.Apply(file, await terms.CurrentAsync(step.Today, ct), step);
}

/// <summary>The customer agrees, to all lines or to some; recorded at the desk.</summary>
public sealed record Approve : CaseRequest
{
    /// <summary>The lines he agrees to; null: all.</summary>
    public IReadOnlyList<LineId>? Lines { get; init; }

    /// <summary>How an agent made sure that it is the customer who agrees.</summary>
    public string? Identified { get; init; }

    internal static void Apply(CaseFile file, Approve request, PromiseGrounds grounds, Step step)
    {
        if (file.Case is { State: CaseState.Diagnosed, CustomerDueMinor: > 0 })
        {
            throw new RefusedException("estimate-needed", "The customer would pay: send him the estimate first.");
        }

        if (file.Case is { State: CaseState.EstimateSent, EstimateUntil: { } until } && step.OccurredAt > until)
        {
            throw new RefusedException("estimate-expired", $"The estimate was valid until {until:yyyy-MM-dd}. Diagnose again and send a new one.");
        }

        var proposed = file.Lines.Where(line => line.State == LineState.Proposed).ToList();
        var agreed = request.Lines is { } some ? proposed.Where(line => some.Contains(line.Id)).ToList() : proposed;
        if (request.Lines is not null && agreed.Count == 0)
        {
            throw new RefusedException("line-not-found", "None of these lines is waiting for approval. To refuse all, decline the estimate.");
        }

        file.Move(Verb.Approve, step, detail: new { lines = agreed.Count, of = proposed.Count });
        Agree(file, proposed, agreed);
        Promising.WhenReady(file, step, grounds, "approved");
    }

    /// <summary>Work that costs the customer nothing needs no approval of his: it is agreed when the bench begins.</summary>
    internal static void AgreeWhenFree(CaseFile file)
    {
        if (file.Case.State != CaseState.Diagnosed)
        {
            return;
        }

        if (file.Case.CustomerDueMinor > 0)
        {
            throw new RefusedException("estimate-needed", "The customer would pay: send him the estimate first.");
        }

        var proposed = file.Lines.Where(line => line.State == LineState.Proposed).ToList();
        Agree(file, proposed, proposed);
    }

    private static void Agree(CaseFile file, List<Line> proposed, List<Line> agreed)
    {
        foreach (var line in proposed)
        {
            line.State = agreed.Contains(line) ? LineState.Approved : LineState.Declined;
        }

        file.Reckon();
    }
}

public sealed class ApproveHandler(CaseDesk desk, ICatalogue catalogue, PromiseBook promises) : CaseHandler<Approve>(desk, Verb.Approve)
{
    private protected override async Task ApplyAsync(CaseFile file, Approve request, Step step, Actor actor, CancellationToken ct)
    {
        CaseDesk.NoteVia(file, step, actor, request.Identified);
        Approve.Apply(file, request, await promises.ForAsync(file, catalogue, step, ct), step);
    }
}

/// <summary>The customer does not want the repair at this price.</summary>
public sealed record Decline : CaseRequest
{
    public required string Reason { get; init; }

    /// <summary>How an agent made sure that it is the customer who declines.</summary>
    public string? Identified { get; init; }

    internal static void Apply(CaseFile file, Decline request, Step step)
    {
        file.Move(Verb.Decline, step, request.Reason);
        foreach (var line in file.Lines.Where(line => line.State == LineState.Proposed))
        {
            line.State = LineState.Declined;
        }

        file.Case.Outcome = Outcome.Declined;
        file.Reckon();
    }
}

public sealed class DeclineHandler(CaseDesk desk) : CaseHandler<Decline>(desk, Verb.Decline)
{
    private protected override Task ApplyAsync(CaseFile file, Decline request, Step step, Actor actor, CancellationToken ct)
    {
        CaseDesk.NoteVia(file, step, actor, request.Identified);
        Decline.Apply(file, request, step);
        return Task.CompletedTask;
    }
}
