using System.Collections.Frozen;

namespace Mainstay.Server.Pages.Shared;

/// <summary>
/// How a state looks. Tones: <c>quiet</c> nothing to do yet, <c>active</c> being worked on, <c>waiting</c> somebody must answer or deliver,
/// <c>ready</c> the customer can come, <c>danger</c> it went wrong, <c>done</c> over.
/// </summary>
public sealed record StateLook(string Tone, string Icon)
{
    private static readonly FrozenDictionary<string, StateLook> _all = new Dictionary<string, StateLook>
    {
        ["draft"] = new("quiet", "pencil"),
        ["booked"] = new("quiet", "calendar-event"),
        ["received"] = new("active", "inbox"),
        ["triage"] = new("active", "stethoscope"),
        ["diagnosed"] = new("active", "report-search"),
        ["estimate_sent"] = new("waiting", "message-question"),
        ["approved"] = new("active", "thumb-up"),
        ["declined"] = new("waiting", "thumb-down"),
        ["parts_wait"] = new("waiting", "clock-pause"),
        ["in_repair"] = new("active", "tools"),
        ["quality_check"] = new("active", "list-check"),
        ["ready"] = new("ready", "circle-check"),
        ["handed_over"] = new("done", "home-hand"),
        ["closed"] = new("done", "lock"),
        ["to_factory"] = new("waiting", "truck-delivery"),
        ["at_factory"] = new("waiting", "building-factory-2"),
        ["factory_repair"] = new("active", "tool"),
        ["from_factory"] = new("waiting", "truck-return"),
        ["swap_approved"] = new("active", "swipe"),
        ["swap_issued"] = new("active", "arrows-exchange"),
        ["beyond_repair"] = new("danger", "circle-x"),
        ["return_unrepaired"] = new("waiting", "package-export"),
        ["cancelled"] = new("done", "ban"),
    }.ToFrozenDictionary();

    public static IReadOnlyDictionary<string, StateLook> All => _all;

    public static StateLook Of(string state) => _all.TryGetValue(state, out StateLook? look) ? look : new StateLook("quiet", "circle-dashed");
}
