using Mainstay.Access.Contracts;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Intake;

/// <summary>The device of a booked, posted or parked case is now in our hands.</summary>
public sealed record Receive : CaseRequest
{
    /// <summary>What came with it beyond what was announced.</summary>
    public IReadOnlyList<ItemIn> Items { get; init; } = [];

    public string? Symptom { get; init; }

    internal static void Apply(CaseFile file, Receive request, PromiseGrounds grounds, Step step)
    {
        file.Case.Symptom = request.Symptom ?? file.Case.Symptom;
        if (file.Case.Symptom is null)
        {
            throw new RefusedException("symptom-needed", "Choose what the customer sees (symptom) before the device is taken in.");
        }

        file.Move(Verb.Receive, step);
        file.Visit?.Arrive(step.OccurredAt);
        foreach (var item in request.Items)
        {
            file.AddItem(item.Kind, item.Identifier, step);
        }

        OpenCase.TakeIntoCare(file, step, grounds);
    }
}

public sealed class ReceiveHandler(CaseDesk desk, ICatalogue catalogue, PromiseBook promises, CodeBook codes) : CaseHandler<Receive>(desk, Verb.Receive)
{
    private protected override async Task ApplyAsync(CaseFile file, Receive request, Step step, Actor actor, CancellationToken ct)
    {
        if (step.Site.Ref.Kind != SiteKind.ServiceCentre)
        {
            throw new RefusedException("not-a-counter", "Resume the case at the service centre that has the device.");
        }

        if (request.Symptom is { } symptom && !(await codes.SetAsync(ct)).Has(CodeKind.Symptom, symptom))
        {
            throw new RefusedException("code-unknown", $"'{symptom}' is no symptom code. See the list of codes.");
        }

        Receive.Apply(file, request, await promises.ForAsync(file, catalogue, step, ct), step);
    }
}
