using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Factory;

/// <summary>Packs the device for the factory. It stays the centre's minute until the consignment has left.</summary>
public sealed record SendToFactory : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, SendToFactory request, SiteId factory, ConsignmentId consignment, Step step)
    {
        Approve.AgreeWhenFree(file);
        file.Move(Verb.SendToFactory, step, request.Reason, owner: ClockOwner.Centre, detail: new { factory, consignment });
        file.Case.Factory = factory;
        file.Give(file.DeviceItem, HolderKind.Consignment, consignment.Value, step);
        file.ClearShelf(step);
    }
}

public sealed class SendToFactoryHandler(CaseDesk desk, ConsignmentBook consignments, ISites sites) : CaseHandler<SendToFactory>(desk, Verb.SendToFactory)
{
    private protected override async Task ApplyAsync(CaseFile file, SendToFactory request, Step step, Actor actor, CancellationToken ct)
    {
        var factory = step.Site.Factory ?? throw new RefusedException("no-factory", $"{step.Site.Ref.Name} is linked to no repair factory.");
        var to = await sites.GetAsync(factory, ct);
        var packing = await consignments.PackingAsync(step.Site, to, step, ct);
        SendToFactory.Apply(file, request, factory, packing.Id, step);
    }
}

/// <summary>The factory takes the job on a station.</summary>
public sealed record StartFactoryRepair : CaseRequest
{
    internal static void Apply(CaseFile file, Step step)
    {
        file.Move(Verb.StartFactoryRepair, step);
        file.Case.Technician = step.By;
        file.Give(file.DeviceItem, HolderKind.Person, step.By.Value, step);
        file.ClearShelf(step);
    }
}

public sealed class StartFactoryRepairHandler(CaseDesk desk) : CaseHandler<StartFactoryRepair>(desk, Verb.StartFactoryRepair)
{
    private protected override Task ApplyAsync(CaseFile file, StartFactoryRepair request, Step step, Actor actor, CancellationToken ct)
    {
        StartFactoryRepair.Apply(file, step);
        return Task.CompletedTask;
    }
}

/// <summary>The factory is done and packs it for the way back.</summary>
public sealed record FinishFactoryRepair : CaseRequest
{
    /// <summary>fixed, no_fault_found, swapped, beyond_repair.</summary>
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, FinishFactoryRepair request, ConsignmentId consignment, Step step)
    {
        if (file.Case.Factory is null || file.Case.At != file.Case.Factory)
        {
            throw new RefusedException("not-at-factory", "The device is not at the factory.");
        }

        if ((request.Reason == "swapped") != (file.Case.State == CaseState.SwapIssued))
        {
            throw new RefusedException("wrong-outcome", "After a swap the outcome is swapped; without one it is not.");
        }

        if (request.Reason == "beyond_repair")
        {
            foreach (var line in file.Lines.Where(line => line is { State: LineState.Approved } && line.Work != "inspection"))
            {
                line.State = line.Kind == LineKind.Part ? LineState.Returned : LineState.Declined;
            }

            file.Reckon();
        }

        FinishRepair.Accounted(file);
        file.Move(Verb.FinishFactoryRepair, step, request.Reason, owner: ClockOwner.Factory, detail: new { consignment });
        FinishRepair.Used(file);
        file.Case.Outcome = request.Reason switch
        {
            "swapped" => Outcome.Swapped,
            "beyond_repair" => Outcome.BeyondRepair,
            "no_fault_found" => Outcome.NoFaultFound,
            _ => Outcome.RepairedAtFactory,
        };
        file.Give(file.DeviceItem, HolderKind.Consignment, consignment.Value, step);
    }
}

public sealed class FinishFactoryRepairHandler(CaseDesk desk, ConsignmentBook consignments, ISites sites) : CaseHandler<FinishFactoryRepair>(desk, Verb.FinishFactoryRepair)
{
    private protected override async Task ApplyAsync(CaseFile file, FinishFactoryRepair request, Step step, Actor actor, CancellationToken ct)
    {
        var factory = await sites.GetAsync(file.Case.At, ct);
        var packing = await consignments.PackingAsync(factory, step.Site, step, ct);
        FinishFactoryRepair.Apply(file, request, packing.Id, step);
    }
}
