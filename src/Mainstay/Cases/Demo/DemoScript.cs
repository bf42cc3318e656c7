using Mainstay.Cases.Model;

namespace Mainstay.Cases.Demo;

/// <summary>
/// What a case of today's board is to show: it goes straight to a state, reaches it shortly before the end of the past, and
/// stays there.
/// </summary>
/// <param name="StopAt">The state in which it stays.</param>
/// <param name="Fault">What is broken.</param>
/// <param name="DaysBefore">Open days between opening and the end.</param>
/// <param name="IsDamage">Broken by the customer: he has to pay.</param>
/// <param name="Path">How it is mended.</param>
internal sealed record DemoScript(CaseState StopAt, DemoFault Fault, double DaysBefore, bool IsDamage = false, DemoPath Path = DemoPath.Bench)
{
    /// <summary>Every state of the table of moves, so that no board of a shown centre is empty.</summary>
    public static IReadOnlyList<DemoScript> Boards { get; } =
    [
        new(CaseState.Draft, DemoFaults.Display, 0.04),
        new(CaseState.Booked, DemoFaults.Battery, 0.6),
        new(CaseState.Received, DemoFaults.Display, 0.03),
        new(CaseState.Received, DemoFaults.Battery, 0.06),
        new(CaseState.Received, DemoFaults.Nothing, 0.1),
        new(CaseState.Triage, DemoFaults.Battery, 0.1),
        new(CaseState.Triage, DemoFaults.Board, 0.15),
        new(CaseState.Diagnosed, DemoFaults.Battery, 0.2),
        new(CaseState.Diagnosed, DemoFaults.Display, 0.25, IsDamage: true),
        new(CaseState.EstimateSent, DemoFaults.Display, 1, IsDamage: true),
        new(CaseState.EstimateSent, DemoFaults.Board, 2.5, IsDamage: true),
        new(CaseState.Approved, DemoFaults.Display, 0.7, IsDamage: true),
        new(CaseState.Declined, DemoFaults.Display, 0.9, IsDamage: true),
        new(CaseState.PartsWait, DemoFaults.Display, 3, Path: DemoPath.Parts),
        new(CaseState.PartsWait, DemoFaults.Battery, 1.2, Path: DemoPath.Parts),
        new(CaseState.InRepair, DemoFaults.Battery, 0.3),
        new(CaseState.InRepair, DemoFaults.Display, 0.5, IsDamage: true),
        new(CaseState.QualityCheck, DemoFaults.Battery, 0.35),
        new(CaseState.Ready, DemoFaults.Battery, 0.6),
        new(CaseState.Ready, DemoFaults.Display, 4, IsDamage: true),
        new(CaseState.HandedOver, DemoFaults.Battery, 1.5),
        new(CaseState.ToFactory, DemoFaults.Board, 0.4, Path: DemoPath.Factory),
        new(CaseState.AtFactory, DemoFaults.Board, 6, Path: DemoPath.Factory),
        new(CaseState.FactoryRepair, DemoFaults.Board, 8, Path: DemoPath.Factory),
        new(CaseState.FromFactory, DemoFaults.Board, 9, Path: DemoPath.Factory),
        new(CaseState.SwapApproved, DemoFaults.Board, 1, Path: DemoPath.Swap),
        new(CaseState.SwapIssued, DemoFaults.Board, 1.2, Path: DemoPath.Swap),
        new(CaseState.BeyondRepair, DemoFaults.Board, 0.8, IsDamage: true, Path: DemoPath.Beyond),
        new(CaseState.ReturnUnrepaired, DemoFaults.Display, 1.3, IsDamage: true, Path: DemoPath.Declined),
        new(CaseState.Cancelled, DemoFaults.Battery, 1.4),
        new(CaseState.Closed, DemoFaults.Battery, 14),
    ];
}

internal enum DemoPath
{
    Bench,
    Parts,
    Factory,
    Swap,
    Beyond,
    Declined,
}
