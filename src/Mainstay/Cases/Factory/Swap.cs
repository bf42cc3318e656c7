using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Factory;

/// <summary>The device, or its board, will be replaced rather than repaired.</summary>
public sealed record ApproveSwap : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, ApproveSwap request, Step step)
    {
        Approve.AgreeWhenFree(file);
        var where = file.Case.At == file.Case.Factory ? ClockOwner.Factory : ClockOwner.Centre;
        file.Move(Verb.ApproveSwap, step, request.Reason, owner: where);
        foreach (var line in file.Lines.Where(line => line is { Kind: LineKind.Part, State: LineState.Approved }))
        {
            line.State = LineState.Returned;
        }

        file.Reckon();
    }
}

public sealed class ApproveSwapHandler(CaseDesk desk) : CaseHandler<ApproveSwap>(desk, Verb.ApproveSwap)
{
    private protected override Task ApplyAsync(CaseFile file, ApproveSwap request, Step step, Actor actor, CancellationToken ct)
    {
        ApproveSwap.Apply(file, request, step);
        return Task.CompletedTask;
    }
}

/// <summary>The replacement is in hand: both identities are recorded and linked; the old one stays with us (law 5).</summary>
public sealed record IssueSwap : CaseRequest
{
    public SwapKind Kind { get; init; } = SwapKind.UnitSwap;

    public required Identifiers Replacement { get; init; }

    internal static void Apply(CaseFile file, IssueSwap request, DeviceInfo replacement, Step step)
    {
        var where = file.Case.At == file.Case.Factory ? ClockOwner.Factory : ClockOwner.Centre;
        file.Move(Verb.IssueSwap, step, owner: where, detail: new { from = file.Case.Device, to = replacement.Id, kind = request.Kind });
        file.DeviceItem.StaysWithUs = true;
        file.AddItem(ItemKind.Device, replacement.Imei1 ?? replacement.Serial, step, step.By);
        file.Case.Device = replacement.Id;
        file.Case.Outcome = Outcome.Swapped;
        file.Case.Technician ??= step.By;
    }
}

public sealed class IssueSwapHandler(CaseDesk desk, IDevices devices, SwapStock stock) : CaseHandler<IssueSwap>(desk, Verb.IssueSwap)
{
    private protected override async Task ApplyAsync(CaseFile file, IssueSwap request, Step step, Actor actor, CancellationToken ct)
    {
        if (file.Case.State != CaseState.SwapApproved)
        {
            file.Move(Verb.IssueSwap, step); // Refuses with the sentence of the table before anything is looked up.
        }

        var replacement = await devices.SwapAsync(file.Case.Device, request.Kind, request.Replacement, file.Case.Id.Value, ct);
        IssueSwap.Apply(file, request, replacement, step);
        if (replacement.Former is not null)
        {
            await stock.IssueAsync(replacement, file.Case.Id, step, ct);
        }
    }
}

/// <summary>What a swap left with the centre goes to the factory.</summary>
public sealed record ReturnDefective : CaseRequest
{
    internal static void Apply(CaseFile file, Guid consignment, Step step)
    {
        var defective = file.Items.FirstOrDefault(item => item is { StaysWithUs: true, HolderKind: HolderKind.Person or HolderKind.Shelf } && item.Site == file.Case.Site)
            ?? throw new RefusedException("nothing-to-return", "No replaced device of this case is waiting here.");
        file.Move(Verb.ReturnDefective, step, detail: new { item = defective.Id, consignment });
        file.Give(defective, HolderKind.Consignment, consignment, step);
    }
}

public sealed class ReturnDefectiveHandler(CaseDesk desk, ConsignmentBook consignments, ISites sites) : CaseHandler<ReturnDefective>(desk, Verb.ReturnDefective)
{
    private protected override async Task ApplyAsync(CaseFile file, ReturnDefective request, Step step, Actor actor, CancellationToken ct)
    {
        var factory = step.Site.Factory ?? throw new RefusedException("no-factory", $"{step.Site.Ref.Name} is linked to no repair factory.");
        var packing = await consignments.PackingAsync(step.Site, await sites.GetAsync(factory, ct), step, ct);
        ReturnDefective.Apply(file, packing.Id.Value, step);
    }
}
