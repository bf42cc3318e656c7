using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Pages.Cases;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Link;

/// <summary>A case in the customer's words: what is true now, what is promised, what happened. Never a code of ours.</summary>
internal static class LinkStory
{
    public static string Now(LinkView view, DateTimeOffset now)
    {
        var device = view.Device.Model;
        var zone = view.Centre.Zone;
        return view.State switch
        {
            CaseState.Booked when view.Times.BookedFor is { } at => Words.Text("link.now.booked_for", device, Show.Promise(at, now, zone)),
            CaseState.Diagnosed when view.Money.OwedMinor > 0 => Words.Text("link.now.diagnosed_paid", device),
            CaseState.EstimateSent when !view.AwaitsAnswer(now) => Words.Text("link.now.estimate_old", device),
            CaseState.EstimateSent => Words.Text("link.now.estimate_sent", device, Money(view.Money.OwedMinor, view)),
            CaseState.PartsWait when view.Times.PartsExpectedOn is { } day => Words.Text("link.now.parts_until", device, Show.Date(day)),
            CaseState.Ready when view.Money.OwedMinor > 0 => Words.Text("link.now.ready_paid", device, Money(view.Money.OwedMinor, view)),
            CaseState.HandedOver or CaseState.Closed when view is { Outcome: { } outcome, Times.HandedOverAt: { } at } =>
                Words.Text("link.now.handed_over_so", device, Show.Date(at, zone), Say.Outcome(outcome)),
            _ => Words.Text($"link.now.{EnumText<CaseState>.Of(view.State)}", device),
        };
    }

    /// <summary>Null when the sentence above says it all.</summary>
    public static string? Promise(LinkView view, DateTimeOffset now)
    {
        var zone = view.Centre.Zone;
        return (view.State, view.Times) switch
        {
            (CaseState.HandedOver or CaseState.Closed or CaseState.Cancelled or CaseState.Draft or CaseState.Booked, _) => null,
            (CaseState.Ready, { ReadyAt: { } ready }) => Words.Text("link.promise.ready", Show.Time(ready, zone)),
            (CaseState.EstimateSent, _) => view.ReadyIfAgreedAt is { } then && view.AwaitsAnswer(now) ? Words.Text("link.promise.if_agreed", Show.Promise(then, now, zone)) : null,
            (CaseState.Declined or CaseState.ReturnUnrepaired or CaseState.BeyondRepair, { ReadyP90: null }) => null,
            (_, { ReadyP90: { } latest }) when latest < now => Words.Text("link.promise.passed", Show.Promise(latest, now, zone)),
            (_, { ReadyP50: { } likely, ReadyP90: { } latest }) when likely > now => Words.Text("link.promise.both", Show.Promise(likely, now, zone), Show.Promise(latest, now, zone)),
            (_, { ReadyP90: { } latest }) => Words.Text("link.promise.latest", Show.Promise(latest, now, zone)),
            (_, { KnownBy: { } known }) when known < now => Words.Text("link.promise.known_passed", Show.Promise(known, now, zone)),
            (_, { KnownBy: { } known }) => Words.Text("link.promise.known", Show.Promise(known, now, zone)),
            _ => null,
        };
    }

    /// <summary>What was promised before, and why it is not so any more.</summary>
    public static string? Changed(LinkView view, DateTimeOffset now)
    {
        var ready = view.Promises.Where(promise => promise.ReadyP90 is not null).ToList();
        if (ready.Count < 2 || view.State is CaseState.HandedOver or CaseState.Closed or CaseState.Cancelled || ready[^1].ReadyP90 == ready[^2].ReadyP90)
        {
            return null;
        }

        var before = Show.Promise(ready[^2].ReadyP90!.Value, now, view.Centre.Zone);
        return ready[^1].Reason is { } reason && Words.Has($"link.moved.{reason}")
            ? Words.Text("link.promise.changed_because", before, Words.Text($"link.moved.{reason}"))
            : Words.Text("link.promise.changed", before);
    }

    /// <summary>What happened, the latest first, with the pictures taken; steps that say nothing to a customer are left out.</summary>
    public static IReadOnlyList<LinkStep> Steps(LinkView view) =>
    [
        .. view.Story
            .Where(step => Words.Has($"link.story.{EnumText<Verb>.Of(step.Verb)}"))
            .Select(step => new LinkStep(step.At, step.Sequence, Sentence(step), null))
            .Concat(view.Pictures.Where(picture => picture.Seal is not null || picture.IsKept).Select(picture => new LinkStep(picture.At, picture.Sequence, Words.Text($"link.picture.{picture.Kind}"), picture)))
            .OrderByDescending(step => step.At).ThenByDescending(step => step.Picture is null ? step.Order : 0),
    ];

    private static string Sentence(LinkEvent step)
    {
        var verb = EnumText<Verb>.Of(step.Verb);
        var via = step.Via is { } way ? EnumText<CustomerChannel>.Of(way) : null;
        return step.Reason is { } reason && Words.Has($"link.story.{verb}.{reason}") ? Words.Text($"link.story.{verb}.{reason}")
            : via is not null && Words.Has($"link.story.{verb}.{via}") ? Words.Text($"link.story.{verb}.{via}")
            : step.Reason is { } moved && step.Verb == Verb.MovePromise && Words.Has($"link.moved.{moved}") ? Words.Text("link.story.move_promise.because", Words.Text($"link.moved.{moved}"))
            : Words.Text($"link.story.{verb}");
    }

    public static string Line(LinkLine line) => (line.Part ?? Say.Work(line.Work)) + (line.Quantity > 1 ? $" × {Show.Number(line.Quantity)}" : "");

    public static string Payers(LinkLine line) => line.Shares is [{ Percent: 100, Payer: var only }]
        ? Words.Text($"link.pays.{EnumText<Payer>.Of(only)}")
        : string.Join(", ", line.Shares.Select(share => Words.Text("case.lines.share", Say.Payer(share.Payer), share.Percent)));

    public static string Why(Why why) => Words.Has($"link.why.{why.Code}") ? Words.Text($"link.why.{why.Code}") : Say.Why(why);

    public static string Look(LinkRead read) => Words.Has($"link.look.{read.Action}") ? Words.Text($"link.look.{read.Action}") : Words.Text("link.look.other");

    public static string Who(LinkRead read) => (read.Role is { } role ? Words.Text($"roles.{EnumText<Mainstay.Access.Contracts.Role>.Of(role)}") : Words.Text("link.look.program"))
        + (read.Site is { } site ? ", " + site : "");

    public static string Hours(LinkDay day, DateOnly today) =>
        Words.Text(day.Shifts.Count == 0 ? "link.centre.closed" : "link.centre.open",
            day.Day == today ? Words.Text("link.centre.today") : day.Day == today.AddDays(1) ? Words.Text("link.centre.tomorrow") : day.Day.ToString("dddd", System.Globalization.CultureInfo.CurrentCulture),
            Network.SiteWords.HoursOn(day.Shifts, day.Day.DayOfWeek));

    /// <summary>With its day: a closed list shows nothing else.</summary>
    public static string Slot(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    public static string Money(long minor, LinkView view) => Show.Money(new Money(minor, view.Money.Currency));
}

/// <summary>One line of the story; a picture where one was taken.</summary>
internal sealed record LinkStep(DateTimeOffset At, int Order, string Text, LinkPicture? Picture);
