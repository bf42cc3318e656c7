using Mainstay.Access.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>The customer is not content. His words are kept where they can be erased; the centre's manager has them before him within a day.</summary>
public sealed record Complain : CaseRequest
{
    internal const string AlertKind = "complaint";
    internal const int LongestText = 2_000;

    public required string Text { get; init; }

    public string? Identified { get; init; }

    /// <param name="owner">Null where nobody manages the centre.</param>
    internal static void Apply(CaseFile file, Complain request, PersonId? owner, Step step)
    {
        var text = request.Text.Trim();
        if (text.Length is 0 or > LongestText)
        {
            throw new RefusedException("complaint-text", $"A complaint is told in 1 to {LongestText} characters.");
        }

        var sequence = ++file.Case.BesideCount;
        file.Move(Verb.Complain, step, detail: new { complaint = sequence });
        file.New.Beside.Add(new Complaint { Case = file.Case.Id, Sequence = sequence, Via = file.Via?.Channel ?? CustomerChannel.Desk, Text = text, RaisedAt = step.OccurredAt });
        if (owner is { } person)
        {
            file.New.Beside.Add(new Alert
            {
                Case = file.Case.Id,
                Sequence = ++file.Case.BesideCount,
                Kind = AlertKind,
                Reason = "complaint",
                Owner = person,
                RaisedAt = step.OccurredAt,
                DueAt = step.OccurredAt.AddDays(1),
            });
        }
    }
}

public sealed class ComplainHandler(CaseDesk desk, IPeople people, AlertOwners owners) : CaseHandler<Complain>(desk, Verb.Complain)
{
    /// <summary>More than so many unanswered ones on a case help nobody, and a leaked link must not fill the books.</summary>
    private const int MostUnanswered = 5;

    private protected override async Task ApplyAsync(CaseFile file, Complain request, Step step, Actor actor, CancellationToken ct)
    {
        CaseDesk.NoteVia(file, step, actor, request.Identified);
        var unanswered = await Desk.Db.Alerts.CountAsync(a => a.Case == file.Case.Id && a.Kind == Complain.AlertKind && a.AcknowledgedAt == null, ct);
        if (unanswered >= MostUnanswered)
        {
            throw new RefusedException("complaints-waiting", "Several complaints about this case wait for an answer already. The manager of the centre has them.");
        }

        var managers = await people.CoveringAsync(step.Site.Ref, Role.CentreManager, ct);
        PersonId? owner = managers.Count > 0 ? managers[0].Id : await owners.ForAsync(step.Site.Ref, ct) is var other && other != Actor.System.Person ? other : null;
        Complain.Apply(file, request, owner, step);
    }
}
