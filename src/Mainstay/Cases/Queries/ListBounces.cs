using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

public enum BounceShown
{
    /// <summary>Appealed and not decided yet, the longest waiting first.</summary>
    Appealed,

    /// <summary>Decided appeals, the latest first.</summary>
    Decided,

    /// <summary>All returns, the latest first.</summary>
    All,
}

/// <summary>Returns within 90 days, and who answers for them.</summary>
/// <param name="Site">Blamed on it; null: on any site the asker reaches.</param>
public sealed record ListBounces(BounceShown Shown = BounceShown.Appealed, SiteId? Site = null, int Skip = 0, int Take = 50);

public sealed record BounceRow(
    CaseCard Case, CaseLink Former, int Days, int Window, bool SameSymptom, BounceBlame Blame, SiteRef? BlamedSite, bool Unpaid, Why Why,
    DateTimeOffset At, DateTimeOffset? AppealedAt, PersonRef? AppealedBy, DateTimeOffset? DecidedAt, PersonRef? DecidedBy, string? Verdict);

public sealed record BounceList(IReadOnlyList<BounceRow> Rows, int Count);

public sealed class ListBouncesHandler(MainstayDb db, ISites sites, IPeople people, CardMaker cards)
{
    public static readonly Role[] Roles = [Role.CentreManager, Role.FactoryManager, Role.QualityEngineer, Role.HeadOfService];

    private readonly Names _names = new(people, sites);

    public async Task<BounceList> HandleAsync(ListBounces request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Roles);
        if (request.Site is { } wanted)
        {
            actor.Demand((await sites.GetAsync(wanted, ct)).Ref, Roles);
        }

        var all = await sites.AllAsync(ct);
        var reached = all.Where(site => actor.May(site.Ref, Roles)).Select(site => (SiteId?)site.Id).ToList();
        var bounces = db.Bounces.AsNoTracking();
        bounces = request.Site is { } one ? bounces.Where(b => b.BlamedSite == one)
            : reached.Count == all.Count ? bounces
            : bounces.Where(b => reached.Contains(b.BlamedSite));
        bounces = request.Shown switch
        {
            BounceShown.Appealed => bounces.Where(b => b.AppealedAt != null && b.DecidedAt == null).OrderBy(b => b.AppealedAt),
            BounceShown.Decided => bounces.Where(b => b.DecidedAt != null).OrderByDescending(b => b.DecidedAt),
            _ => bounces.OrderByDescending(b => b.At),
        };
        var count = await bounces.CountAsync(ct);
        var page = await bounces.Skip(request.Skip).Take(Math.Clamp(request.Take, 1, 200)).ToListAsync(ct);
        var ids = page.Select(b => b.Case).Concat(page.Select(b => b.Former)).Distinct().ToList();
        var rows = ids.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(CardRow.From).ToListAsync(ct);
        var shown = (await cards.MakeAsync(rows, actor, withCustomers: false, ct)).ToDictionary(card => card.Id);
        var made = new List<BounceRow>(page.Count);
        foreach (var b in page)
        {
            made.Add(new BounceRow(
                shown[b.Case], new CaseLink(b.Former, shown[b.Former].Number), b.Days, b.Window, b.SameSymptom, b.Blame, await _names.SiteAsync(b.BlamedSite, ct), b.Unpaid,
                b.Why, b.At, b.AppealedAt, await _names.PersonAsync(b.AppealedBy, ct), b.DecidedAt, await _names.PersonAsync(b.DecidedBy, ct), b.Verdict));
        }

        return new BounceList(made, count);
    }
}
