using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Promises;

/// <summary>What the promise rests on besides the case: history, terms, and the model's category.</summary>
internal sealed record PromiseGrounds(StageTimes Times, Terms Terms, string CategoryCode);

/// <summary>The promise to the customer: before diagnosis when we will know, then when it will be ready.</summary>
internal static class Promising
{
    public static void WhenKnown(CaseFile file, Step step, PromiseGrounds grounds, string? reason = null, TimeSpan atLeast = default)
    {
        var time = grounds.Times.ToKnown(file.Case.Site, file.Case.Category, file.Case.State, grounds.Terms);
        file.Promise(step, step.Site.Hours.Add(step.OccurredAt, Longer(time.P90, atLeast)), null, null, time.Basis, time.Sample, reason);
    }

    /// <summary>Counted from now in the open hours of the centre. A promise is never silently made later: a new one has a reason.</summary>
    public static void WhenReady(CaseFile file, Step step, PromiseGrounds grounds, string? reason = null, TimeSpan atLeast = default)
    {
        var level = LevelOf(file.Case);
        var time = grounds.Times.ToReady(file.Case.Site, file.Case.Category, grounds.CategoryCode, file.Case.State, level, grounds.Terms);
        var hours = step.Site.Hours;
        file.Promise(step, null, hours.Add(step.OccurredAt, time.P50), hours.Add(step.OccurredAt, Longer(time.P90, atLeast)), time.Basis, time.Sample, reason);
    }

    /// <summary>The promise just made cannot be kept before the last part is there: the work begins when the centre opens on that day.</summary>
    public static void AfterParts(CaseFile file, Step step, DateOnly day)
    {
        if (file.New.Promises is not [.., { ReadyP50: { } likely, ReadyP90: { } latest, Basis: not "person" }])
        {
            return;
        }

        var hours = step.Site.Hours;
        var there = hours.Add(hours.At(day, 0), TimeSpan.Zero);
        if (there > step.OccurredAt)
        {
            file.DelayPromise(
                hours.Add(there, hours.OpenBetween(step.OccurredAt, likely)), hours.Add(there, hours.OpenBetween(step.OccurredAt, latest)), "part_late");
        }
    }

    /// <summary>1 to 4; 2 when the lines name no part: a module swap is what a bench does most.</summary>
    public static int LevelOf(Case @case) => @case.RepairLevel is > 0 and var level ? level : 2;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
