using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>
/// What the counter must know before it opens a case: is it covered and why, what was repaired before, what is promised. Changes
/// nothing; opening decides again by the same rules.
/// </summary>
/// <param name="Root">Null for a device that is not in the books yet.</param>
/// <param name="PurchasedOn">As the customer says; counts only with <paramref name="Evidence"/>.</param>
public sealed record LookAtDevice(
    SiteId Site, DeviceId? Root, ModelId Model, DateOnly? PurchasedOn = null, PurchaseEvidence Evidence = PurchaseEvidence.None, bool IsSafety = false);

/// <param name="Open">The case this device has already: go on there.</param>
/// <param name="Former">Earlier cases of the device at any centre, newest first; no personal data.</param>
/// <param name="KnownBy">What would be promised if it were taken in now.</param>
public sealed record DeviceAtCounter(
    Entitlement Entitlement,
    Why Why,
    CoverFacts Cover,
    CaseLink? Open,
    SiteRef? OpenAt,
    CaseState? OpenState,
    IReadOnlyList<FormerCase> Former,
    DateTimeOffset KnownBy,
    string Basis,
    int Sample,
    int BounceWithinDays);

public sealed record FormerCase(
    CaseId Id, string Number, SiteRef Site, CaseState State, DateTimeOffset OpenedAt, DateTimeOffset? HandedOverAt,
    string? Symptom, string? Section, string? Defect, string? Repair, Outcome? Outcome);

public sealed class LookAtDeviceHandler(
    MainstayDb db, ISites sites, IPeople people, ICatalogue catalogue, ICover cover, PromiseBook promises, TimeProvider clock)
{
    private const int MostFormer = 8;
    private readonly Names _names = new(people, sites);

    public async Task<DeviceAtCounter> HandleAsync(LookAtDevice request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, [.. Moves.OpeningRoles]);
        var model = await catalogue.ModelAsync(request.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        var now = clock.Now();
        var today = site.Today(now);
        var facts = await FactsAsync(request, ct);
        var asked = new OpenCase { Site = request.Site, SafetyReason = request.IsSafety ? "" : null };
        var decision = await cover.DecideAsync(OpenCase.InputsAtCounter(asked, model, facts, today), ct);
        var former = request.Root is { } root ? await FormerAsync(root, ct) : [];
        var open = former.FirstOrDefault(c => Moves.IsOpen(c.State));
        var grounds = await promises.GroundsAsync(model.CategoryCode, today, ct);
        var time = grounds.Times.ToKnown(request.Site, model.Category, CaseState.Received, grounds.Terms);
        return new DeviceAtCounter(
            decision.Entitlement, decision.Why, facts, open is null ? null : new CaseLink(open.Id, open.Number), open?.Site, open?.State,
            [.. former.Where(c => c != open)], site.Hours.Add(now, time.P90), time.Basis, time.Sample, LongestWindow(grounds.Terms));
    }

    /// <summary>An invoice settles the start of warranty where nobody knew it; for a new device any proof does.</summary>
    private async Task<CoverFacts> FactsAsync(LookAtDevice request, CancellationToken ct)
    {
        if (request.Root is not { } root)
        {
            return new CoverFacts(request.Evidence == PurchaseEvidence.None ? null : request.PurchasedOn, null, null, [], new Dictionary<string, DateOnly>(), []);
        }

        var facts = await cover.FactsAsync(root, ct);
        return facts.WarrantyStart is null && request is { PurchasedOn: { } bought, Evidence: PurchaseEvidence.Invoice } ? facts with { WarrantyStart = bought } : facts;
    }

    private async Task<List<FormerCase>> FormerAsync(DeviceId root, CancellationToken ct)
    {
        var rows = await db.Cases.AsNoTracking().Where(c => c.DeviceRoot == root).OrderByDescending(c => c.OpenedAt).Take(MostFormer)
            .Select(c => new { c.Id, c.Number, c.Site, c.State, c.OpenedAt, c.HandedOverAt, c.Symptom, c.Section, c.Defect, c.RepairCode, c.Outcome })
            .ToListAsync(ct);
        var former = new List<FormerCase>(rows.Count);
        foreach (var c in rows)
        {
            former.Add(new FormerCase(
                c.Id, c.Number, await _names.SiteAsync(c.Site, ct), c.State, c.OpenedAt, c.HandedOverAt, c.Symptom, c.Section, c.Defect, c.RepairCode, c.Outcome));
        }

        return former;
    }

    private static int LongestWindow(Terms terms) => terms.Bounce.Max(window => window.WithinDays);
}
