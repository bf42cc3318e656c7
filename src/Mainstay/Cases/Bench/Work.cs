using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Bench;

/// <summary>Names who does the job.</summary>
public sealed record Assign : CaseRequest
{
    public required PersonId Technician { get; init; }

    internal static void Apply(CaseFile file, Assign request, Step step)
    {
        file.Move(Verb.Assign, step, detail: new { technician = request.Technician });
        file.Case.Technician = request.Technician;
    }
}

public sealed class AssignHandler(CaseDesk desk, IPeople people, Network.Contracts.ISites sites) : CaseHandler<Assign>(desk, Verb.Assign)
{
    private protected override async Task ApplyAsync(CaseFile file, Assign request, Step step, Actor actor, CancellationToken ct)
    {
        var at = (await sites.GetAsync(file.Case.At, ct)).Ref;
        var able = await people.FindAsync(request.Technician, ct);
        if (able is null || !able.Grants.Any(grant => grant.Role is Role.Technician or Role.CentreManager or Role.FactoryOperator or Role.FactoryManager && grant.Covers(at)))
        {
            throw new RefusedException("technician-out-of-area", $"Nobody by that name repairs at {at.Name}.");
        }

        Assign.Apply(file, request, step);
    }
}

/// <summary>The job waits for a part; says until when, as far as anybody knows.</summary>
public sealed record WaitForParts : CaseRequest
{
    public required string Reason { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    internal static void Apply(CaseFile file, WaitForParts request, Step step)
    {
        Approve.AgreeWhenFree(file);
        file.Move(Verb.WaitForParts, step, request.Reason, detail: new { expected = request.ExpectedOn });
        file.Case.PartsExpectedOn = request.ExpectedOn;
    }
}

public sealed class WaitForPartsHandler(CaseDesk desk) : CaseHandler<WaitForParts>(desk, Verb.WaitForParts)
{
    private protected override Task ApplyAsync(CaseFile file, WaitForParts request, Step step, Actor actor, CancellationToken ct)
    {
        WaitForParts.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

public sealed record PartsArrived : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        file.Move(Verb.PartsArrived, step);
        file.Case.PartsExpectedOn = null;
    }
}

public sealed class PartsArrivedHandler(CaseDesk desk) : CaseHandler<PartsArrived>(desk, Verb.PartsArrived)
{
    private protected override Task ApplyAsync(CaseFile file, PartsArrived request, Step step, Actor actor, CancellationToken ct)
    {
        PartsArrived.Apply(file, step);
        return Task.CompletedTask;
    }
}

/// <summary>The technician takes the job on the bench; the things of the case are now with him.</summary>
public sealed record StartRepair : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        Approve.AgreeWhenFree(file);
        file.Move(Verb.StartRepair, step);
        file.Case.Technician = step.By;
        file.Case.PartsExpectedOn = null;
        file.GiveAll(HolderKind.Person, step.By.Value, step);
        file.ClearShelf(step);
    }
}

public sealed class StartRepairHandler(CaseDesk desk) : CaseHandler<StartRepair>(desk, Verb.StartRepair)
{
    private protected override Task ApplyAsync(CaseFile file, StartRepair request, Step step, Actor actor, CancellationToken ct)
    {
        StartRepair.Apply(file, step);
        return Task.CompletedTask;
    }
}

/// <summary>Erases the customer's data from the device. Never without his recorded consent.</summary>
public sealed record Wipe : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Wipe request, Step step)
    {
        if (!file.Case.WipeConsent)
        {
            throw new RefusedException("wipe-not-agreed", "The customer has not agreed that data may be erased. Ask him, and record it, first.");
        }

        file.Move(Verb.Wipe, step, request.Reason);
        file.Case.WipedAt = step.OccurredAt;
    }
}

public sealed class WipeHandler(CaseDesk desk) : CaseHandler<Wipe>(desk, Verb.Wipe)
{
    private protected override Task ApplyAsync(CaseFile file, Wipe request, Step step, Actor actor, CancellationToken ct)
    {
        Wipe.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>The work is done and goes to the quality check.</summary>
public sealed record FinishRepair : CaseRequest
{
    /// <summary>fixed, no_fault_found, software.</summary>
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, FinishRepair request, Step step)
    {
        Accounted(file);
        var noFault = request.Reason == "no_fault_found";
        if (noFault && file.Case.NoFaultReason is null)
        {
            throw new RefusedException("reason-needed", "No fault found needs a diagnosis that says why (section HNTF with a reason).");
        }

        file.Move(Verb.FinishRepair, step, request.Reason);
        Used(file);
        file.Case.Outcome = noFault ? Outcome.NoFaultFound : file.Case.Outcome is Outcome.Swapped ? Outcome.Swapped : Outcome.Repaired;
    }

    /// <summary>No part may be neither built in nor sent back when a job leaves the bench.</summary>
    internal static void Accounted(CaseFile file)
    {
        if (file.Lines.Any(line => line is { Kind: LineKind.Part, State: LineState.Approved }))
        {
            throw new RefusedException("parts-unaccounted", "A part of this job is neither used nor returned. Record what became of it.");
        }
    }

    internal static void Used(CaseFile file)
    {
        foreach (var line in file.Lines.Where(line => line.State == LineState.Approved))
        {
            line.State = LineState.Used;
        }
    }
}

public sealed class FinishRepairHandler(CaseDesk desk) : CaseHandler<FinishRepair>(desk, Verb.FinishRepair)
{
    private protected override Task ApplyAsync(CaseFile file, FinishRepair request, Step step, Actor actor, CancellationToken ct)
    {
        FinishRepair.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>The quality check was passed: the device is ready to be collected.</summary>
public sealed record PassQuality : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        if (file.Case.At != file.Case.Site)
        {
            throw new RefusedException("not-at-centre", "The device is still at the factory: it is checked at the centre when it is back.");
        }

        file.Move(Verb.PassQuality, step);
        file.MarkReady(step);
    }
}

public sealed class PassQualityHandler(CaseDesk desk) : CaseHandler<PassQuality>(desk, Verb.PassQuality)
{
    private protected override Task ApplyAsync(CaseFile file, PassQuality request, Step step, Actor actor, CancellationToken ct)
    {
        PassQuality.Apply(file, step);
        return Task.CompletedTask;
    }
}

public sealed record FailQuality : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, FailQuality request, Step step) => file.Move(Verb.FailQuality, step, request.Reason);
}

public sealed class FailQualityHandler(CaseDesk desk) : CaseHandler<FailQuality>(desk, Verb.FailQuality)
{
    private protected override Task ApplyAsync(CaseFile file, FailQuality request, Step step, Actor actor, CancellationToken ct)
    {
        FailQuality.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>The repair would cost too much of what the device is worth, or cannot be done at all.</summary>
public sealed record DeclareBeyondRepair : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, DeclareBeyondRepair request, ModelInfo model, Terms terms, Step step)
    {
        var cost = new Money(file.Lines.Where(line => line.State is LineState.Proposed or LineState.Approved).Sum(line => line.TotalMinor), file.Case.Currency);
        if (request.Reason == "costs_more_than_worth" && !terms.IsBeyondRepair(cost, model.Value))
        {
            throw new RefusedException("repair-is-worth-it", $"The lines come to less than {terms.BeyondRepairPercent} % of a new device: it is not beyond economic repair.");
        }

        file.Move(Verb.DeclareBeyondRepair, step, request.Reason, detail: new { cost = cost.Minor, value = model.Value.Minor, policy = terms.Version });
        file.Case.Outcome = Outcome.BeyondRepair;
        foreach (var line in file.Lines.Where(line => line.State is LineState.Proposed or LineState.Approved && line.Work != "inspection"))
        {
            line.State = line is { Kind: LineKind.Part, State: LineState.Approved } ? LineState.Returned : LineState.Declined;
        }

        file.Reckon();
    }
}

public sealed class DeclareBeyondRepairHandler(CaseDesk desk, ICatalogue catalogue, ITerms terms) : CaseHandler<DeclareBeyondRepair>(desk, Verb.DeclareBeyondRepair)
{
    private protected override async Task ApplyAsync(CaseFile file, DeclareBeyondRepair request, Step step, Actor actor, CancellationToken ct)
    {
        var model = await catalogue.ModelAsync(file.Case.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        DeclareBeyondRepair.Apply(file, request, model, await terms.CurrentAsync(step.Today, ct), step);
    }
}
