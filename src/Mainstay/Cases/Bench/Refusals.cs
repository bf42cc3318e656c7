using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Bench;

/// <summary>What shows the damage: words, and a picture where there is one.</summary>
public sealed record EvidenceIn(string Note, byte[]? Picture = null);

/// <summary>Refuses cover for damage by the customer, on named lines. Needs a reason and evidence, and can be appealed outside the centre.</summary>
public sealed record RefuseCover : CaseRequest
{
    public required IReadOnlyList<LineId> Lines { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<EvidenceIn> Evidence { get; init; }

    internal static void Apply(CaseFile file, RefuseCover request, Step step)
    {
        if (request.Evidence.Count == 0 || request.Evidence.Any(evidence => string.IsNullOrWhiteSpace(evidence.Note)))
        {
            throw new RefusedException("evidence-needed", "Refusing cover needs evidence: say what is seen, and add a picture where you can.");
        }

        if (request.Lines.Count == 0 || request.Lines.Any(id => file.Lines.All(line => line.Id != id || line.State != LineState.Proposed)))
        {
            throw new RefusedException("line-not-found", "Name the proposed lines that the damage is about.");
        }

        file.Move(Verb.RefuseCover, step, request.Reason, detail: new { lines = request.Lines });
        file.New.Beside.Add(new Refusal
        {
            Case = file.Case.Id,
            Sequence = ++file.Case.BesideCount,
            Reason = request.Reason,
            By = step.By,
            At = step.OccurredAt,
        });
        foreach (var evidence in request.Evidence)
        {
            file.New.Beside.Add(Attaching.Make(file, "evidence", evidence.Note, evidence.Picture, step));
        }
    }
}

public sealed class RefuseCoverHandler(CaseDesk desk, LineDecider decider) : CaseHandler<RefuseCover>(desk, Verb.RefuseCover)
{
    private protected override async Task ApplyAsync(CaseFile file, RefuseCover request, Step step, Actor actor, CancellationToken ct)
    {
        RefuseCover.Apply(file, request, step);
        foreach (var line in file.Lines.Where(line => request.Lines.Contains(line.Id)))
        {
            await decider.RedecideAsync(line, customerDamage: true, ct);
        }

        file.Reckon();
    }
}

/// <summary>The customer does not accept the refusal: somebody outside the centre decides, and the clock is the maker's.</summary>
public sealed record AppealRefusal : CaseRequest
{
    internal static void Apply(CaseFile file, Refusal refusal, Step step)
    {
        if (refusal.AppealedAt is not null)
        {
            throw new RefusedException("appealed-already", "This refusal has been appealed once; the decision stands.");
        }

        file.Move(Verb.AppealRefusal, step, owner: Moves.IsOpen(file.Case.State) ? ClockOwner.Maker : null);
        refusal.AppealedAt = step.OccurredAt;
    }
}

public sealed class AppealRefusalHandler(CaseDesk desk) : CaseHandler<AppealRefusal>(desk, Verb.AppealRefusal)
{
    private protected override async Task ApplyAsync(CaseFile file, AppealRefusal request, Step step, Actor actor, CancellationToken ct) =>
        AppealRefusal.Apply(file, await RefusalBook.LastAsync(Desk, file, ct), step);
}

/// <summary>Outside the centre: upheld, or overturned and then the lines are covered as if there were no damage.</summary>
public sealed record DecideAppeal : CaseRequest
{
    /// <summary>upheld, overturned.</summary>
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, DecideAppeal request, Refusal refusal, Step step)
    {
        if (refusal is { AppealedAt: null } or { DecidedAt: not null })
        {
            throw new RefusedException("no-appeal", "There is no open appeal on this case.");
        }

        if (refusal.By == step.By)
        {
            throw new RefusedException("own-decision", "Whoever refused cover cannot decide the appeal.");
        }

        file.Move(Verb.DecideAppeal, step, request.Reason, owner: Moves.OwnerOf(file.Case.State));
        refusal.DecidedAt = step.OccurredAt;
        refusal.DecidedBy = step.By;
        refusal.Verdict = request.Reason;
    }
}

public sealed class DecideAppealHandler(CaseDesk desk, LineDecider decider) : CaseHandler<DecideAppeal>(desk, Verb.DecideAppeal)
{
    private protected override async Task ApplyAsync(CaseFile file, DecideAppeal request, Step step, Actor actor, CancellationToken ct)
    {
        DecideAppeal.Apply(file, request, await RefusalBook.LastAsync(Desk, file, ct), step);
        if (request.Reason == "overturned")
        {
            foreach (var line in file.Lines.Where(line => line.CustomerDamage && line.State is LineState.Proposed or LineState.Approved))
            {
                await decider.RedecideAsync(line, customerDamage: false, ct);
            }

            file.Reckon();
        }
    }
}

internal static class RefusalBook
{
    public static async Task<Refusal> LastAsync(CaseDesk desk, CaseFile file, CancellationToken ct) =>
        await desk.Db.Refusals.Where(refusal => refusal.Case == file.Case.Id).OrderByDescending(refusal => refusal.Sequence).FirstOrDefaultAsync(ct)
        ?? throw new RefusedException("no-refusal", "Cover was not refused on this case.");
}
