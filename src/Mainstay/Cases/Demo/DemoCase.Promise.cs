using Mainstay.Access.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;

namespace Mainstay.Cases.Demo;

/// <summary>What the watch over promises did in the past: most customers heard of a new time before the old one was over.</summary>
internal sealed partial class DemoCase
{
    private const double HeardInTime = 0.82;

    /// <summary>The same life with a new promise told wherever the next step comes too late for the old one.</summary>
    private IEnumerable<DateTimeOffset> ToldInTime(IEnumerable<DateTimeOffset> life)
    {
        foreach (var at in life)
        {
            while (at != DemoRun.Parked && Late(at) is { } due && _run.Warnings.Chance(HeardInTime))
            {
                var tell = due.AddMinutes(-20 - _run.Warnings.Below(280));
                if (tell > Now)
                {
                    yield return tell;
                }

                if (Late(at) is null)
                {
                    break;
                }

                var step = _run.StepOf(Actor.System.Person, _place);
                MovePromise.Apply(_file, new MovePromise { Reason = PromiseOutlook.CauseOf(Case.ClockOwner)!, AtLeast = PromiseOutlook.Ahead }, Grounds, step);
            }

            yield return at;
        }
    }

    /// <summary>The promise that will be over by then; null where there is none, or where the time is the customer's own.</summary>
    private DateTimeOffset? Late(DateTimeOffset at) =>
        _file is { Case: { ReadyAt: null, ReadyP90: { } due } c } && due > Now && due < at && due < _run.End && PromiseOutlook.CauseOf(c.ClockOwner) is not null
            && Moves.Of(Verb.MovePromise).From.Contains(c.State) ? due : null;
}
