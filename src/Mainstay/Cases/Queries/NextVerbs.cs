using Mainstay.Access.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Queries;

/// <summary>What the guards of verbs look at, beyond the state.</summary>
internal sealed record VerbFacts(
    Case Case,
    IReadOnlyList<Line> Lines,
    IReadOnlyList<Item> Items,
    Refusal? LastRefusal,
    bool HasPendingGoodwill,
    bool HasOpenAlert,
    SiteInfo Centre,
    SiteInfo? Factory,
    Terms Terms,
    DateTimeOffset Now);

/// <summary>
/// Which verbs fit a case now, for whoever asks. The state and the roles come from <see cref="Moves"/>; the rest repeats in advance
/// what each verb's own rule would refuse, so that a button says why it is off. The rule itself still decides.
/// </summary>
internal static class NextVerbs
{
    public static string PathOf(Verb verb) => SnakeCase.Of(verb.ToString()).Replace('_', '-');

    public static IReadOnlyList<VerbView> For(VerbFacts facts, Actor actor) =>
    [
        .. Moves.All
            .Where(move => move.From.Contains(facts.Case.State) && !IsByConsignment(move.Verb) && Concerns(move.Verb, facts))
            .Select(move => (Move: move, WhyNot: RoleMissing(move, facts, actor) ?? InTheWay(move.Verb, facts)))
            .Select(row => new VerbView(row.Move.Verb, PathOf(row.Move.Verb), row.Move.To, row.Move.Reasons, row.WhyNot is null, row.WhyNot)),
    ];

    /// <summary>Departing and arriving is done to the whole box, not to a case.</summary>
    private static bool IsByConsignment(Verb verb) =>
        verb is Verb.DispatchToFactory or Verb.ReceiveAtFactory or Verb.DispatchFromFactory or Verb.ReceiveFromFactory;

    private static Why? RoleMissing(Move move, VerbFacts facts, Actor actor)
    {
        var scope = move.Verb == Verb.Resume ? actor.Holds([.. move.Roles]) : actor.May(facts.Centre.Ref, [.. move.Roles]);
        return scope || (facts.Factory is { } factory && actor.May(factory.Ref, [.. move.Roles]))
            ? null
            : Because("other_role", ("roles", string.Join(',', move.Roles.Select(EnumText<Role>.Of))));
    }

    /// <summary>Verbs that would be noise on this case: nothing to settle, no refusal to appeal.</summary>
    private static bool Concerns(Verb verb, VerbFacts facts) => verb switch
    {
        Verb.Settle or Verb.RequestGoodwill => facts.Case.CustomerDueMinor > facts.Case.SettledMinor,
        Verb.RefuseCover => facts.Lines.Any(line => line.State == LineState.Proposed),
        Verb.AppealRefusal => facts.LastRefusal is { AppealedAt: null },
        Verb.DecideAppeal => facts.LastRefusal is { AppealedAt: not null, DecidedAt: null },
        Verb.DecideGoodwill => facts.HasPendingGoodwill,
        Verb.AcknowledgeAlert => facts.HasOpenAlert,
        Verb.UsePart or Verb.ReturnPart => facts.Lines.Any(line => line is { Kind: LineKind.Part, State: LineState.Approved }),
        Verb.RemoveLine => facts.Lines.Any(line => line.State is LineState.Proposed or LineState.Approved && line.Work != "inspection"),
        Verb.ReturnDefective => HasDefective(facts),
        Verb.MoveVisit or Verb.Arrive => facts.Case.BookedFor is not null,
        Verb.Wipe => facts.Case.WipedAt is null,
        Verb.RevealPasscode or Verb.AllowPasscode => facts.Case.Unlock == Unlock.Passcode,
        _ => true,
    };

    private static Why? InTheWay(Verb verb, VerbFacts facts)
    {
        var @case = facts.Case;
        return verb switch
        {
            Verb.SendEstimate when @case.CustomerDueMinor == 0 => Because("nothing_to_approve"),
            Verb.Approve when @case is { State: CaseState.EstimateSent, EstimateUntil: { } until } && facts.Now > until => Because("estimate_expired"),
            Verb.Approve or Verb.StartRepair or Verb.WaitForParts or Verb.SendToFactory or Verb.ApproveSwap
                when @case is { State: CaseState.Diagnosed, CustomerDueMinor: > 0 } => Because("estimate_needed"),
            Verb.SendToFactory when facts.Centre.Factory is null => Because("no_factory"),
            Verb.RequestGoodwill when facts.HasPendingGoodwill => Because("goodwill_pending"),
            Verb.Wipe when !@case.WipeConsent => Because("wipe_not_agreed"),
            Verb.FinishRepair or Verb.FinishFactoryRepair or Verb.ReturnUnrepaired
                when facts.Lines.Any(line => line is { Kind: LineKind.Part, State: LineState.Approved }) => Because("parts_unaccounted"),
            Verb.PassQuality when @case.At != @case.Site => Because("not_at_centre"),
            Verb.FinishFactoryRepair when @case.Factory is null || @case.At != @case.Factory => Because("not_at_factory"),
            Verb.HandOver when @case.SettledMinor < @case.CustomerDueMinor => Because("not_settled"),
            Verb.HandOver when @case.CodeLockedUntil > facts.Now => Because("code_locked"),
            Verb.HandOver when @case.CodeHash is null => Because("code_not_issued"),
            Verb.Close when HasDefective(facts) => Because("defective_not_returned"),
            Verb.Reopen when facts.Now - @case.HandedOverAt > TimeSpan.FromDays(facts.Terms.ReopenDays) => Because("too_late_to_reopen"),
            Verb.Shelve when facts.Items.All(item => item.HolderKind is HolderKind.Customer or HolderKind.Consignment) => Because("not_in_hand"),
            Verb.PassOn when !facts.Items.Any(item => item.HolderKind is HolderKind.Person or HolderKind.Shelf && item.Site == @case.At) => Because("not_in_hand"),
            _ => null,
        };
    }

    private static bool HasDefective(VerbFacts facts) =>
        facts.Items.Any(item => item is { StaysWithUs: true, HolderKind: HolderKind.Person or HolderKind.Shelf } && item.Site == facts.Case.Site);

    private static Why Because(string code, params (string Name, string Value)[] args) => Why.Because($"blocked.{code}", args);
}
