using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>The bench of a centre or the stations of a factory: what is there to do, in one explained order.</summary>
public sealed record ViewBoard(SiteId Site);

/// <param name="Columns">In the order work flows; empty ones too.</param>
/// <param name="Truncated">The site holds more than a board shows; the list of cases has the rest.</param>
public sealed record BoardView(SiteRef Site, DateTimeOffset At, IReadOnlyList<BoardColumn> Columns, int Count, bool Truncated);

public sealed record BoardColumn(CaseState State, IReadOnlyList<BoardCard> Cards);

/// <param name="LeftOpenSeconds">Of the promise, in the site's open hours; negative when late; null without a promise.</param>
/// <param name="Blocked">Why it does not move; null when it can.</param>
/// <param name="Order">Why it stands where it stands.</param>
public sealed record BoardCard(CaseCard Case, long? LeftOpenSeconds, bool HasParts, bool FitsSkill, Why? Blocked, Why Order)
{
    /// <summary>Number in the one order over all columns, from 1.</summary>
    public int Place { get; init; }

    /// <summary>What lies put aside for it and what it waits for; null where the site keeps no stock here or it needs nothing.</summary>
    public NeedsOfCase? Parts { get; init; }
}

public sealed class ViewBoardHandler(MainstayDb db, ISites sites, IPeople people, ICatalogue catalogue, CardMaker cards, INeeds needs, TimeProvider clock)
{
    private const int MostCards = 500;

    private static readonly CaseState[] _bench =
    [
        CaseState.Received, CaseState.Triage, CaseState.Diagnosed, CaseState.EstimateSent, CaseState.Declined, CaseState.Approved, CaseState.PartsWait,
        CaseState.SwapApproved, CaseState.SwapIssued, CaseState.InRepair, CaseState.QualityCheck, CaseState.BeyondRepair, CaseState.ReturnUnrepaired, CaseState.ToFactory,
    ];

    private static readonly CaseState[] _factory =
        [CaseState.AtFactory, CaseState.FactoryRepair, CaseState.SwapApproved, CaseState.SwapIssued, CaseState.FromFactory];

    public async Task<BoardView> HandleAsync(ViewBoard request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.DemandSight(site.Ref);
        var states = site.Ref.Kind == SiteKind.RepairFactory ? _factory : _bench;
        var rows = await db.Cases.AsNoTracking()
            .Where(c => c.At == request.Site && states.Contains(c.State))
            .OrderByDescending(c => c.IsSafety).ThenBy(c => c.ReadyP90 ?? c.KnownBy)
            .Take(MostCards + 1)
            .Select(CardRow.From)
            .ToListAsync(ct);
        var shown = rows.Take(MostCards).ToList();
        var now = clock.Now();
        var skills = (await people.FindAsync(actor.Person, ct))?.Skills ?? [];
        var wanted = await needs.OfCasesAsync(request.Site, [.. shown.Select(row => row.Id)], ct);
        var placed = new List<(BoardCard Card, BoardOrder.Place Place)>(shown.Count);
        foreach (var (row, card) in shown.Zip(await cards.MakeAsync(shown, actor, withCustomers: false, ct)))
        {
            var category = await catalogue.CategoryAsync(row.Category, ct);
            var place = BoardOrder.Of(row, category?.Code ?? "", skills, site.Hours, now, wanted.GetValueOrDefault(row.Id) is { Waiting: > 0 });
            placed.Add((new BoardCard(card, place.LeftSeconds, place.HasParts, place.FitsSkill, BlockedBy(row, wanted.GetValueOrDefault(row.Id)), place.Why) { Parts = wanted.GetValueOrDefault(row.Id) }, place));
        }

        var byState = placed.OrderBy(p => p.Place).Select((p, i) => p.Card with { Place = i + 1 }).ToLookup(card => card.Case.State);
        return new BoardView(site.Ref, now, [.. states.Select(state => new BoardColumn(state, [.. byState[state]]))], shown.Count, rows.Count > MostCards);
    }

    private static Why? BlockedBy(CardRow row, NeedsOfCase? needs) => row.State switch
    {
        CaseState.PartsWait => Missing(needs is { Waiting: > 0 } ? needs.ExpectedOn ?? row.PartsExpectedOn : row.PartsExpectedOn),
        CaseState.EstimateSent => Why.Because("waits.customer"),
        CaseState.Diagnosed when row.DueMinor > 0 => Why.Because("waits.estimate"),
        CaseState.Approved or CaseState.Diagnosed or CaseState.AtFactory when needs is { Waiting: > 0 } => Missing(needs.ExpectedOn),
        CaseState.ToFactory or CaseState.FromFactory => Why.Because("waits.courier"),
        CaseState.BeyondRepair => Why.Because("waits.decision"),
        _ when row.ClockOwner == ClockOwner.Maker => Why.Because("waits.maker"),
        _ => null,
    };

    private static Why Missing(DateOnly? expected) =>
        Why.Because("waits.parts", ("expected", expected?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
}

/// <summary>
/// The one order of boards: danger first, then what is left of the promise (late, two open hours, a working day, more), then what
/// has its parts, then what fits the skill of whoever looks, then the earlier promise. Pure.
/// </summary>
internal static class BoardOrder
{
    private static readonly TimeSpan _soon = TimeSpan.FromHours(2);
    private static readonly TimeSpan _today = TimeSpan.FromHours(8);

    /// <summary>Compared part by part, smallest first.</summary>
    public sealed record Place(bool IsSafety, int Urgency, bool HasParts, bool FitsSkill, DateTimeOffset DueAt, string Number, long? LeftSeconds, Why Why) : IComparable<Place>
    {
        public int CompareTo(Place? other) => other is null ? 1 : Key.CompareTo(other.Key);

        private (int, int, int, int, DateTimeOffset, string) Key =>
            (IsSafety ? 0 : 1, Urgency, HasParts ? 0 : 1, FitsSkill ? 0 : 1, DueAt, Number);
    }

    public static Place Of(CardRow row, string category, IReadOnlyList<string> skills, OpeningHours hours, DateTimeOffset now, bool lacksParts = false)
    {
        var left = row.DueAt is not { } due ? (TimeSpan?)null
            : due >= now ? hours.OpenBetween(now, due)
            : -hours.OpenBetween(due, now);
        var isLate = row.DueAt < now;
        var urgency = isLate ? 0 : left is null ? 4 : left <= _soon ? 1 : left <= _today ? 2 : 3;
        var hasParts = row.State != CaseState.PartsWait && !lacksParts;
        var needed = row.Skill ?? $"{category}_l{Math.Max(1, row.RepairLevel)}";
        var fits = Fits(needed, skills);
        return new Place(row.IsSafety || row.IsSecurity, urgency, hasParts, fits, row.DueAt ?? DateTimeOffset.MaxValue, row.Number,
            left is { } span ? (long)span.TotalSeconds : null, WhyOf(row, urgency, hasParts, fits, needed));
    }

    /// <summary>A skill is a category and a level, such as <c>mobile_l3</c>: the higher level includes the lower.</summary>
    internal static bool Fits(string needed, IReadOnlyList<string> skills)
    {
        var (kind, level) = Split(needed);
        return skills.Any(skill => skill == needed || (Split(skill) is var (own, reach) && own == kind && reach >= level));
    }

    private static (string Kind, int Level) Split(string skill) =>
        skill.LastIndexOf("_l", StringComparison.Ordinal) is > 0 and var at && int.TryParse(skill[(at + 2)..], CultureInfo.InvariantCulture, out var level)
            ? (skill[..at], level)
            : (skill, 0);

    private static Why WhyOf(CardRow row, int urgency, bool hasParts, bool fits, string needed) => (row, urgency) switch
    {
        ({ IsSafety: true }, _) => Why.Because("order.safety"),
        ({ IsSecurity: true }, _) => Why.Because("order.security"),
        (_, 0) => Why.Because("order.late"),
        _ when !hasParts => Why.Because("order.parts_missing"),
        _ when !fits => Why.Because("order.other_skill", ("skill", needed)),
        (_, 1) => Why.Because("order.two_hours"),
        (_, 2) => Why.Because("order.one_day"),
        (_, 3) => Why.Because("order.later"),
        _ => Why.Because("order.no_promise"),
    };
}
