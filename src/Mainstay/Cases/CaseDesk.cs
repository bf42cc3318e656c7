using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Cases.Stock;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>What every verb on a case is given: which case, which version the asker saw, and when it really happened.</summary>
public abstract record CaseRequest
{
    /// <summary>Stands in the address, not in the body.</summary>
    [JsonIgnore]
    public CaseId Case { get; init; }

    /// <summary>The version on the page or in If-Match; null: whatever stands now.</summary>
    public int? Version { get; init; }

    /// <summary>When it was so, for work entered later; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>A verb was done.</summary>
public sealed record CaseChanged(CaseId Id, string Number, CaseState State, ClockOwner ClockOwner, int Version);

/// <summary>Takes a case in hand for a verb and puts it back: scope, version, facts and audit in one transaction.</summary>
public sealed class CaseDesk(MainstayDb db, ISites sites, IAudit audit, IOutbox outbox, IPersonKeys keys, IPartsOfJobs parts, IdSource ids, TimeProvider clock)
{
    /// <summary>How far in the past work may be entered; anything older is a matter for the cut-over import.</summary>
    private static readonly TimeSpan _oldestEntry = TimeSpan.FromDays(3);

    internal MainstayDb Db => db;

    /// <summary>While the customer himself acts: which case his link opens, and by which way he spoke.</summary>
    internal CustomerWord? Word { get; set; }

    internal async Task<(CaseFile File, Step Step)> TakeAsync(CaseRequest request, Verb verb, Actor actor, CancellationToken ct)
    {
        var head = await (
            from c in db.Cases
            join p in db.CasePrivates on c.Id equals p.Case
            where c.Id == request.Case
            select new { Case = c, Private = p }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("case-not-found", "There is no such case.");
        var found = head.Case;
        await DemandAsync(found, Moves.Of(verb), actor, ct);
        if (request.Version is { } seen && seen != found.Version)
        {
            throw new RefusedException("stale-version",
                $"Somebody changed case {found.Number} since you opened it (you saw version {seen}, it is now {found.Version}). Nothing was done; look again.");
        }

        var step = await StepAsync(actor, found.Site, request.OccurredAt, ct);
        var file = new CaseFile
        {
            Case = found,
            Private = head.Private,
            Via = actor == Actor.Customer ? new Via(Word!.Via, null) : null,
            Lines = await db.Lines.Where(line => line.Case == found.Id).OrderBy(line => line.Id).ToListAsync(ct),
            Items = await db.Items.Where(item => item.Case == found.Id).OrderBy(item => item.Id).ToListAsync(ct),
            Visit = found is { State: CaseState.Booked, BookedFor: not null } ? await db.Visits.SingleOrDefaultAsync(visit => visit.Case == found.Id, ct) : null,
        };
        return (file, step);
    }

    internal async Task<Step> StepAsync(Actor actor, SiteId site, DateTimeOffset? occurredAt, CancellationToken ct)
    {
        var now = clock.Now();
        if (occurredAt is { } at && (at > now || at < now - _oldestEntry))
        {
            throw new RefusedException("date-not-possible", $"The time it happened must lie within the last three days, not at {at:u}.");
        }

        return new Step(actor.Person, now, occurredAt?.ToUniversalTime().ToMicroseconds() ?? now, await sites.GetAsync(site, ct), ids);
    }

    /// <summary>The centre's people act on its cases; the factory's people on those sent to it.</summary>
    private async Task DemandAsync(Case found, Move move, Actor actor, CancellationToken ct)
    {
        if (actor == Actor.Customer)
        {
            if (Word?.Case != found.Id || !Moves.OfCustomers.Contains(move.Verb))
            {
                throw new RefusedException("not-allowed", "A customer's link does not do this.");
            }

            return;
        }

        ReadOnlySpan<Role> roles = [.. move.Roles];
        var centre = await sites.GetAsync(found.Site, ct);
        var factory = found.Factory is { } id ? await sites.GetAsync(id, ct) : null;
        if (factory is null || !actor.May(factory.Ref, [.. move.Roles]))
        {
            actor.Demand(centre.Ref, [.. move.Roles]);
        }
    }

    /// <summary>The customer's own word, written down by staff: the event tells whether at the desk or through an agent, and how he was known.</summary>
    internal static void NoteVia(CaseFile file, Step step, Actor actor, string? identified)
    {
        if (actor != Actor.Customer)
        {
            file.Via = Identification.Of(actor, step.Site, identified);
        }
    }

    /// <summary>Puts the case back and lets its parts follow, where a store keeps them: both in one transaction.</summary>
    internal async Task<CaseChanged> PutBackAsync(CaseFile file, JobStock before, Verb verb, Step step, Actor actor, CancellationToken ct)
    {
        if (JobStock.After(file, before, step) is not { } job || !await parts.ConcernsAsync([before.Site, job.Site], ct))
        {
            return await PutBackAsync(file, verb, actor, ct);
        }

        CaseChanged changed = null!;
        await InTransaction.RunAsync(db, async () =>
        {
            WriteBatch batch = new(db);
            var told = await parts.FollowAsync(batch, job, ct);
            if (told is { Waiting: > 0, ExpectedOn: { } day })
            {
                Promising.AfterParts(file, step, day);
                if (file.Case.State == CaseState.PartsWait)
                {
                    file.Case.PartsExpectedOn ??= day;
                }
            }

            changed = await PutBackAsync(file, verb, actor, ct, batch);
            await parts.PassOnAsync(told, step.By, ct);
        }, ct);
        return changed;
    }

    /// <param name="batch">What the store moves for it; saved with the case.</param>
    internal async Task<CaseChanged> PutBackAsync(CaseFile file, Verb verb, Actor actor, CancellationToken ct, WriteBatch? batch = null)
    {
        var @case = file.Case;
        db.AddRange(file.New.Items);
        db.AddRange(file.New.Lines);
        db.AddRange(file.New.Events);
        db.AddRange(file.New.Clock);
        db.AddRange(file.New.Custody);
        db.AddRange(file.New.Promises);
        foreach (var picture in file.New.Beside.OfType<Attachment>())
        {
            await keys.CloseAsync(@case.Customer, picture, ct);
        }

        db.AddRange(file.New.Beside);
        Tell(file);
        if (@case is { Unlock: Unlock.Passcode, InCare: false } && @case.State is not (CaseState.Draft or CaseState.Booked))
        {
            await Vault.WipeAsync(db, @case.Id, ct);
        }

        audit.Changed(actor, $"case.{EnumText<Verb>.Of(verb)}", $"case:{@case.Id}", @case.At);
        try
        {
            await (batch is null ? db.SaveChangesAsync(ct) : parts.SaveAsync(batch, ct));
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", $"Somebody changed case {@case.Number} at the same moment. Nothing was done; look again.");
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is { } index)
        {
            throw TakenNumbers.Explain(e) ?? CaseConflicts.Explain(index, @case.Number);
        }

        return Changed(@case);
    }

    /// <summary>Others hear of the file's new events once they are committed.</summary>
    internal void Tell(CaseFile file)
    {
        foreach (var news in CaseNews.Of(file, ids))
        {
            outbox.Add(news);
        }
    }

    /// <summary>The same for what is written by batch.</summary>
    internal void Tell(WriteBatch batch, CaseFile file)
    {
        foreach (var news in CaseNews.Of(file, ids))
        {
            outbox.Add(batch, news);
        }
    }

    internal static CaseChanged Changed(Case @case) => new(@case.Id, @case.Number, @case.State, @case.ClockOwner, @case.Version);
}

internal static class CaseConflicts
{
    /// <summary>Two people did the same at once: the index that caught it says what.</summary>
    public static RefusedException Explain(string index, string number) => index switch
    {
        "ux_cases_cases_device_root" => new("device-has-open-case", "This device was taken in at another counter a moment ago. Search for it to go on there."),
        "ux_cases_cases_shelf" => new("shelf-occupied", "Another job was put on this shelf a moment ago. Choose another."),
        _ => new("stale-version", $"Somebody changed case {number} at the same moment. Nothing was done; look again."),
    };
}

/// <summary>The frame of a verb: take the case in hand, apply the pure rule, put it back.</summary>
public abstract class CaseHandler<TRequest>(CaseDesk desk, Verb verb) where TRequest : CaseRequest
{
    public Verb Verb => verb;

    private protected CaseDesk Desk => desk;

    /// <summary>It saves on its way, and all of it or nothing must stand.</summary>
    private protected virtual bool NeedsTransaction => false;

    public async Task<CaseChanged> HandleAsync(TRequest request, Actor actor, CancellationToken ct)
    {
        if (!NeedsTransaction)
        {
            return await DoAsync(request, actor, ct);
        }

        CaseChanged changed = null!;
        await InTransaction.RunAsync(desk.Db, async () => changed = await DoAsync(request, actor, ct), ct);
        return changed;
    }

    private async Task<CaseChanged> DoAsync(TRequest request, Actor actor, CancellationToken ct)
    {
        var (file, step) = await desk.TakeAsync(request, verb, actor, ct);
        var before = JobStock.Of(file);
        await ApplyAsync(file, request, step, actor, ct);
        return await desk.PutBackAsync(file, before, verb, step, actor, ct);
    }

    /// <summary>Fetches what the rule needs and calls it. The rule itself is static and pure, beside the handler.</summary>
    private protected abstract Task ApplyAsync(CaseFile file, TRequest request, Step step, Actor actor, CancellationToken ct);
}
