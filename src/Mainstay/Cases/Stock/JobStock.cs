using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;

namespace Mainstay.Cases.Stock;

/// <summary>What a job's lines want of the store, as it stood before a verb and after it.</summary>
internal sealed record JobStock(SiteId Site, IReadOnlyDictionary<LineId, (bool Wanted, LineState State)> Lines)
{
    /// <summary>Where somebody may yet build parts in. In every other state a job wants nothing of the store.</summary>
    private static bool IsWorkedOn(CaseState state) => state is CaseState.Received or CaseState.Triage or CaseState.Diagnosed or CaseState.EstimateSent
        or CaseState.Approved or CaseState.PartsWait or CaseState.InRepair or CaseState.ToFactory or CaseState.AtFactory or CaseState.FactoryRepair;

    public static JobStock Of(CaseFile file) => new(
        WorkSite(file.Case),
        file.Lines.Where(line => line is { Kind: LineKind.Part, Part: not null }).ToDictionary(line => line.Id, line => (IsWanted(file.Case, line), line.State)));

    /// <summary>The factory's store from the moment the device is packed for it; else the centre that answers for it, on the way there too.</summary>
    public static SiteId WorkSite(Case @case) =>
        @case.Factory is { } factory && (@case.At == factory || @case.State is CaseState.ToFactory) ? factory : @case.Site;

    private static bool IsWanted(Case @case, Line line) => line.State is LineState.Proposed or LineState.Approved && IsWorkedOn(@case.State);

    /// <returns>null when the verb changed nothing for the store and told nobody a day.</returns>
    public static JobParts? After(CaseFile file, JobStock before, Step step)
    {
        if (!file.Lines.Exists(line => line is { Kind: LineKind.Part, Part: not null }))
        {
            return null;
        }

        var after = Of(file);
        var wasMoved = before.Site != after.Site;
        var broken = file.New.Events is [.., { Verb: Verb.ReturnPart, Reason: "defective_part" }];
        List<JobPart> parts = [];
        var changed = wasMoved;
        foreach (var line in file.Lines.Where(line => after.Lines.ContainsKey(line.Id)))
        {
            var (wanted, state) = after.Lines[line.Id];
            var (wantedBefore, stateBefore) = before.Lines.GetValueOrDefault(line.Id, (false, state));
            if (wanted)
            {
                parts.Add(new JobPart(line.Id, line.Part!.Value, line.Quantity, PartWish.Wanted));
            }
            else if (wantedBefore)
            {
                parts.Add(state == LineState.Used && stateBefore != LineState.Used
                    ? new JobPart(line.Id, line.Part!.Value, line.Quantity, PartWish.Used, line.NewSerial, line.FaultySerial)
                    : new JobPart(line.Id, line.Part!.Value, line.Quantity, broken ? PartWish.ReleasedBroken : PartWish.Released));
            }

            changed |= wanted != wantedBefore;
        }

        var begins = file.New.Events.Exists(e => e.Verb is Verb.PartsArrived or Verb.StartRepair or Verb.StartFactoryRepair);
        var asksForDay = parts.Count > 0 && (begins || file.New.Promises.Exists(promise => promise.ReadyP90 is not null) || file.Case is { State: CaseState.PartsWait, PartsExpectedOn: null });
        return changed || asksForDay ? new JobParts(file.Case.Id, after.Site, parts, step.By, step.OccurredAt) : null;
    }
}
