using System.Globalization;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Bounces;

/// <summary>A former case of the same device, as far as a return is judged by it.</summary>
internal sealed record FormerRepair(
    CaseId Id, string Number, SiteId Site, SiteId? Factory, bool IsOpen, DateTimeOffset? HandedOverAt, string? Symptom, string? Defect, Outcome? Outcome, int RepairLevel);

/// <summary>Recognises a return within the windows of the terms, classes it, and names who answers for it, with the reason.</summary>
internal static class BounceRule
{
    /// <summary>Only what we claimed to have mended can bounce: a declined or unrepaired device comes back with its old fault.</summary>
    private static bool WasMended(FormerRepair former) =>
        former.Outcome is Outcome.Repaired or Outcome.RepairedAtFactory or Outcome.Swapped or Outcome.NoFaultFound;

    public static void Detect(CaseFile file, IReadOnlyList<FormerRepair> formers, Terms terms, Step step)
    {
        var former = formers.Where(f => f.HandedOverAt is not null && WasMended(f)).MaxBy(f => f.HandedOverAt);
        if (former is null)
        {
            return;
        }

        var days = step.Today.DayNumber - step.Site.Today(former.HandedOverAt!.Value).DayNumber;
        if (terms.WindowFor(days) is not { } window)
        {
            return;
        }

        var same = former.Symptom is not null && former.Symptom == file.Case.Symptom;
        var (blame, site, code) = Blame(former, same);
        file.Case.BounceOf = former.Id;
        file.New.Beside.Add(new Bounce
        {
            Case = file.Case.Id,
            Former = former.Id,
            Days = days,
            Window = window.WithinDays,
            SameSymptom = same,
            Blame = blame,
            BlamedSite = site,
            Unpaid = site is not null && !(same ? window.PaysSameSymptom : window.PaysOtherSymptom),
            Why = Why.Because(code,
                ("former", former.Number),
                ("days", days.ToString(CultureInfo.InvariantCulture)),
                ("window", window.WithinDays.ToString(CultureInfo.InvariantCulture))),
            At = step.OccurredAt,
        });
    }

    private static (BounceBlame Blame, SiteId? Site, string Code) Blame(FormerRepair former, bool same) => former switch
    {
        { Outcome: Outcome.NoFaultFound } when same => (BounceBlame.Centre, former.Site, "bounce_fault_not_found"),
        { Outcome: Outcome.RepairedAtFactory, Factory: { } factory } => (BounceBlame.Factory, factory, "bounce_factory_repair"),
        _ when same => (BounceBlame.Centre, former.Site, "bounce_same_symptom"),
        _ => (BounceBlame.Nobody, null, "bounce_other_symptom"),
    };
}
