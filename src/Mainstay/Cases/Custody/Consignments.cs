using System.Text.Json.Serialization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Custody;

/// <summary>The open box at a site for another one: there is one at a time for each way.</summary>
public sealed class ConsignmentBook(MainstayDb db)
{
    internal async Task<Consignment> PackingAsync(SiteInfo from, SiteInfo to, Step step, CancellationToken ct)
    {
        var packing = await db.Consignments.FirstOrDefaultAsync(c => c.From == from.Id && c.To == to.Id && c.State == ConsignmentState.Packing, ct);
        if (packing is null)
        {
            packing = new Consignment
            {
                Id = step.Ids.Next<ConsignmentId>(),
                Number = await ChallanNumberAsync(from, step, ct),
                From = from.Id,
                To = to.Id,
                State = ConsignmentState.Packing,
                CreatedAt = step.OccurredAt,
            };
            db.Add(packing);
        }

        return packing;
    }

    /// <summary>CGST rule 55: consecutive, unique in a financial year, 16 characters at most; here site, year and number.</summary>
    private async Task<string> ChallanNumberAsync(SiteInfo from, Step step, CancellationToken ct)
    {
        var series = ChallanSeries(from.Ref.Code, step.Today);
        return ChallanNumber(series, await CaseNumbers.NextGaplessAsync(db, series, ct));
    }

    /// <summary>Of a site in a financial year, which in India begins in April.</summary>
    internal static string ChallanSeries(string siteCode, DateOnly day) => $"challan/{ChallanCode(siteCode)}{(day.Month >= 4 ? day.Year : day.Year - 1) % 100:00}";

    internal static string ChallanNumber(string series, long number) => $"{series["challan/".Length..]}{number:00000}";

    /// <summary>The site's code without hyphens, at most nine characters, so that two of the year and five of the number fit.</summary>
    internal static string ChallanCode(string siteCode)
    {
        var code = siteCode.Replace("-", "", StringComparison.Ordinal);
        return code.Length <= 9 ? code : code[..9];
    }
}

/// <summary>The box leaves: from now on the minutes of what is in it are the courier's.</summary>
public sealed record DispatchConsignment
{
    [JsonIgnore]
    public ConsignmentId Consignment { get; init; }

    public required string Carrier { get; init; }

    public string? CarrierReference { get; init; }

    public string? EWayBill { get; init; }

    /// <summary>In minor units; above 50,000 rupees an e-way bill is needed.</summary>
    public required long DeclaredMinor { get; init; }

    internal static void Apply(Consignment box, IReadOnlyList<CaseFile> files, DispatchConsignment request, Step step)
    {
        if (box.State != ConsignmentState.Packing)
        {
            throw new RefusedException("wrong-state", $"Consignment {box.Number} has left already.");
        }

        Contracts.EWayBill.Demand(request.DeclaredMinor, request.EWayBill);

        if (files.Count == 0)
        {
            throw new RefusedException("consignment-empty", $"Nothing is packed in consignment {box.Number}.");
        }

        foreach (var file in files)
        {
            Depart(file, box, step);
        }

        box.State = ConsignmentState.OnTheWay;
        box.Carrier = request.Carrier;
        box.CarrierReference = request.CarrierReference;
        box.EWayBill = request.EWayBill;
        box.DeclaredMinor = request.DeclaredMinor;
        box.DispatchedAt = step.OccurredAt;
    }

    /// <summary>What was sent to be repaired moves with its case; a replaced device travels beside it and moves nothing.</summary>
    private static void Depart(CaseFile file, Consignment box, Step step)
    {
        if (file.DeviceItem is { HolderKind: HolderKind.Consignment } device && device.Holder == box.Id.Value)
        {
            var verb = file.Case.State switch
            {
                CaseState.ToFactory => Verb.DispatchToFactory,
                CaseState.FromFactory => Verb.DispatchFromFactory,
                _ => Verb.PassOn,
            };
            file.Move(verb, step, owner: ClockOwner.Courier, detail: new { consignment = box.Id });
        }
    }
}

/// <summary>The box is here: every thing is scanned in; what is missing stays with the consignment and is named.</summary>
public sealed record ReceiveConsignment
{
    [JsonIgnore]
    public ConsignmentId Consignment { get; init; }

    /// <summary>Case numbers, serials or IMEIs as scanned.</summary>
    public required IReadOnlyList<string> Scans { get; init; }

    /// <returns>Numbers of cases of which something was not scanned, and scans that belong to nothing in the box.</returns>
    internal static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown) Apply(
        Consignment box, IReadOnlyList<CaseFile> files, ReceiveConsignment request, SiteId at, Step step)
    {
        if (box.State == ConsignmentState.Packing)
        {
            throw new RefusedException("wrong-state", $"Consignment {box.Number} has not been dispatched yet.");
        }

        var scans = request.Scans.Select(Searchable.Code).Where(scan => scan.Length > 0).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var item in file.Items.Where(item => item.HolderKind == HolderKind.Consignment && item.Holder == box.Id.Value).ToList())
            {
                string?[] names = [Searchable.Code(file.Case.Number), item.Identifier is { } text ? Searchable.Code(text) : null];
                var hits = names.OfType<string>().Where(scans.Contains).ToList();
                if (hits.Count > 0)
                {
                    found.UnionWith(hits);
                    Arrive(file, item, at, step);
                }
            }
        }

        var missing = files
            .Where(file => file.Items.Any(item => item.HolderKind == HolderKind.Consignment && item.Holder == box.Id.Value))
            .Select(file => file.Case.Number).ToList();
        if (missing.Count == 0)
        {
            box.State = ConsignmentState.Received;
            box.ReceivedAt = step.OccurredAt;
        }

        return (missing, [.. scans.Except(found)]);
    }

    private static void Arrive(CaseFile file, Item item, SiteId at, Step step)
    {
        if (item == file.DeviceItem)
        {
            switch (file.Case.State)
            {
                case CaseState.ToFactory:
                    file.Move(Verb.ReceiveAtFactory, step);
                    break;
                case CaseState.FromFactory:
                    file.Move(Verb.ReceiveFromFactory, step, to: file.Case.Outcome == Outcome.BeyondRepair ? CaseState.BeyondRepair : null);
                    break;
                default:
                    file.Move(Verb.PassOn, step, owner: Moves.OwnerOf(file.Case.State));
                    break;
            }

            file.Case.At = at;
        }

        file.Give(item, HolderKind.Person, step.By.Value, step);
        item.Site = at;
    }
}

public sealed record ConsignmentChanged(ConsignmentId Id, string Number, string State, int Cases, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown);

public sealed class ConsignmentHandler(MainstayDb db, CaseDesk desk, ISites sites, IAudit audit)
{
    private static readonly Role[] _hands = [.. Moves.Of(Verb.DispatchToFactory).Roles];

    public async Task<ConsignmentChanged> HandleAsync(DispatchConsignment request, Actor actor, CancellationToken ct)
    {
        var box = await FindAsync(request.Consignment, ct);
        var from = await sites.GetAsync(box.From, ct);
        actor.Demand(from.Ref, _hands);
        var step = await desk.StepAsync(actor, box.From, null, ct);
        var files = await FilesAsync(box.Id, ct);
        DispatchConsignment.Apply(box, files, request, step);
        return await SaveAsync(box, files, actor, "consignment.dispatch", from.Id, [], [], ct);
    }

    public async Task<ConsignmentChanged> HandleAsync(ReceiveConsignment request, Actor actor, CancellationToken ct)
    {
        var box = await FindAsync(request.Consignment, ct);
        var to = await sites.GetAsync(box.To, ct);
        actor.Demand(to.Ref, _hands);
        var step = await desk.StepAsync(actor, box.To, null, ct);
        var files = await FilesAsync(box.Id, ct);
        var (missing, unknown) = ReceiveConsignment.Apply(box, files, request, to.Id, step);
        return await SaveAsync(box, files, actor, "consignment.receive", to.Id, missing, unknown, ct);
    }

    private async Task<Consignment> FindAsync(ConsignmentId id, CancellationToken ct) =>
        await db.Consignments.FindAsync([id], ct) ?? throw new RefusedException("consignment-not-found", "There is no such consignment.");

    private async Task<List<CaseFile>> FilesAsync(ConsignmentId box, CancellationToken ct)
    {
        var ids = await db.Items.Where(item => item.HolderKind == HolderKind.Consignment && item.Holder == box.Value).Select(item => item.Case).Distinct().ToListAsync(ct);
        var cases = await db.Cases.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct);
        var items = (await db.Items.Where(item => ids.Contains(item.Case)).ToListAsync(ct)).ToLookup(item => item.Case);
        var lines = (await db.Lines.Where(line => ids.Contains(line.Case)).ToListAsync(ct)).ToLookup(line => line.Case);
        var privates = await db.CasePrivates.Where(p => ids.Contains(p.Case)).ToDictionaryAsync(p => p.Case, ct);
        return [.. cases.Select(c => new CaseFile { Case = c, Private = privates[c.Id], Items = [.. items[c.Id]], Lines = [.. lines[c.Id]] })];
    }

    private async Task<ConsignmentChanged> SaveAsync(
        Consignment box, List<CaseFile> files, Actor actor, string action, SiteId site, IReadOnlyList<string> missing, IReadOnlyList<string> unknown, CancellationToken ct)
    {
        box.Version++;
        foreach (var file in files)
        {
            db.AddRange(file.New.Events);
            db.AddRange(file.New.Clock);
            db.AddRange(file.New.Custody);
            desk.Tell(file);
        }

        audit.Changed(actor, action, $"consignment:{box.Id}", site);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", $"Somebody changed consignment {box.Number} or a case in it at the same moment. Nothing was done; look again.");
        }

        return new ConsignmentChanged(box.Id, box.Number, EnumText<ConsignmentState>.Of(box.State), files.Count, missing, unknown);
    }
}
