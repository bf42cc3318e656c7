using Mainstay.Access.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>The counter of a centre now.</summary>
public sealed record ViewDesk(SiteId Site);

/// <param name="Tokens">Waiting and called, in the order they should be served.</param>
/// <param name="Expected">Booked for today.</param>
/// <param name="Received">Taken in today.</param>
/// <param name="Ready">To be collected, longest waiting first.</param>
/// <param name="Parked">Intakes begun and not finished.</param>
/// <param name="Overdue">The promise is broken and the customer still waits, worst first.</param>
/// <param name="InCare">Devices in the centre's care, wherever they are.</param>
/// <param name="Wait">Until a number drawn now for something new is called; null while too few were called today.</param>
public sealed record DeskView(
    SiteRef Site,
    DateTimeOffset At,
    IReadOnlyList<DeskToken> Tokens,
    IReadOnlyList<CaseCard> Expected,
    IReadOnlyList<CaseCard> Received,
    IReadOnlyList<CaseCard> Ready,
    IReadOnlyList<CaseCard> Parked,
    IReadOnlyList<CaseCard> Overdue,
    int InCare,
    TimeSpan? Wait);

public sealed record DeskToken(TokenView Token, string? CalledByName);

public sealed class ViewDeskHandler(MainstayDb db, ISites sites, IPeople people, TokenHandler tokens, CardMaker cards, IAudit audit, TimeProvider clock)
{
    private const int MostOfEach = 60;
    private static readonly CaseState[] _open = [.. Enum.GetValues<CaseState>().Where(Moves.IsOpen)];

    public async Task<DeskView> HandleAsync(ViewDesk request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        var waiting = await tokens.WaitingAsync(request.Site, actor, ct); // Demands the roles of the counter.
        var now = clock.GetUtcNow();
        var open = await db.Cases.AsNoTracking().Where(c => c.Site == request.Site && _open.Contains(c.State)).Select(CardRow.From).ToListAsync(ct);
        var today = site.Today(now);
        bool IsToday(DateTimeOffset? at) => at is { } instant && site.Today(instant) == today;
        var expected = open.Where(c => c.State == CaseState.Booked && (c.BookedFor is null || IsToday(c.BookedFor))).OrderBy(c => c.BookedFor ?? DateTimeOffset.MaxValue).Take(MostOfEach).ToList();
        var received = open.Where(c => Moves.IsInCare(c.State) && IsToday(c.OpenedAt)).OrderByDescending(c => c.OpenedAt).Take(MostOfEach).ToList();
        var ready = open.Where(c => c.State == CaseState.Ready).OrderBy(c => c.ReadyAt).Take(MostOfEach).ToList();
        var parked = open.Where(c => c.State == CaseState.Draft).OrderBy(c => c.OpenedAt).Take(MostOfEach).ToList();
        var overdue = open.Where(c => Moves.IsInCare(c.State) && c.DueAt < now).OrderBy(c => c.DueAt).Take(MostOfEach).ToList();
        var shown = (await cards.MakeAsync([.. new[] { expected, received, ready, parked, overdue }.SelectMany(rows => rows).DistinctBy(row => row.Id)], actor, withCustomers: true, ct))
            .ToDictionary(card => card.Id);
        if (shown.Values.Any(card => card.Customer is not null))
        {
            await audit.ReadAsync(actor, "desk.view", $"site:{site.Id}", site.Id, ct);
        }

        var calls = (await db.Tokens.AsNoTracking().Where(t => t.Site == request.Site && t.Day == today && t.CalledAt != null).Select(t => t.CalledAt).ToListAsync(ct))
            .OfType<DateTimeOffset>().ToList();
        var called = new List<DeskToken>(waiting.Count);
        foreach (var token in waiting.OrderByDescending(t => t.State).ThenByDescending(t => t.Kind).ThenBy(t => t.Number))
        {
            called.Add(new DeskToken(token, token.CalledBy is { } by ? (await people.FindAsync(by, ct))?.Name : null));
        }

        return new DeskView(
            site.Ref, now, called, Of(expected), Of(received), Of(ready), Of(parked), Of(overdue), open.Count(c => Moves.IsInCare(c.State)),
            QueueRule.Wait(QueueRule.Gap(calls), waiting.Count(t => t.State == TokenState.Waiting) + 1));

        List<CaseCard> Of(List<CardRow> rows) => rows.ConvertAll(row => shown[row.Id]);
    }
}
