using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Bench;

/// <summary>A further fault, found later.</summary>
public sealed record AddLine : CaseRequest
{
    public required LineIn Line { get; init; }

    internal static void Apply(CaseFile file, IReadOnlyList<DecidedLine> lines, Terms terms, Step step)
    {
        var before = file.Case.CustomerDueMinor;
        var begun = file.Case.State is CaseState.Approved or CaseState.PartsWait or CaseState.InRepair or CaseState.FactoryRepair;
        file.Move(Verb.AddLine, step, detail: new { part = lines[0].Part?.Number, work = lines[0].Line.Work });
        Lining.Add(file, lines, terms, step);
        if (!begun)
        {
            return;
        }

        if (file.Case.CustomerDueMinor > before)
        {
            throw new RefusedException("needs-approval", "The customer would pay for this line: diagnose again and send him a new estimate before the work goes on.");
        }

        file.Lines[^1].State = LineState.Approved;
    }
}

public sealed class AddLineHandler(CaseDesk desk, LineDecider decider, ITerms terms) : CaseHandler<AddLine>(desk, Verb.AddLine)
{
    private protected override async Task ApplyAsync(CaseFile file, AddLine request, Step step, Actor actor, CancellationToken ct) =>
        AddLine.Apply(file, await decider.DecideAsync(file, [request.Line], step, ct), await terms.CurrentAsync(step.Today, ct), step);
}

/// <summary>A line that is not needed after all and was never worked on.</summary>
public sealed record RemoveLine : CaseRequest
{
    public required LineId Line { get; init; }

    internal static void Apply(CaseFile file, RemoveLine request, Step step)
    {
        var line = Find(file, request.Line);
        if (line.State is LineState.Used or LineState.Returned or LineState.Declined || line.Work == "inspection")
        {
            throw new RefusedException("line-not-open", "This line is done already; it stays in the story.");
        }

        file.Move(Verb.RemoveLine, step, detail: new { line = line.Id });
        line.State = LineState.Declined;
        file.Reckon();
    }

    internal static Line Find(CaseFile file, LineId id) =>
        file.Lines.SingleOrDefault(line => line.Id == id) ?? throw new RefusedException("line-not-found", "This case has no such line.");
}

public sealed class RemoveLineHandler(CaseDesk desk) : CaseHandler<RemoveLine>(desk, Verb.RemoveLine)
{
    private protected override Task ApplyAsync(CaseFile file, RemoveLine request, Step step, Actor actor, CancellationToken ct)
    {
        RemoveLine.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>A part was built in: what came out and what went in, by serial where parts have one.</summary>
public sealed record UsePart : CaseRequest
{
    public required LineId Line { get; init; }

    public string? FaultySerial { get; init; }

    public string? NewSerial { get; init; }

    internal static void Apply(CaseFile file, UsePart request, bool serialTracked, Step step)
    {
        var line = RemoveLine.Find(file, request.Line);
        if (line is not { Kind: LineKind.Part, State: LineState.Approved })
        {
            throw new RefusedException("line-not-open", "Only an approved part that is not yet used can be built in.");
        }

        if (serialTracked && (string.IsNullOrWhiteSpace(request.FaultySerial) || string.IsNullOrWhiteSpace(request.NewSerial)))
        {
            throw new RefusedException("serials-needed", "This part is tracked by serial: scan the faulty one and the new one.");
        }

        file.Move(Verb.UsePart, step, detail: new { line = line.Id });
        line.State = LineState.Used;
        line.FaultySerial = request.FaultySerial is { Length: > 0 } faulty ? Searchable.Code(faulty) : null;
        line.NewSerial = request.NewSerial is { Length: > 0 } fresh ? Searchable.Code(fresh) : null;
    }
}

public sealed class UsePartHandler(CaseDesk desk, ICatalogue catalogue) : CaseHandler<UsePart>(desk, Verb.UsePart)
{
    private protected override async Task ApplyAsync(CaseFile file, UsePart request, Step step, Actor actor, CancellationToken ct)
    {
        var part = file.Lines.SingleOrDefault(line => line.Id == request.Line)?.Part is { } id ? await catalogue.PartAsync(id, ct) : null;
        UsePart.Apply(file, request, part?.SerialTracked ?? false, step);
    }
}

/// <summary>A part that was meant for the job and goes back unused.</summary>
public sealed record ReturnPart : CaseRequest
{
    public required LineId Line { get; init; }

    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, ReturnPart request, Step step)
    {
        var line = RemoveLine.Find(file, request.Line);
        if (line is not { Kind: LineKind.Part, State: LineState.Approved })
        {
            throw new RefusedException("line-not-open", "Only an approved part that is not yet used can go back.");
        }

        file.Move(Verb.ReturnPart, step, request.Reason, detail: new { line = line.Id });
        line.State = LineState.Returned;
        file.Reckon();
    }
}

public sealed class ReturnPartHandler(CaseDesk desk) : CaseHandler<ReturnPart>(desk, Verb.ReturnPart)
{
    private protected override Task ApplyAsync(CaseFile file, ReturnPart request, Step step, Actor actor, CancellationToken ct)
    {
        ReturnPart.Apply(file, request, step);
        return Task.CompletedTask;
    }
}
