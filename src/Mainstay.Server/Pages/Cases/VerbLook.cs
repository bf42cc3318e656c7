using System.Collections.Frozen;
using Mainstay.Cases.Model;
using Mainstay.Common;

namespace Mainstay.Server.Pages.Cases;

/// <summary>How a verb looks on a case: its key, icon, whether it asks for more, and where it stands.</summary>
/// <param name="Key">One letter, unlike any other that can be offered in the same state.</param>
/// <param name="Asks">Opens a form; otherwise it is done at once.</param>
/// <param name="Rank">Smaller stands further left; from 100 on among the rest.</param>
internal sealed record VerbLook(string? Key, string Icon, bool Asks, int Rank, string? Tone = null)
{
    private static readonly FrozenDictionary<Verb, VerbLook> _all = new Dictionary<Verb, VerbLook>
    {
        [Verb.AcknowledgeAlert] = new("!", "eye", false, 1),
        [Verb.Resume] = new("r", "player-pause", false, 2),
        [Verb.Arrive] = new("a", "user-check", false, 3),
        [Verb.Receive] = new("t", "package-import", true, 3),
        [Verb.BeginTriage] = new("t", "stethoscope", false, 4),
        [Verb.HandOver] = new("h", "home-hand", true, 5),
        [Verb.Settle] = new("m", "receipt", true, 6),
        [Verb.PassQuality] = new("q", "list-check", false, 7),
        [Verb.UsePart] = new("u", "package-import", true, 8),
        [Verb.FinishRepair] = new("f", "circle-check", true, 9),
        [Verb.FinishFactoryRepair] = new("f", "circle-check", true, 10),
        [Verb.StartFactoryRepair] = new("s", "tool", false, 11),
        [Verb.Approve] = new("a", "thumb-up", true, 12),
        [Verb.StartRepair] = new("s", "tools", false, 13),
        [Verb.SendEstimate] = new("e", "send", false, 14),
        [Verb.Diagnose] = new("d", "report-search", true, 15),
        [Verb.PartsArrived] = new("v", "package", false, 16),
        [Verb.IssueSwap] = new("i", "arrows-exchange", true, 17),
        [Verb.PrepareReturn] = new("b", "package-export", false, 18),
        [Verb.DecideGoodwill] = new("g", "scale", true, 19),
        [Verb.DecideAppeal] = new("g", "scale", true, 20),
        [Verb.Close] = new("z", "lock", true, 21),
        [Verb.ReturnUnrepaired] = new("n", "package-export", true, 30),
        [Verb.Decline] = new("x", "thumb-down", true, 31),
        [Verb.FailQuality] = new("x", "x", true, 32),
        [Verb.WaitForParts] = new("w", "clock-pause", true, 33),
        [Verb.SendToFactory] = new("o", "truck-delivery", true, 34),
        [Verb.ApproveSwap] = new("c", "swipe", true, 35),
        [Verb.ReturnPart] = new(null, "package-export", true, 36),
        [Verb.ReturnDefective] = new("y", "truck-delivery", false, 37),
        [Verb.Reopen] = new("r", "refresh", true, 38),
        [Verb.DeclareBeyondRepair] = new(null, "circle-x", true, 39),
        [Verb.RefuseCover] = new(null, "shield-x", true, 40),
        [Verb.AppealRefusal] = new(null, "message-question", false, 41),
        [Verb.RequestGoodwill] = new(null, "shield-check", true, 42),
        [Verb.IssueCode] = new("p", "printer", false, 43),
        [Verb.Cancel] = new(null, "ban", true, 50, "danger"),
        [Verb.MoveVisit] = new("v", "calendar-event", true, 51),
        [Verb.Park] = new(null, "parking", true, 51),
        [Verb.Shelve] = new("l", "box", true, 100),
        [Verb.PassOn] = new(null, "user-check", true, 101),
        [Verb.Assign] = new(null, "user", true, 102),
        [Verb.AddLine] = new(null, "plus", true, 103),
        [Verb.RemoveLine] = new(null, "minus", true, 104),
        [Verb.Wipe] = new(null, "recycle", true, 105, "danger"),
        [Verb.MovePromise] = new(null, "calendar-event", true, 106),
        [Verb.CorrectContact] = new(null, "phone", true, 107),
        [Verb.Sign] = new(null, "pencil", true, 44),
        [Verb.KeepPasscode] = new(null, "lock", true, 111),
        [Verb.RevealPasscode] = new(null, "key", true, 112),
        [Verb.AllowPasscode] = new(null, "refresh", true, 113),
        [Verb.Complain] = new(null, "message-question", true, 107),
        [Verb.Transfer] = new(null, "truck", true, 108),
        [Verb.MarkSafety] = new(null, "alert-triangle", true, 109, "danger"),
        [Verb.MarkSecurity] = new(null, "shield-lock", true, 110, "danger"),
    }.ToFrozenDictionary();

    public bool IsBeside => Rank >= 100;

    /// <summary>On the way from counter to hand-over; side branches are offered too, but never as the first thing to press.</summary>
    public bool LeadsOn => Rank < 30;

    public static VerbLook Of(Verb verb) => _all.TryGetValue(verb, out var look) ? look : new VerbLook(null, "dots", true, 199);

    public static string PathOf(Verb verb) => EnumText<Verb>.Of(verb).Replace('_', '-');
}
