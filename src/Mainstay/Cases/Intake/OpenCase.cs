using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Paper;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Intake;

/// <summary>A thing handed in with the device.</summary>
public sealed record ItemIn(ItemKind Kind, string? Identifier = null);

/// <summary>A device not in the books yet: model and at least one identifier, as read from it.</summary>
public sealed record DeviceIn(ModelId Model, Identifiers Identifiers);

/// <summary>
/// Opens a case: at the counter, by booking, by post, by phone, or parked half-way. The device is named by id, by an identifier
/// or as a new one; the customer by id or by name and phone.
/// </summary>
public sealed record OpenCase
{
    public required SiteId Site { get; init; }

    public IntakeChannel Channel { get; init; }

    public DeviceId? Device { get; init; }

    /// <summary>Serial, IMEI or EID as typed or scanned.</summary>
    public string? DeviceIdentifier { get; init; }

    public DeviceIn? NewDevice { get; init; }

    public CustomerId? Customer { get; init; }

    public NewCustomer? NewCustomer { get; init; }

    public string? Condition { get; init; }

    public string? Symptom { get; init; }

    public string? Problem { get; init; }

    public DateOnly? PurchasedOn { get; init; }

    public string? PurchaseChannel { get; init; }

    public PurchaseEvidence PurchaseEvidence { get; init; }

    public string? Firmware { get; init; }

    /// <summary>Accessories; the device itself is always an item.</summary>
    public IReadOnlyList<ItemIn> Items { get; init; } = [];

    /// <summary>Scratches and dents the customer has already, in words.</summary>
    public string? Marks { get; init; }

    /// <summary>Where he can be reached while this phone is with us.</summary>
    public string? ReachPhone { get; init; }

    public string? ReachOther { get; init; }

    public bool WipeConsent { get; init; }

    public DateTimeOffset? BookedFor { get; init; }

    /// <summary>Park the intake: it can be resumed at any counter.</summary>
    public bool Park { get; init; }

    public string? SafetyReason { get; init; }

    public string? SecurityReason { get; init; }

    public TokenId? Token { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The number of the sheet it was written down on; the case gets that number.</summary>
    public string? PaperNumber { get; init; }

    /// <summary>The seat its visit holds, when it was booked into a slot.</summary>
    internal SeatClaim? Seat { get; init; }

    /// <summary>For people: series and running number.</summary>
    internal static string NumberOf(string series, long number) => $"{series}-{number}";

    /// <summary>What the answer at the counter looks at: labour on the device as a whole, before anybody opened it.</summary>
    internal static CoverInputs InputsAtCounter(OpenCase request, ModelInfo model, CoverFacts facts, DateOnly today) =>
        facts.InputsFor(model, EnumText<LineKind>.Of(LineKind.Labour), null, false, today, request.SafetyReason is not null);

    /// <summary>The pure rule: the new case with everything that begins with it.</summary>
    internal static CaseFile Begin(OpenCase request, OpeningFacts facts, Step step)
    {
        var state = request.Park ? CaseState.Draft
            : request.Channel == IntakeChannel.WalkIn ? CaseState.Received
            : CaseState.Booked;
        var id = step.Ids.Next<CaseId>();
        var at = step.OccurredAt;
        var @case = new Case
        {
            Id = id,
            Number = facts.Number,
            Site = request.Site,
            At = request.Site,
            Device = facts.Device.Id,
            DeviceRoot = facts.Device.Root,
            Model = facts.Model.Id,
            Category = facts.Model.Category,
            Customer = facts.Customer,
            State = state,
            IsOpen = true,
            ClockOwner = state == CaseState.Booked && request.Channel == IntakeChannel.Post ? ClockOwner.Courier : Moves.OwnerOf(state),
            ClockSince = at,
            Channel = request.Channel,
            Condition = request.Condition,
            Symptom = request.Symptom,
            PurchasedOn = request.PurchasedOn,
            PurchaseChannel = request.PurchaseChannel,
            PurchaseEvidence = request.PurchaseEvidence,
            Firmware = request.Firmware,
            WipeConsent = request.WipeConsent,
            BookedFor = request.BookedFor?.ToUniversalTime().ToMicroseconds(),
            OpenedAt = at,
            Currency = facts.Model.Value.Currency,
        };
        var file = new CaseFile
        {
            Case = @case,
            Private = new CasePrivate
            {
                Case = id,
                Problem = request.Problem,
                ReachPhone = IntakeRules.ReachPhone(request.ReachPhone),
                ReachOther = request.ReachOther,
                Marks = request.Marks,
            },
        };
        file.AddItem(ItemKind.Device, facts.Device.Imei1 ?? facts.Device.Serial, step);
        foreach (var item in request.Items)
        {
            file.AddItem(item.Kind, item.Identifier, step);
        }

        file.AddLine(Inspection(file, facts, step));
        file.Begin(state == CaseState.Booked ? Verb.Book : Verb.Open, step, detail: request.PaperNumber is not null ? new { channel = request.Channel, symptom = request.Symptom, paper = facts.Number } : new { channel = request.Channel, symptom = request.Symptom } as object);
        if (@case is { State: CaseState.Booked, BookedFor: not null })
        {
            file.New.Beside.Add(file.Visit = Visit.Of(@case, request.Seat, step));
        }

        if (state == CaseState.Received)
        {
            TakeIntoCare(file, step, facts.Grounds);
        }

        if (facts.FormerRepairs.Count > 0)
        {
            BounceRule.Detect(file, facts.FormerRepairs, facts.Grounds.Terms, step);
        }

        if (request.SafetyReason is { } safety)
        {
            MarkAlert.Raise(file, Verb.MarkSafety, safety, facts.AlertOwner, facts.Grounds.Terms, step);
        }

        if (request.SecurityReason is { } security)
        {
            MarkAlert.Raise(file, Verb.MarkSecurity, security, facts.AlertOwner, facts.Grounds.Terms, step);
        }

        return file;
    }

    /// <summary>The thing changes hands: from the customer to the person at the desk, and the clock of the centre runs.</summary>
    internal static void TakeIntoCare(CaseFile file, Step step, PromiseGrounds grounds)
    {
        file.Case.ReceivedAt = step.OccurredAt;
        file.Case.CustomerSeconds = 0;
        foreach (var item in file.Items.Where(item => item.HolderKind == HolderKind.Customer))
        {
            file.Give(item, HolderKind.Person, step.By.Value, step);
        }

        Promising.WhenKnown(file, step, grounds);
    }

    /// <summary>The first line of every case carries the answer to "is it covered?" as it was given at intake.</summary>
    private static Line Inspection(CaseFile file, OpeningFacts facts, Step step)
    {
        var line = new Line
        {
            Id = step.Ids.Next<LineId>(),
            Case = file.Case.Id,
            Kind = LineKind.Labour,
            Work = "inspection",
            Quantity = 1,
            CostMinor = 0,
            PriceMinor = 0,
            Currency = file.Case.Currency,
            TaxCode = TaxCodes.RepairService,
            TaxInclusive = true,
            State = LineState.Approved,
            Why = facts.Cover.Why,
        };
        line.Decide(facts.Cover);
        return line;
    }
}

/// <summary>What the rule of opening looks at, fetched by the handler or made by the demo.</summary>
internal sealed record OpeningFacts(
    string Number,
    DeviceInfo Device,
    ModelInfo Model,
    CustomerId Customer,
    CoverDecision Cover,
    PromiseGrounds Grounds,
    IReadOnlyList<FormerRepair> FormerRepairs,
    PersonId AlertOwner);

/// <summary>What the desk reads out and prints.</summary>
public sealed record CaseOpened(
    CaseId Id, string Number, CaseState State, int Version, DeviceId Device, CustomerId Customer,
    Entitlement Entitlement, Why Why, DateTimeOffset? KnownBy, CaseId? BounceOf);

public sealed class OpenCaseHandler(
    MainstayDb db,
    ISites sites,
    ICatalogue catalogue,
    IDevices devices,
    ICover cover,
    ICustomers customers,
    IOwners owners,
    PromiseBook promises,
    AlertOwners alertOwners,
    CaseNumbers numbers,
    CodeBook codes,
    CaseDesk desk,
    PaperHandler paper,
    IAudit audit)
{
    public async Task<CaseOpened> HandleAsync(OpenCase request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, [.. Moves.OpeningRoles]);
        IntakeRules.Check(request, site, await codes.SetAsync(ct));
        var step = await desk.StepAsync(actor, request.Site, request.OccurredAt, ct);
        if (!site.TakesCasesAt(step.OccurredAt))
        {
            throw new RefusedException("site-not-open", $"{site.Ref.Name} does not take cases on this day: it opens on {site.OpensOn:yyyy-MM-dd}{(site.ClosesOn is { } end ? $" and closed on {end:yyyy-MM-dd}" : "")}.");
        }

        var (device, facts, owner) = await FindDeviceAsync(request, ct);
        var model = await catalogue.ModelAsync(device.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        var recent = await RecentAsync(device.Root, ct);
        var sheet = await SheetAsync(request, ct);
        if (recent.FirstOrDefault(former => former.IsOpen) is { } open)
        {
            if (sheet is not null)
            {
                await paper.NoteConflictAsync(sheet.Number, open.Id, ct);
            }

            throw new RefusedException("device-has-open-case", $"This device already has the open case {open.Number}. Go on there.");
        }

        var batch = new WriteBatch(db);
        var customer = request.Customer ?? await customers.RegisterAsync(request.NewCustomer!, batch, ct);
        if (facts.WarrantyStart is null && request is { PurchasedOn: { } bought, PurchaseEvidence: PurchaseEvidence.Invoice })
        {
            await devices.RecordSaleAsync(device.Root, bought, request.PurchaseChannel, ct);
            facts = facts with { WarrantyStart = bought, Channel = request.PurchaseChannel };
        }

        var decision = await cover.DecideAsync(OpenCase.InputsAtCounter(request, model, facts, step.Today), ct);
        var file = OpenCase.Begin(request, new OpeningFacts(
            sheet?.Number ?? OpenCase.NumberOf(site.Ref.Code, await numbers.NextAsync(db, site.Ref.Code, ct)),
            device,
            model,
            customer,
            decision,
            await promises.GroundsAsync(model.CategoryCode, step.Today, ct),
            recent,
            await alertOwners.ForAsync(site.Ref, ct)), step);
        sheet?.Use(file.Case.Id, step);
        await owners.RecordAsync(batch, device.Root, owner, customer, step.Today, ct);
        await StoreAsync(batch, file, request.Token, actor, ct);
        var @case = file.Case;
        return new CaseOpened(@case.Id, @case.Number, @case.State, @case.Version, @case.Device, customer,
            decision.Entitlement, decision.Why, @case.KnownBy, @case.BounceOf);
    }

    /// <summary>The sheet it was written down on, to be used once; what stands on paper happened earlier.</summary>
    private async Task<PaperNumber?> SheetAsync(OpenCase request, CancellationToken ct)
    {
        if (request.PaperNumber is not { } written)
        {
            return null;
        }

        if (request.OccurredAt is null)
        {
            throw new RefusedException("time-needed", "Say when the sheet was written.");
        }

        var sheet = await PaperHandler.FindAsync(db, written, request.Site, ct);
        sheet.DemandUnused();
        return sheet;
    }

    private async Task<DeviceStanding> FindDeviceAsync(OpenCase request, CancellationToken ct)
    {
        if (request.NewDevice is { } unknown)
        {
            var evidence = request.PurchaseEvidence == PurchaseEvidence.None ? null : request.PurchasedOn;
            var registered = await devices.RegisterAsync(unknown.Model, unknown.Identifiers, evidence, request.PurchaseChannel, ct);
            return new DeviceStanding(registered, await cover.FactsAsync(registered.Root, ct), null);
        }

        var id = request.Device ?? (await devices.FindByIdentifierAsync(request.DeviceIdentifier!, ct))?.Id;
        var found = id is { } known ? await devices.AtCounterAsync(known, ct) : null;
        return found?.Device switch
        {
            null => throw new RefusedException("device-not-found", "This device is not in the books. Register it with its model first."),
            { State: DeviceState.Replaced } => throw new RefusedException("device-replaced", "This identity was replaced by a swap. Open the case on the device's present identity."),
            { State: DeviceState.Stolen } => throw new RefusedException("device-stolen", "This device is reported stolen. Do not take it in; call the centre manager."),
            { State: DeviceState.Scrapped } => throw new RefusedException("device-scrapped", "This device was scrapped according to the books. Call the centre manager."),
            _ => found,
        };
    }

    /// <summary>One look serves two questions: is there an open case, and which repair may this be a return of.</summary>
    private async Task<IReadOnlyList<FormerRepair>> RecentAsync(DeviceId root, CancellationToken ct) =>
        await db.Cases.AsNoTracking()
            .Where(c => c.DeviceRoot == root)
            .OrderByDescending(c => c.OpenedAt)
            .Take(8)
            .Select(c => new FormerRepair(c.Id, c.Number, c.Site, c.Factory, c.IsOpen, c.HandedOverAt, c.Symptom, c.Defect, c.Outcome, c.RepairLevel))
            .ToListAsync(ct);

    private async Task StoreAsync(WriteBatch batch, CaseFile file, TokenId? token, Actor actor, CancellationToken ct)
    {
        audit.Changed(batch, actor, "case.open", $"case:{file.Case.Id}", file.Case.Site);
        desk.Tell(batch, file);
        try
        {
            if (token is { } taken)
            {
                await StoreWithTokenAsync(batch, file, taken, ct);
            }
            else
            {
                await CaseStore.InsertAsync(batch, file, ct);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("paper-number-used", $"Sheet {file.Case.Number} was entered by somebody else at the same moment.");
        }
        catch (Exception e) when (UniqueViolation.IndexOf(e) is { } index)
        {
            throw TakenNumbers.Explain(e) ?? CaseConflicts.Explain(index, file.Case.Number);
        }
    }

    /// <summary>The token refers to the case, so the case is written first; both or neither.</summary>
    private async Task StoreWithTokenAsync(WriteBatch batch, CaseFile file, TokenId token, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await CaseStore.InsertAsync(batch, file, ct);
        await db.Tokens.Where(t => t.Id == token && t.Site == file.Case.Site)
            .ExecuteUpdateAsync(t => t.SetProperty(row => row.Case, file.Case.Id), ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }
}
