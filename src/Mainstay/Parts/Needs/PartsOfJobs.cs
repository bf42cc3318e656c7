using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Needs;

/// <summary>Follows a job with its parts: what its lines want lies reserved where the work is done, or waits, and nothing else does.</summary>
internal sealed class PartsOfJobs(
    MainstayDb db, StockKeepers keepers, StockLedger ledger, ICatalogue catalogue, ISites sites, IPartAvailability availability, NeedDesk desk, IReplacedParts replaced, IdSource ids, TimeProvider clock) : IPartsOfJobs
{
    private readonly NeedMoves _moves = new(db, ledger, catalogue, sites, clock);

    public async ValueTask<bool> ConcernsAsync(IReadOnlyCollection<SiteId> sites, CancellationToken ct)
    {
        var all = await keepers.AllAsync(ct);
        return sites.Any(all.ContainsKey);
    }

    public async Task<JobPartsTold> FollowAsync(WriteBatch batch, JobParts job, CancellationToken ct)
    {
        var keeps = await keepers.KeepsAsync(job.Site, ct);
        var needs = await db.Set<Need>().Where(need => need.Case == job.Case).ToDictionaryAsync(need => need.Line, ct);
        var wanted = job.Parts.Where(part => part.Wish is PartWish.Wanted or PartWish.Used && !IsThere(part, needs, job.Site)).Select(part => part.Part).Distinct().ToList();
        var bins = await FreeBins.HoldAsync(db, keeps ? [job.Site] : [], wanted, null, ct);
        List<(SiteId, PartId)> freed = [];
        foreach (var part in job.Parts.OrderBy(part => part.Wish is PartWish.Wanted or PartWish.Used).ThenBy(part => part.Part.Value).ThenBy(part => part.Line.Value))
        {
            var need = needs.GetValueOrDefault(part.Line);
            if (need is { State: NeedState.Used } || (need is null && (!keeps || part.Wish is PartWish.Released or PartWish.ReleasedBroken)))
            {
                continue;
            }

            if (part.Wish is PartWish.Released or PartWish.ReleasedBroken)
            {
                await GiveBackAsync(batch, need!, NeedState.Released, part.Wish == PartWish.ReleasedBroken ? "defective_part" : null, freed, job.By, ct);
                continue;
            }

            need = await WantAsync(batch, part, need, keeps, bins, freed, job, ct);
            if (need is not null && needs.TryAdd(part.Line, need))
            {
                db.Add(need);
            }

            if (part.Wish == PartWish.Used && need is { State: not NeedState.Released })
            {
                var owner = await UseAsync(batch, part, need, bins, job, ct);
                await replaced.TakeOutAsync(batch, new ReplacedPart(job.Case, part.Line, job.Site, part.Part, part.Quantity, owner, part.FaultySerial, job.By, job.OccurredAt), ct);
            }
        }

        return await TellAsync([.. needs.Values.Where(need => need.State == NeedState.Waiting)], job, freed, ct);
    }

    public Task SaveAsync(WriteBatch batch, CancellationToken ct) => SaveExplainedAsync(batch, ct);

    public async Task PassOnAsync(JobPartsTold told, PersonId by, CancellationToken ct)
    {
        foreach (var site in told.Freed.GroupBy(freed => freed.Site, freed => freed.Part))
        {
            await desk.AllotAsync(site.Key, [.. site.Distinct()], by, ct);
        }
    }

    private static bool IsThere(JobPart part, Dictionary<Cases.Contracts.LineId, Need> needs, SiteId site) =>
        part.Wish == PartWish.Wanted && needs.TryGetValue(part.Line, out var need) && need.Site == site && need.State is NeedState.Reserved or NeedState.Used;

    /// <summary>The line's need, at the site of the work; reserved where it can be.</summary>
    /// <returns>null where the store of that site keeps no ledger and knows nothing of the line.</returns>
    private async Task<Need?> WantAsync(
        WriteBatch batch, JobPart part, Need? need, bool keeps, FreeBins bins, List<(SiteId, PartId)> freed, JobParts job, CancellationToken ct)
    {
        if (part.Quantity > 1 && keeps && await _moves.IsTrackedAsync(part.Part, ct))
        {
            throw new RefusedException("one-line-each", "Pieces with serials have a line each, so that each keeps its own: add lines of one piece.");
        }

        if (need is { State: NeedState.Reserved or NeedState.Waiting } && need.Site == job.Site)
        {
            return need;
        }

        if (need is not null && (need.Site != job.Site || need.State == NeedState.Released))
        {
            await GiveBackAsync(batch, need, keeps ? NeedState.Waiting : NeedState.Released, null, freed, job.By, ct);
            need.Site = job.Site;
            need.Version++;
        }

        need ??= new Need
        {
            Id = ids.Next<NeedId>(),
            Case = job.Case,
            Line = part.Line,
            Site = job.Site,
            Part = part.Part,
            Quantity = part.Quantity,
            State = NeedState.Waiting,
            CreatedAt = clock.Now(),
        };
        if (keeps && !(part is { Wish: PartWish.Used, Serial: not null } && await _moves.IsTrackedAsync(part.Part, ct)))
        {
            await _moves.ReserveAsync(batch, need, bins, job.By, ct);
        }

        return need;
    }

    /// <returns>Whose the pieces were.</returns>
    private async Task<OrganisationId> UseAsync(WriteBatch batch, JobPart part, Need need, FreeBins bins, JobParts job, CancellationToken ct)
    {
        if (part.Serial is { } serial && await _moves.IsTrackedAsync(part.Part, ct))
        {
            return await _moves.ConsumeAsync(batch, need, bins, serial, job.By, ct);
        }

        if (need.State == NeedState.Waiting && !await _moves.ReserveAsync(batch, need, bins, job.By, ct))
        {
            var number = (await catalogue.PartAsync(part.Part, ct))?.Number;
            var site = (await sites.GetAsync(job.Site, ct)).Ref.Name;
            throw new RefusedException("not-in-stock",
                $"By the ledger {site} has no {part.Quantity} free of {number}: none lies reserved for this job. If it is in your hand, have it scanned in or counted first.");
        }

        return await _moves.ConsumeAsync(batch, need, job.By, ct);
    }

    private async Task GiveBackAsync(WriteBatch batch, Need need, NeedState state, string? reason, List<(SiteId, PartId)> freed, PersonId by, CancellationToken ct)
    {
        if (need.State == NeedState.Reserved && reason is null)
        {
            freed.Add((need.Site, need.Part));
        }

        if (need.State != state)
        {
            await _moves.ReleaseAsync(batch, need, state, reason, by, ct);
        }
    }

    private async Task<JobPartsTold> TellAsync(IReadOnlyList<Need> waiting, JobParts job, List<(SiteId, PartId)> freed, CancellationToken ct)
    {
        if (waiting.Count == 0)
        {
            return new JobPartsTold(0, null, freed);
        }

        var told = (await availability.OfJobAsync(job.Site, [.. waiting.Select(need => new PartAsked(need.Part, need.Quantity, need.Id))], ct)).ToDictionary(one => one.Need!.Value);
        foreach (var need in waiting)
        {
            if (told[need.Id].Standing == PartStanding.Here)
            {
                freed.Add((need.Site, need.Part)); // It lies there although somebody waits for it, a count found it perhaps: given out in the order of urgency.
            }

            var day = told[need.Id].ExpectedOn;
            if (need.ExpectedOn != day)
            {
                need.ExpectedOn = day;
                need.Version++;
            }
        }

        return new JobPartsTold(waiting.Count, waiting.Any(need => need.ExpectedOn is null) ? null : waiting.Max(need => need.ExpectedOn), freed);
    }

    private static async Task SaveExplainedAsync(WriteBatch batch, CancellationToken ct)
    {
        try
        {
            await batch.CommitWithTrackedAsync(ct);
        }
        catch (Exception e) when (e is not DbUpdateException && StockConflicts.Explain(e) is { } refusal)
        {
            throw refusal;
        }
    }
}
