using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;

namespace Mainstay.Cases.Counter;

/// <summary>The device goes back as it came.</summary>
public sealed record ReturnUnrepaired : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, ReturnUnrepaired request, Step step)
    {
        FinishRepair.Accounted(file);
        file.Move(Verb.ReturnUnrepaired, step, request.Reason);
        foreach (var line in file.Lines.Where(line => line.State is LineState.Proposed or LineState.Approved && line.Work != "inspection"))
        {
            line.State = LineState.Declined;
        }

        file.Case.Outcome ??= request.Reason == "no_fault_found" ? Outcome.NoFaultFound : Outcome.ReturnedUnrepaired;
        file.Reckon();
    }
}

public sealed class ReturnUnrepairedHandler(CaseDesk desk) : CaseHandler<ReturnUnrepaired>(desk, Verb.ReturnUnrepaired)
{
    private protected override Task ApplyAsync(CaseFile file, ReturnUnrepaired request, Step step, Actor actor, CancellationToken ct)
    {
        ReturnUnrepaired.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>Closed up, complete with its accessories, and ready to be collected.</summary>
public sealed record PrepareReturn : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        file.Move(Verb.PrepareReturn, step);
        file.MarkReady(step);
    }
}

public sealed class PrepareReturnHandler(CaseDesk desk) : CaseHandler<PrepareReturn>(desk, Verb.PrepareReturn)
{
    private protected override Task ApplyAsync(CaseFile file, PrepareReturn request, Step step, Actor actor, CancellationToken ct)
    {
        PrepareReturn.Apply(file, step);
        return Task.CompletedTask;
    }
}

/// <summary>Nothing is left to do. A replaced device must have left the centre first.</summary>
public sealed record Close : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Close request, Step step)
    {
        if (file.Items.Any(item => item is { StaysWithUs: true, HolderKind: HolderKind.Person or HolderKind.Shelf } && item.Site == file.Case.Site))
        {
            throw new RefusedException("defective-not-returned", "The replaced device is still here: send it to the factory, then close.");
        }

        file.Move(Verb.Close, step, request.Reason);
    }
}

public sealed class CloseHandler(CaseDesk desk) : CaseHandler<Close>(desk, Verb.Close)
{
    private protected override Task ApplyAsync(CaseFile file, Close request, Step step, Actor actor, CancellationToken ct)
    {
        Close.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>The customer is back within days of hand-over: the same case goes on. Later, or once closed, it is a new case.</summary>
public sealed record Reopen : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Reopen request, PromiseGrounds grounds, Step step)
    {
        var days = (step.OccurredAt - file.Case.HandedOverAt!.Value).TotalDays;
        if (days > grounds.Terms.ReopenDays)
        {
            throw new RefusedException("too-late-to-reopen", $"A case can be reopened within {grounds.Terms.ReopenDays} days of hand-over. Open a new case; the repair before it is recognised.");
        }

        file.Move(Verb.Reopen, step, request.Reason);
        file.Case.HandedOverAt = null;
        file.Case.ReadyAt = null;
        file.Case.NetSeconds = null;
        file.Case.Outcome = null;
        file.Give(file.DeviceItem, HolderKind.Person, step.By.Value, step);
        Promising.WhenKnown(file, step, grounds);
    }
}

public sealed class ReopenHandler(CaseDesk desk, ICatalogue catalogue, PromiseBook promises) : CaseHandler<Reopen>(desk, Verb.Reopen)
{
    private protected override async Task ApplyAsync(CaseFile file, Reopen request, Step step, Actor actor, CancellationToken ct)
    {
        if (file.Case.HandedOverAt is null)
        {
            throw new RefusedException("wrong-state", "Only a handed-over case can be reopened.");
        }

        Reopen.Apply(file, request, await promises.ForAsync(file, catalogue, step, ct), step);
    }
}

/// <summary>Before the device came into our care.</summary>
public sealed record Cancel : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Cancel request, Step step)
    {
        file.Move(Verb.Cancel, step, request.Reason);
        file.Visit?.End(request.Reason, step.OccurredAt);
        file.Case.Outcome = Outcome.Cancelled;
    }
}

public sealed class CancelHandler(CaseDesk desk, VisitBook visits) : CaseHandler<Cancel>(desk, Verb.Cancel)
{
    private protected override Task ApplyAsync(CaseFile file, Cancel request, Step step, Actor actor, CancellationToken ct)
    {
        Cancel.Apply(file, request, step);
        return file.Visit is { State: VisitState.Cancelled } visit ? visits.FreeAsync(visit.Id, ct) : Task.CompletedTask;
    }
}

/// <summary>The promise cannot be kept, or can be bettered: the customer is told a new one, with the reason, before the old one breaks.</summary>
public sealed record MovePromise : CaseRequest
{
    public required string Reason { get; init; }

    /// <summary>The person's own word; both null: reckoned anew from history.</summary>
    public DateTimeOffset? ReadyP50 { get; init; }

    public DateTimeOffset? ReadyP90 { get; init; }

    /// <summary>Open time from now that the new one must give at least: who is told again and again believes nothing any more.</summary>
    [JsonIgnore]
    internal TimeSpan AtLeast { get; init; }

    internal static void Apply(CaseFile file, MovePromise request, PromiseGrounds grounds, Step step)
    {
        file.Move(Verb.MovePromise, step, request.Reason);
        if (request is { ReadyP50: { } likely, ReadyP90: { } latest })
        {
            if (likely <= step.OccurredAt || latest < likely)
            {
                throw new RefusedException("date-not-possible", "A promise lies ahead, and 'at the latest' is not before 'likely'.");
            }

            file.Promise(step, null, likely.ToUniversalTime().ToMicroseconds(), latest.ToUniversalTime().ToMicroseconds(), "person", 0, request.Reason);
        }
        else if (PromiseOutlook.IsBeforeDiagnosis(file.Case.State))
        {
            Promising.WhenKnown(file, step, grounds, request.Reason, request.AtLeast);
        }
        else
        {
            Promising.WhenReady(file, step, grounds, request.Reason, request.AtLeast);
        }
    }
}

public sealed class MovePromiseHandler(CaseDesk desk, ICatalogue catalogue, PromiseBook promises) : CaseHandler<MovePromise>(desk, Verb.MovePromise)
{
    private protected override async Task ApplyAsync(CaseFile file, MovePromise request, Step step, Actor actor, CancellationToken ct) =>
        MovePromise.Apply(file, request, await promises.ForAsync(file, catalogue, step, ct), step);
}

/// <summary>Where the customer can be reached while his phone is with us.</summary>
public sealed record CorrectContact : CaseRequest
{
    public string? ReachPhone { get; init; }

    public string? ReachOther { get; init; }

    internal static void Apply(CaseFile file, CorrectContact request, Step step)
    {
        file.Move(Verb.CorrectContact, step);
        file.Private.ReachPhone = IntakeRules.ReachPhone(request.ReachPhone);
        file.Private.ReachOther = request.ReachOther;
    }
}

public sealed class CorrectContactHandler(CaseDesk desk, ICustomers customers, INotices notices) : CaseHandler<CorrectContact>(desk, Verb.CorrectContact)
{
    private protected override async Task ApplyAsync(CaseFile file, CorrectContact request, Step step, Actor actor, CancellationToken ct)
    {
        var customer = await customers.FindAsync(file.Case.Customer, ct);
        var former = file.Private.ReachPhone ?? customer?.Phone;
        CorrectContact.Apply(file, request, step);
        if (former is not null && former != (file.Private.ReachPhone ?? customer?.Phone))
        {
            await notices.QueueAsync(
                new Notice(
                    $"case:{file.Case.Id}/{file.Case.Version}/contact", NoticeTemplates.NumberChanged, file.Case.Customer, new Dictionary<string, string>(), $"case:{file.Case.Id}", file.Case.Site)
                {
                    Phone = former,
                    OnlyTheseAddresses = true,
                    Urgent = true,
                },
                ct);
        }
    }
}
