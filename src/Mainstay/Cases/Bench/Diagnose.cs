using Mainstay.Access.Contracts;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Bench;

/// <summary>A technician takes the device from the desk to look at it.</summary>
public sealed record BeginTriage : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        file.Move(Verb.BeginTriage, step);
        file.Case.Technician ??= step.By;
        file.GiveAll(HolderKind.Person, step.By.Value, step);
        file.ClearShelf(step);
    }
}

public sealed class BeginTriageHandler(CaseDesk desk) : CaseHandler<BeginTriage>(desk, Verb.BeginTriage)
{
    private protected override Task ApplyAsync(CaseFile file, BeginTriage request, Step step, Actor actor, CancellationToken ct)
    {
        BeginTriage.Apply(file, step);
        return Task.CompletedTask;
    }
}

/// <summary>Says what is wrong, in codes, and which lines mend it. Cover is decided per line.</summary>
public sealed record Diagnose : CaseRequest
{
    public required string Section { get; init; }

    public string? Defect { get; init; }

    public string? RepairCode { get; init; }

    /// <summary>Needed when the section says that no trouble was found.</summary>
    public string? NoFaultReason { get; init; }

    public IReadOnlyList<LineIn> Lines { get; init; } = [];

    internal static void Apply(CaseFile file, Diagnose request, IReadOnlyList<DecidedLine> lines, PromiseGrounds grounds, Step step)
    {
        Check(request);
        var atFactory = file.Case.State is CaseState.AtFactory or CaseState.FactoryRepair;
        file.Move(Verb.Diagnose, step, to: atFactory ? file.Case.State : CaseState.Diagnosed,
            detail: new { section = request.Section, defect = request.Defect, repair = request.RepairCode });
        file.Case.Technician ??= step.By;
        file.Case.Section = request.Section;
        file.Case.Defect = request.Defect;
        file.Case.RepairCode = request.RepairCode;
        file.Case.NoFaultReason = request.NoFaultReason;
        foreach (var former in file.Lines.Where(line => line is { State: LineState.Proposed }))
        {
            former.State = LineState.Declined; // A second diagnosis replaces what the first proposed.
        }

        Lining.Add(file, lines, grounds.Terms, step);
        if (file.Case.CustomerDueMinor == 0 && !atFactory)
        {
            Promising.WhenReady(file, step, grounds);
        }
    }

    internal static void DemandKnown(Diagnose request, CodeSet codes)
    {
        foreach (var (kind, code) in new[] { (CodeKind.Section, request.Section), (CodeKind.Defect, request.Defect), (CodeKind.Repair, request.RepairCode) })
        {
            if (code is not null && !codes.Has(kind, code))
            {
                throw new RefusedException("code-unknown", $"'{code}' is no {EnumText<CodeKind>.Of(kind)} code. See the list of codes.");
            }
        }
    }

    private static void Check(Diagnose request)
    {
        var noFault = request.Section == "HNTF";
        if (noFault && (request.NoFaultReason is null || !Codes.NoFaultReasons.Contains(request.NoFaultReason)))
        {
            throw new RefusedException("reason-needed", $"No trouble found needs a reason: {string.Join(", ", Codes.NoFaultReasons)}.");
        }

        if (!noFault && request.Defect is null)
        {
            throw new RefusedException("code-needed", "Say which defect was found, or that none was (section HNTF).");
        }
    }
}

public sealed class DiagnoseHandler(CaseDesk desk, LineDecider decider, ICatalogue catalogue, PromiseBook promises, CodeBook codes) : CaseHandler<Diagnose>(desk, Verb.Diagnose)
{
    private protected override async Task ApplyAsync(CaseFile file, Diagnose request, Step step, Actor actor, CancellationToken ct)
    {
        Diagnose.DemandKnown(request, await codes.SetAsync(ct));
        Diagnose.Apply(file, request, await decider.DecideAsync(file, request.Lines, step, ct), await promises.ForAsync(file, catalogue, step, ct), step);
    }
}
