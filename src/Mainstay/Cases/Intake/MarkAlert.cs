using Mainstay.Access.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Intake;

/// <summary>Marks a danger to people or to data. A named owner has it before the hour is over.</summary>
public abstract record MarkAlert : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Raise(CaseFile file, Verb verb, string reason, PersonId owner, Terms terms, Step step)
    {
        file.Move(verb, step, reason, detail: new { owner });
        var isSafety = verb == Verb.MarkSafety;
        file.Case.IsSafety |= isSafety;
        file.Case.IsSecurity |= !isSafety;
        file.New.Beside.Add(new Alert
        {
            Case = file.Case.Id,
            Sequence = ++file.Case.BesideCount,
            Kind = isSafety ? "safety" : "security",
            Reason = reason,
            Owner = owner,
            RaisedAt = step.OccurredAt,
            DueAt = step.OccurredAt.AddMinutes(terms.SafetyAlertMinutes),
        });
    }
}

public sealed record MarkSafety : MarkAlert;

public sealed record MarkSecurity : MarkAlert;

public sealed class MarkSafetyHandler(CaseDesk desk, AlertOwners owners, ITerms terms) : CaseHandler<MarkSafety>(desk, Verb.MarkSafety)
{
    private protected override async Task ApplyAsync(CaseFile file, MarkSafety request, Step step, Actor actor, CancellationToken ct) =>
        MarkAlert.Raise(file, Verb.MarkSafety, request.Reason, await owners.ForAsync(step.Site.Ref, ct), await terms.CurrentAsync(step.Today, ct), step);
}

public sealed class MarkSecurityHandler(CaseDesk desk, AlertOwners owners, ITerms terms) : CaseHandler<MarkSecurity>(desk, Verb.MarkSecurity)
{
    private protected override async Task ApplyAsync(CaseFile file, MarkSecurity request, Step step, Actor actor, CancellationToken ct) =>
        MarkAlert.Raise(file, Verb.MarkSecurity, request.Reason, await owners.ForAsync(step.Site.Ref, ct), await terms.CurrentAsync(step.Today, ct), step);
}

/// <summary>The owner has seen the mark and acts on it.</summary>
public sealed record AcknowledgeAlert : CaseRequest
{
    public required int Alert { get; init; }

    /// <summary>Seen twice is seen once.</summary>
    internal static void Apply(CaseFile file, Alert alert, Step step)
    {
        if (alert.AcknowledgedAt is not null)
        {
            return;
        }

        file.Move(Verb.AcknowledgeAlert, step, detail: new { alert = alert.Sequence });
        alert.AcknowledgedAt = step.OccurredAt;
        alert.AcknowledgedBy = step.By;
    }
}

public sealed class AcknowledgeAlertHandler(CaseDesk desk) : CaseHandler<AcknowledgeAlert>(desk, Verb.AcknowledgeAlert)
{
    private protected override async Task ApplyAsync(CaseFile file, AcknowledgeAlert request, Step step, Actor actor, CancellationToken ct)
    {
        var alert = await Desk.Db.Alerts.FindAsync([file.Case.Id, request.Alert], ct)
            ?? throw new RefusedException("alert-not-found", "This case has no such mark.");
        if (alert.Kind != Complain.AlertKind && !actor.Holds(Role.QualityEngineer, Role.HeadOfService))
        {
            throw new RefusedException("not-allowed", "Marks of danger are acknowledged by quality engineers and the head of service.");
        }

        AcknowledgeAlert.Apply(file, alert, step);
    }
}

/// <summary>Who must see a safety or security mark of a site: a quality engineer, else the head of service, else an administrator.</summary>
public sealed class AlertOwners(IPeople people)
{
    private static readonly Role[] _inOrder = [Role.QualityEngineer, Role.HeadOfService, Role.Administrator];

    public async ValueTask<PersonId> ForAsync(SiteRef site, CancellationToken ct)
    {
        foreach (var role in _inOrder)
        {
            if (await people.CoveringAsync(site, role, ct) is { Count: > 0 } able)
            {
                return able[0].Id;
            }
        }

        return Actor.System.Person;
    }
}
