using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Retention;

/// <summary>All rules, with how the last round went and when the next one comes.</summary>
public sealed record ListRetention;

public sealed record RetentionView(string Kind, string From, int Days, int UsualDays, int LeastDays, DateTimeOffset? LastRunAt, long LastCount);

public sealed record RetentionList(IReadOnlyList<RetentionView> Rules, DateTimeOffset NextRunAt);

public sealed class ListRetentionHandler(MainstayDb db, RetentionRounds rounds, TimeProvider clock)
{
    public async Task<RetentionList> HandleAsync(ListRetention request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var rows = await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(rule => rule.Kind, ct);
        return new RetentionList(
            [
                .. (await rounds.RulesAsync(ct)).Select(rule => new RetentionView(
                    rule.Kind.Kind, rule.Kind.From, rule.Days, rule.Kind.UsualDays, rule.Kind.LeastDays,
                    rows.GetValueOrDefault(rule.Kind.Kind)?.LastRunAt, rows.GetValueOrDefault(rule.Kind.Kind)?.LastCount ?? 0)),
            ],
            RetentionRounds.NextAfter(clock.Now()));
    }
}

/// <summary>Keeps a kind of data for another time; never for less than its least.</summary>
public sealed record SetRetention(string Kind, int Days);

public sealed class SetRetentionHandler(MainstayDb db, IEnumerable<IRetention> kinds, IAudit audit)
{
    private const int MostDays = 36_500;

    public async Task HandleAsync(SetRetention request, Actor actor, CancellationToken ct)
    {
        Delegation.DemandWholeNetwork(actor);
        var kind = kinds.SingleOrDefault(one => one.Kind == request.Kind) ?? throw new RefusedException("retention-kind", "There is no such kind of data.");
        if (request.Days < kind.LeastDays || request.Days > MostDays)
        {
            throw new RefusedException("retention-days", $"This is kept for {kind.LeastDays} days at least, and {MostDays} at most.");
        }

        var rule = await db.Set<RetentionRule>().SingleOrDefaultAsync(row => row.Kind == request.Kind, ct) ?? db.Add(new RetentionRule { Kind = request.Kind }).Entity;
        rule.Days = request.Days;
        audit.Changed(actor, "retention.set", $"retention:{request.Kind}/{request.Days}", null);
        await db.SaveChangesAsync(ct);
    }
}
