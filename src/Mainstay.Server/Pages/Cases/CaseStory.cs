using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Cases;

/// <summary>The sentences of a case's page: what is true now, whose minute it is, what was promised.</summary>
internal static class CaseStory
{
    /// <summary>One designed sentence for each state, with what stands in its way where that is known.</summary>
    public static string Truth(CaseView view, DateTimeOffset now, TimeZoneInfo zone)
    {
        var head = view.Case;
        var device = view.Device.Model.Name;
        var money = Show.Money(new Money(view.Money.OwedMinor, view.Money.Currency));
        return head.State switch
        {
            CaseState.Booked when view.Intake is { Channel: IntakeChannel.Booking, BookedFor: { } at } => Words.Text("case.truth.booked_for", device, Show.Promise(at, now, zone)),
            CaseState.Booked when view.Intake.Channel == IntakeChannel.Post => Words.Text("case.truth.posted", device),
            CaseState.EstimateSent => Words.Text("case.truth.estimate_sent", money),
            CaseState.Diagnosed when view.Money.OwedMinor > 0 => Words.Text("case.truth.diagnosed_paid", device, money),
            CaseState.PartsWait when head.PartsExpectedOn is { } day => Words.Text("case.truth.parts_until", device, Show.Date(day)),
            CaseState.Ready when view.Money.OwedMinor > 0 => Words.Text("case.truth.ready_paid", device, money),
            CaseState.Ready when head.Shelf is { } shelf => Words.Text("case.truth.ready_shelf", device, shelf),
            CaseState.HandedOver or CaseState.Closed when head is { HandedOverAt: { } at, Outcome: { } outcome } =>
                Words.Text($"case.truth.{EnumText<CaseState>.Of(head.State)}_so", device, Say.Outcome(outcome), Show.Date(at, zone)),
            CaseState.ToFactory or CaseState.FromFactory when head.ClockOwner != ClockOwner.Courier => Words.Text($"case.truth.{EnumText<CaseState>.Of(head.State)}_packed", device),
            CaseState.AtFactory or CaseState.FactoryRepair => Words.Text($"case.truth.{EnumText<CaseState>.Of(head.State)}", device, head.At.Name),
            _ => Words.Text($"case.truth.{EnumText<CaseState>.Of(head.State)}", device),
        };
    }

    public static string? Tone(CaseView view) => view.Case switch
    {
        { IsSafety: true, IsOpen: true } => "danger",
        var head => StateLook.Of(EnumText<CaseState>.Of(head.State)).Tone switch { "waiting" => "waiting", "danger" => "danger", _ => null },
    };

    /// <summary>"The centre has owned the clock for 3 h 20 min."</summary>
    public static string Clock(CaseHead head, DateTimeOffset now) => head.IsOpen
        ? Words.Text("case.clock.owner", Say.Owner(head.ClockOwner), Show.Duration(now - head.ClockSince))
        : Words.Text("case.clock.stopped");

    public static string Promise(CaseHead head, DateTimeOffset now, TimeZoneInfo zone) => head switch
    {
        { ReadyAt: { } ready, PromiseKept: true } => Words.Text("case.promise.kept", Show.Time(ready, zone)),
        { ReadyAt: { } ready, ReadyP90: { } latest } => Words.Text("case.promise.broken", Show.Time(ready, zone), Show.Duration(ready - latest)),
        { ReadyAt: { } ready } => Words.Text("case.promise.ready", Show.Time(ready, zone)),
        { IsOpen: false } => Words.Text("case.promise.over"),
        { State: CaseState.EstimateSent } => Words.Text("case.promise.after_answer"),
        { State: CaseState.Declined or CaseState.BeyondRepair, ReadyP90: null } => Words.Text("case.promise.none"),
        { ReadyP90: { } latest } when latest < now => Words.Text("case.promise.passed", Show.Promise(latest, now, zone)),
        { ReadyP90: null, KnownBy: { } known } when known < now => Words.Text("case.promise.known_passed", Show.Promise(known, now, zone)),
        { ReadyP50: { } likely, ReadyP90: { } latest } => Words.Text("case.promise.both", Show.Promise(likely, now, zone), Show.Promise(latest, now, zone)),
        { ReadyP90: { } latest } => Words.Text("case.promise.latest", Show.Promise(latest, now, zone)),
        { KnownBy: { } known } => Words.Text("case.promise.known", Show.Promise(known, now, zone)),
        _ => Words.Text("case.promise.none"),
    };

    public static IReadOnlyList<ClockSegment> Segments(ClockView clock, DateTimeOffset now) =>
    [
        .. clock.Stretches.Select(stretch => new ClockSegment(
            EnumText<ClockOwner>.Of(stretch.Owner), (stretch.Until ?? now) - stretch.From, Say.State(stretch.State), stretch.From)),
    ];

    public static string Holder(ItemView item) => item.HolderKind switch
    {
        HolderKind.Customer => Words.Text("words.holder.customer"),
        HolderKind.Person => Words.Text("words.holder.person", item.Holder),
        HolderKind.Shelf => Words.Text("words.holder.shelf", item.Holder),
        HolderKind.Stock => Words.Text("words.holder.stock", item.Site.Name),
        HolderKind.Case => Words.Text("words.holder.case"),
        _ => Words.Text("words.holder.consignment", item.Holder),
    };

    public static string Line(LineView line) => line switch
    {
        { Part: { } part, Quantity: > 1 } => $"{part.Name} × {Show.Number(line.Quantity)}",
        { Part: { } part } => part.Name,
        _ => Say.Work(line.Work),
    };

    public static string Shares(LineView line) => string.Join(", ", line.Shares.Select(share =>
        share.Percent == 100 ? Say.Payer(share.Payer) : Words.Text("case.lines.share", Say.Payer(share.Payer), share.Percent)));

    /// <summary>What an event's facts add to its name, where that helps a reader.</summary>
    public static string? Detail(EventView entry)
    {
        List<string> told = [];
        if (entry.Reason is { } reason)
        {
            told.Add(Say.Reason(reason));
        }

        if (entry.Detail is { ValueKind: System.Text.Json.JsonValueKind.Object } detail)
        {
            if (detail.TryGetProperty("paper", out var paper))
            {
                told.Add(Words.Text("case.timeline.paper", paper.ToString()));
            }

            if (detail.TryGetProperty("shelf", out var shelf))
            {
                told.Add(Words.Text("words.holder.shelf", shelf.ToString()));
            }

            if (detail.TryGetProperty("section", out var section))
            {
                told.Add(Say.Section(section.ToString()));
            }

            if (detail.TryGetProperty("symptom", out var symptom))
            {
                told.Add(Say.Symptom(symptom.ToString()));
            }

            if (detail.TryGetProperty("method", out var method))
            {
                told.Add(Say.Method(method.ToString()));
            }

            if (detail.TryGetProperty("percent", out var percent))
            {
                told.Add(Words.Text("show.percent", percent.ToString()));
            }
        }

        told.RemoveAll(string.IsNullOrEmpty);
        return told.Count == 0 ? null : string.Join(" · ", told);
    }
}
