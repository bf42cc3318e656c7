using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

/// <summary>Gives what came to the jobs that wait for it, the most urgent first, and takes it back when it must not be used.</summary>
public sealed class NeedDesk
{
    private readonly MainstayDb _db;
    private readonly IJobUrgency _urgency;
    private readonly IJobsThatWait _jobs;
    private readonly TimeProvider _clock;
    private readonly NeedMoves _moves;

    public NeedDesk(MainstayDb db, StockLedger ledger, ICatalogue catalogue, ISites sites, IJobUrgency urgency, IJobsThatWait jobs, TimeProvider clock)
    {
        (_db, _urgency, _jobs, _clock) = (db, urgency, jobs, clock);
        _moves = new NeedMoves(db, ledger, catalogue, sites, clock);
    }

    /// <summary>
    /// Reserves what lies free at the site for its waiting jobs. Joins the caller's transaction; what the caller moved must be posted
    /// before. Jobs whose last part this was go on by themselves.
    /// </summary>
    /// <returns>What was decided, part by part, with why: those who got it and those who did not.</returns>
    /// <exception cref="RefusedException"><c>stale-version</c>: somebody took the same parts at this moment.</exception>
    public async Task<IReadOnlyList<Allotment>> AllotAsync(SiteId site, IReadOnlyCollection<PartId> parts, PersonId by, CancellationToken ct)
    {
        if (parts.Count == 0 || !await _db.Set<Need>().AnyAsync(need => need.Site == site && need.State == NeedState.Waiting && parts.Contains(need.Part), ct))
        {
            return [];
        }

        IReadOnlyList<Allotment> decided = [];
        await InTransaction.RunAsync(_db, async () => decided = await AllotHeldAsync(site, parts, null, by, ct), ct);
        return decided;
    }

    /// <summary>
    /// The same at every site where something lies free that a job there waits for: after imports and counts, and as a sweep, so that
    /// no verb that forgot to ask leaves a job waiting beside its part. Each site in a transaction of its own.
    /// </summary>
    /// <returns>How many needs got their part.</returns>
    public async Task<int> AllotEverywhereAsync(PersonId by, CancellationToken ct)
    {
        var beside = await (
            from need in _db.Set<Need>()
            where need.State == NeedState.Waiting
            join place in _db.Set<StockPlace>() on new { need.Site, need.Part } equals new { place.Site, place.Part }
            where place.Kind == PlaceKind.Bin && place.OnHand > 0 && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished)
            select new { need.Site, need.Part }).Distinct().ToListAsync(ct);
        var given = 0;
        foreach (var site in beside.GroupBy(found => found.Site, found => found.Part).OrderBy(group => group.Key.Value))
        {
            given += (await AllotAsync(site.Key, [.. site], by, ct)).Count(allotment => allotment.Given);
            _db.ChangeTracker.Clear();
        }

        return given;
    }

    /// <summary>
    /// Pieces of this lot must not be built in: those put aside for jobs go back to their bins, the jobs wait again, and where another
    /// lot lies free they get that. Joins the caller's transaction. What lies in bins is the caller's to quarantine, before or after.
    /// </summary>
    /// <returns>The jobs that had one.</returns>
    public async Task<IReadOnlyList<CaseId>> WithdrawAsync(PartId part, string lot, PersonId by, CancellationToken ct)
    {
        List<CaseId> had = [];
        await InTransaction.RunAsync(_db, async () =>
        {
            var places = await _db.Set<StockPlace>().AsNoTracking().Where(place => place.Part == part && place.Lot == lot && place.Kind == PlaceKind.Reserved && place.OnHand > 0).ToListAsync(ct);
            var ids = places.Select(place => (PlaceId?)place.Id).ToList();
            var needs = await _db.Set<Need>().Where(need => need.State == NeedState.Reserved && ids.Contains(need.Place)).OrderBy(need => need.CreatedAt).ThenBy(need => need.Id).ToListAsync(ct);
            WriteBatch batch = new(_db);
            foreach (var need in needs)
            {
                await _moves.ReleaseAsync(batch, need, NeedState.Waiting, "recalled", by, ct);
                had.Add(need.Case);
            }

            await SaveAsync(batch, ct);
            foreach (var site in needs.Select(need => need.Site).Distinct().OrderBy(site => site.Value))
            {
                await AllotHeldAsync(site, [part], (part, lot), by, ct);
            }
        }, ct);
        return [.. had.Distinct()];
    }

    private async Task<IReadOnlyList<Allotment>> AllotHeldAsync(SiteId site, IReadOnlyCollection<PartId> parts, (PartId, string)? without, PersonId by, CancellationToken ct)
    {
        var bins = await FreeBins.HoldAsync(_db, [site], parts, without, ct);
        var needs = await _db.Set<Need>().Where(need => need.Site == site && need.State == NeedState.Waiting && parts.Contains(need.Part)).ToListAsync(ct);
        var jobs = await _urgency.OfAsync([.. needs.Select(need => need.Case).Distinct()], ct);
        var byId = needs.ToDictionary(need => need.Id);
        WriteBatch batch = new(_db);
        List<Allotment> decided = [];
        List<CaseId> served = [];
        foreach (var part in needs.GroupBy(need => need.Part).OrderBy(group => group.Key.Value))
        {
            var claims = part.Where(need => jobs.ContainsKey(need.Case)).Select(need => new Claim(need.Id, site, need.Quantity, need.CreatedAt, jobs[need.Case]));
            foreach (var allotment in Allocation.Decide(claims, bins.FreeOf(site, part.Key), _clock.Now()))
            {
                var need = byId[allotment.Claim.Need];
                var given = allotment.Given && await _moves.ReserveAsync(batch, need, bins, by, ct);
                decided.Add(allotment with { Given = given });
                if (given)
                {
                    served.Add(need.Case);
                }
            }
        }

        if (served.Count > 0)
        {
            await SaveAsync(batch, ct);
            var waits = await _db.Set<Need>().Where(need => served.Contains(need.Case) && need.State == NeedState.Waiting).Select(need => need.Case).ToListAsync(ct);
            await _jobs.PartsHereAsync([.. served.Except(waits)], by, ct);
        }

        return decided;
    }

    internal static async Task SaveAsync(WriteBatch batch, CancellationToken ct)
    {
        try
        {
            await batch.CommitWithTrackedAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", "Somebody moved the same parts at this moment. Nothing was done; look again.");
        }
        catch (Exception e) when (StockConflicts.Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }
}
