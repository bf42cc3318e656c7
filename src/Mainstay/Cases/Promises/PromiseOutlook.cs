using Mainstay.Cases.Model;

namespace Mainstay.Cases.Promises;

/// <summary>Whether a promise will be kept, judged by the same history that it was made from.</summary>
internal static class PromiseOutlook
{
    /// <summary>A promise is looked at from so much open time of the centre before it on: a working day, so that the customer hears it in daylight.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(8);

    /// <summary>What cannot be ready in a moment, where nothing was learned: with less open time left, a job that is not even being checked is late.</summary>
    public static readonly TimeSpan LastMoment = TimeSpan.FromHours(1);

    /// <param name="state">Where the case stands.</param>
    /// <param name="time">What history says from this state to the milestone.</param>
    /// <param name="inState">Open time it has spent in the state.</param>
    /// <param name="left">Open time to the promise; zero when it is over.</param>
    public static bool WillBreak(CaseState state, StageTime time, TimeSpan inState, TimeSpan left)
    {
        if (left > Ahead)
        {
            return false;
        }

        return time.Sample >= StageTimes.EnoughCases
            ? Remaining(time, inState) > left
            : left < LastMoment && state is not (CaseState.QualityCheck or CaseState.SwapIssued);
    }

    /// <summary>
    /// Of those that have taken this long already. Before the median it is the likely rest; after it, the rest to the ninetieth
    /// percentile; after that too, as much again as lies between the two: a job that does not move will not be done in a minute.
    /// </summary>
    public static TimeSpan Remaining(StageTime time, TimeSpan inState) =>
        inState < time.P50 ? time.P50 - inState
        : inState < time.P90 ? time.P90 - inState
        : time.P90 - time.P50;

    /// <summary>Before diagnosis the promise is when we will know.</summary>
    public static bool IsBeforeDiagnosis(CaseState state) => state is CaseState.Received or CaseState.Triage;

    public static StageTime TimeOf(PromiseGrounds grounds, Case c) => IsBeforeDiagnosis(c.State)
        ? grounds.Times.ToKnown(c.Site, c.Category, c.State, grounds.Terms)
        : grounds.Times.ToReady(c.Site, c.Category, grounds.CategoryCode, c.State, Promising.LevelOf(c), grounds.Terms);

    /// <summary>Whose doing it is, as the reason the customer is told; null while it is the customer's own.</summary>
    public static string? CauseOf(ClockOwner owner) => owner switch
    {
        ClockOwner.Centre => "bench_full",
        ClockOwner.Parts => "part_late",
        ClockOwner.Factory => "factory_late",
        ClockOwner.Courier => "courier_late",
        ClockOwner.Maker => "decision_late",
        _ => null,
    };
}
