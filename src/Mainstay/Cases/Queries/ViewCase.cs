using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>Everything of one case. Shows personal data, so the read is logged.</summary>
public sealed record ViewCase(CaseId Case);

public sealed class ViewCaseHandler(
    MainstayDb db, ISites sites, IPeople people, IDevices devices, ICatalogue catalogue, ICover cover, ICustomers customers, ITerms terms, IAudit audit, IPersonKeys keys, TimeProvider clock)
{
    private readonly Names _names = new(people, sites);

    public async Task<CaseView> HandleAsync(ViewCase request, Actor actor, CancellationToken ct)
    {
        var rows = await LoadAsync(request.Case, ct);
        var @case = rows.Case;
        var centre = await sites.GetAsync(@case.Site, ct);
        var at = await sites.GetAsync(@case.At, ct);
        var factory = @case.Factory is { } id ? await sites.GetAsync(id, ct) : null;
        if (!actor.Sees(@case.State, centre.Ref, at.Ref, factory?.Ref))
        {
            actor.DemandSight(centre.Ref);
        }

        var seesCustomer = actor.SeesCustomersOf(centre.Ref) || @case.State == CaseState.Draft;
        var customer = seesCustomer ? await customers.FindAsync(@case.Customer, ct) : null;
        await audit.ReadAsync(actor, "case.view", $"case:{@case.Id}", @case.At, ct);

        var chain = await devices.ChainAsync(@case.DeviceRoot, ct);
        var model = await catalogue.ModelAsync(@case.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        var present = chain.FirstOrDefault(device => device.Id == @case.Device) ?? chain[^1];
        var now = clock.Now();
        var facts = new VerbFacts(
            @case, rows.Lines, rows.Items, rows.Refusals.LastOrDefault(), rows.Goodwill.Any(ask => ask.DecidedAt is null),
            rows.Alerts.Any(alert => alert.AcknowledgedAt is null && (alert.Kind == Complain.AlertKind || actor.Holds(Role.QualityEngineer, Role.HeadOfService))), centre, factory, await terms.CurrentAsync(centre.Today(now), ct), now);
        return new CaseView(
            await HeadAsync(rows, centre.Ref, at.Ref, factory?.Ref, ct),
            new CaseDevice(present, model, chain, await cover.FactsAsync(@case.DeviceRoot, ct)),
            customer is null ? null : new CaseCustomer(customer.Id, customer.Name, customer.Phone, customer.Email, customer.Language, rows.Private.ReachPhone, rows.Private.ReachOther),
            new IntakeView(
                @case.Channel, @case.Condition, @case.Symptom, rows.Private.Problem, rows.Private.Marks, @case.Firmware, @case.PurchasedOn,
                @case.PurchaseChannel, @case.PurchaseEvidence, @case.WipeConsent, @case.Unlock, @case.WipedAt, @case.BookedFor),
            new CodingView(@case.Section, @case.Defect, @case.RepairCode, @case.NoFaultReason),
            await ItemsAsync(rows, ct),
            await LinesAsync(rows.Lines, ct),
            new MoneyView(@case.CustomerDueMinor, @case.SettledMinor, Math.Max(0, @case.CustomerDueMinor - @case.SettledMinor), @case.Currency),
            await TimelineAsync(rows.Events, ct),
            await ClockAsync(rows, now, ct),
            [.. rows.Promises.Select(p => new PromiseView(p.Sequence, p.At, p.KnownBy, p.ReadyP50, p.ReadyP90, p.Basis, p.Sample, p.Reason))],
            await BounceAsync(rows, ct),
            [.. rows.Returns],
            await ListAsync(rows.Refusals, async r => new RefusalView(r.Sequence, r.Reason, await _names.PersonAsync(r.By, ct), r.At, r.AppealedAt, r.DecidedAt, await _names.PersonAsync(r.DecidedBy, ct), r.Verdict)),
            await ListAsync(rows.Goodwill, async g => new GoodwillView(g.Sequence, g.Percent, g.AmountMinor, g.Reason, await _names.PersonAsync(g.AskedBy, ct), g.AskedAt, g.DecidedAt, await _names.PersonAsync(g.DecidedBy, ct), g.Granted)),
            await ListAsync(rows.Alerts, async a => new AlertView(a.Sequence, a.Kind, a.Reason, await _names.PersonAsync(a.Owner, ct), a.RaisedAt, a.DueAt, a.AcknowledgedAt, await _names.PersonAsync(a.AcknowledgedBy, ct))),
            await ListAsync(rows.Settlements, async s => new SettlementView(s.Sequence, s.AmountMinor, s.Currency, s.Method, s.Reference, await _names.PersonAsync(s.By, ct), s.At)),
            await ListAsync(rows.Attachments, async a => new AttachmentView(
                a.Sequence, a.Kind, await keys.NoteAsync(@case.Customer, @case.Id, a.Sequence, a.Note, a.SealedNote, ct), a.ContentType, await _names.PersonAsync(a.By, ct), a.At)),
            [.. rows.Complaints.Select(c => new ComplaintView(c.Sequence, c.Via, seesCustomer ? c.Text : null, c.RaisedAt))],
            NextVerbs.For(facts, actor));
    }

    /// <summary>Tables that cannot hold a row of this case are not asked: the counters on the case know.</summary>
    private async Task<CaseRows> LoadAsync(CaseId id, CancellationToken ct)
    {
        var allShelves = db.Shelves;
        var head = await (
            from c in db.Cases.AsNoTracking()
            where c.Id == id
            join p in db.CasePrivates.AsNoTracking() on c.Id equals p.Case
            select new { Case = c, Private = p, Shelf = allShelves.Where(s => s.Id == c.Shelf).Select(s => s.Code).FirstOrDefault() }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("case-not-found", "There is no such case.");
        var hasBeside = head.Case.BesideCount > 0;
        var items = await db.Items.AsNoTracking().Where(i => i.Case == id).OrderBy(i => i.Id).ToListAsync(ct);
        var isMoving = items.Any(item => item.HolderKind == HolderKind.Consignment);
        return new CaseRows
        {
            Case = head.Case,
            Private = head.Private,
            Shelf = head.Shelf,
            Items = items,
            Lines = await db.Lines.AsNoTracking().Where(l => l.Case == id).OrderBy(l => l.Id).ToListAsync(ct),
            Events = await db.CaseEvents.AsNoTracking().Where(e => e.Case == id).OrderBy(e => e.Sequence).ToListAsync(ct),
            Clock = head.Case.ClockCount == 0 ? [] : await db.ClockIntervals.AsNoTracking().Where(i => i.Case == id).OrderBy(i => i.Sequence).ToListAsync(ct),
            Promises = head.Case.PromiseCount == 0 ? [] : await db.Promises.AsNoTracking().Where(p => p.Case == id).OrderBy(p => p.Sequence).ToListAsync(ct),
            Bounce = head.Case.BounceOf is null ? null : await db.Bounces.AsNoTracking().SingleOrDefaultAsync(b => b.Case == id, ct),
            Former = head.Case.BounceOf is not { } former ? null : await db.Cases.Where(c => c.Id == former).Select(c => new CaseLink(c.Id, c.Number)).SingleOrDefaultAsync(ct),
            Returns = head.Case.HandedOverAt is null ? [] : await (
                from b in db.Bounces
                where b.Former == id
                join c in db.Cases on b.Case equals c.Id
                orderby c.OpenedAt
                select new CaseLink(c.Id, c.Number)).ToListAsync(ct),
            Refusals = hasBeside ? await db.Refusals.AsNoTracking().Where(r => r.Case == id).OrderBy(r => r.Sequence).ToListAsync(ct) : [],
            Goodwill = hasBeside ? await db.GoodwillAsks.AsNoTracking().Where(g => g.Case == id).OrderBy(g => g.Sequence).ToListAsync(ct) : [],
            Alerts = hasBeside ? await db.Alerts.AsNoTracking().Where(a => a.Case == id).OrderBy(a => a.Sequence).ToListAsync(ct) : [],
            Complaints = hasBeside ? await db.Complaints.AsNoTracking().Where(c => c.Case == id).OrderBy(c => c.Sequence).ToListAsync(ct) : [],
            Settlements = head.Case.SettledMinor > 0 ? await db.Settlements.AsNoTracking().Where(s => s.Case == id).OrderBy(s => s.Sequence).ToListAsync(ct) : [],
            Attachments = hasBeside
                ? await db.Attachments.AsNoTracking().Where(a => a.Case == id).OrderBy(a => a.Sequence)
                    .Select(a => new AttachmentRow(a.Sequence, a.Kind, a.Note, a.SealedNote, a.ContentType, a.By, a.At)).ToListAsync(ct)
                : [],
            Shelves = items.Where(i => i is { HolderKind: HolderKind.Shelf, Holder: not null }).Select(i => new ShelfId(i.Holder!.Value)).Distinct().ToList() is { Count: > 0 } shelves
                ? await db.Shelves.Where(s => shelves.Contains(s.Id)).ToDictionaryAsync(s => s.Id.Value, s => s.Code, ct)
                : [],
            Boxes = isMoving && items.Where(i => i is { HolderKind: HolderKind.Consignment, Holder: not null }).Select(i => new ConsignmentId(i.Holder!.Value)).Distinct().ToList() is { } boxes
                ? await db.Consignments.Where(c => boxes.Contains(c.Id)).ToDictionaryAsync(c => c.Id.Value, c => c.Number, ct)
                : [],
        };
    }

    private async Task<CaseHead> HeadAsync(CaseRows rows, SiteRef centre, SiteRef at, SiteRef? factory, CancellationToken ct)
    {
        var c = rows.Case;
        var intake = rows.Lines.FirstOrDefault(line => line.Work == "inspection");
        return new CaseHead(
            c.Id, c.Number, c.Version, c.State, c.IsOpen, c.ClockOwner, c.ClockSince, centre, at, factory, intake?.Entitlement, intake?.Why,
            c.IsSafety, c.IsSecurity, c.RepairLevel, await _names.PersonAsync(c.Technician, ct), rows.Shelf, c.Outcome,
            c.OpenedAt, c.ReceivedAt, c.ReadyAt, c.HandedOverAt, c.ClosedAt, c.KnownBy, c.ReadyP50, c.ReadyP90,
            Due.At(c.ReadyAt, c.KnownBy, c.ReadyP90), Due.IsKept(c.ReadyAt, c.ReadyP90), c.EstimateUntil, c.PartsExpectedOn, c.CodeHash is not null, c.ExternalNumber, c.UpdatedAt);
    }

    private Task<List<ItemView>> ItemsAsync(CaseRows rows, CancellationToken ct) => ListAsync(rows.Items, async item => new ItemView(
        item.Id, item.Kind, item.Identifier, item.StaysWithUs, item.HolderKind, item.Holder,
        (item.HolderKind, item.Holder) switch
        {
            (HolderKind.Person, { } person) => (await _names.PersonAsync(new PersonId(person), ct)).Name,
            (HolderKind.Shelf, { } shelf) => rows.Shelves.GetValueOrDefault(shelf),
            (HolderKind.Consignment, { } box) => rows.Boxes.GetValueOrDefault(box),
            _ => null,
        },
        await _names.SiteAsync(item.Site, ct),
        item.HeldSince));

    private Task<List<LineView>> LinesAsync(List<Line> lines, CancellationToken ct) => ListAsync(lines, async line => new LineView(
        line.Id, line.Kind, line.Work, line.Part is { } part ? await catalogue.PartAsync(part, ct) : null, line.Quantity, line.State,
        line.PriceMinor, line.TotalMinor, line.CustomerMinor, line.Currency, line.CustomerDamage, line.Entitlement,
        [
            .. new[]
            {
                new PayerShare(Payer.Customer, line.CustomerPercent),
                new PayerShare(Payer.Maker, line.MakerPercent),
                new PayerShare(Payer.Partner, line.PartnerPercent),
                new PayerShare(Payer.Insurer, line.InsurerPercent),
            }.Where(share => share.Percent > 0),
        ],
        line.Why, line.Policy, line.FaultySerial, line.NewSerial));

    private Task<List<EventView>> TimelineAsync(List<CaseEvent> events, CancellationToken ct) => ListAsync(events, async e => new EventView(
        e.Sequence, e.Verb, e.From, e.To, e.Reason, await _names.PersonAsync(e.Person, ct), await _names.SiteAsync(e.Site, ct), e.OccurredAt, e.RecordedAt,
        e.Detail is null ? null : JsonSerializer.Deserialize<JsonElement>(e.Detail)));

    private async Task<ClockView> ClockAsync(CaseRows rows, DateTimeOffset now, CancellationToken ct)
    {
        var c = rows.Case;
        var hours = new Dictionary<SiteId, OpeningHours>();
        foreach (var site in rows.Clock.Select(i => i.Site).Append(c.At).Distinct())
        {
            hours[site] = (await sites.GetAsync(site, ct)).Hours;
        }

        return ClockReading.Of(c, rows.Clock, hours, now);
    }

    private async Task<BounceView?> BounceAsync(CaseRows rows, CancellationToken ct) => rows is { Bounce: { } b, Former: { } former }
        ? new BounceView(
            former, b.Days, b.Window, b.SameSymptom, b.Blame, await _names.SiteAsync(b.BlamedSite, ct), b.Unpaid, b.Why,
            b.AppealedAt, b.DecidedAt, await _names.PersonAsync(b.DecidedBy, ct), b.Verdict)
        : null;

    private static async Task<List<TView>> ListAsync<TRow, TView>(IReadOnlyCollection<TRow> rows, Func<TRow, ValueTask<TView>> view)
    {
        var views = new List<TView>(rows.Count);
        foreach (var row in rows)
        {
            views.Add(await view(row));
        }

        return views;
    }

    private sealed record AttachmentRow(int Sequence, string Kind, string? Note, byte[]? SealedNote, string? ContentType, PersonId By, DateTimeOffset At);

    private sealed class CaseRows
    {
        public required Case Case { get; init; }
        public required CasePrivate Private { get; init; }
        public required string? Shelf { get; init; }
        public required List<Item> Items { get; init; }
        public required List<Line> Lines { get; init; }
        public required List<CaseEvent> Events { get; init; }
        public required List<ClockInterval> Clock { get; init; }
        public required List<PromiseMade> Promises { get; init; }
        public required Bounce? Bounce { get; init; }
        public required CaseLink? Former { get; init; }
        public required List<CaseLink> Returns { get; init; }
        public required List<Refusal> Refusals { get; init; }
        public required List<GoodwillAsk> Goodwill { get; init; }
        public required List<Alert> Alerts { get; init; }
        public required List<Complaint> Complaints { get; init; }
        public required List<Settlement> Settlements { get; init; }
        public required List<AttachmentRow> Attachments { get; init; }
        public required Dictionary<Guid, string> Shelves { get; init; }
        public required Dictionary<Guid, string> Boxes { get; init; }
    }
}
