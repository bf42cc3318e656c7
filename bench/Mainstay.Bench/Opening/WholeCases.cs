using Mainstay.Cases;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Opening;

/// <summary>Works cases through every verb and notes how many round trips each takes; the least of several rounds, because now and then a copy in memory is renewed on the way.</summary>
internal sealed class WholeCases(BenchWorld world, RoundTrips trips, Queue<DeviceId> devices, CancellationToken ct)
{
    private const int Rounds = 3;
    private readonly SortedDictionary<string, int> _least = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private int _people;

    private SiteId Centre => world.Centres[0].Id;

    public async Task<IReadOnlyList<Figure>> CountAsync(int mostTrips)
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var story in new[] { RepairAsync, PaidAsync, DeclinedAsync, RefusedAsync, SwapAsync, SmallOnesAsync })
            {
                await story();
            }
        }

        return
        [
            .. _least.Select(pair => Figure.AtMost($"round trips {pair.Key}", pair.Value, "trips", mostTrips)),
            .. _refused.Where(pair => !_least.ContainsKey(pair.Key)).Select(pair => Figure.Missing($"round trips {pair.Key}", pair.Value)),
        ];
    }

    private async Task<T?> NoteAsync<T>(string name, Func<Task<T>> act) where T : class
    {
        var before = trips.Count;
        try
        {
            var done = await act();
            var taken = trips.Count - before;
            _least[name] = _least.TryGetValue(name, out var least) ? Math.Min(least, taken) : taken;
            return done;
        }
        catch (RefusedException refused)
        {
            _refused[name] = refused.Message;
            return null;
        }
    }

    private Task<CaseChanged?> VerbAsync<TRequest>(TRequest request) where TRequest : CaseRequest =>
        NoteAsync(SnakeCase.Of(typeof(TRequest).Name), () => world.VerbAsync(request, ct));

    private async Task<CaseId> OpenAsync(string name, Func<OpenCase, OpenCase>? with = null)
    {
        var request = new OpenCase
        {
            Site = Centre,
            Device = devices.Dequeue(),
            NewCustomer = new NewCustomer($"Asha Rao {_people}", $"+9198{++_people:00000000}", null, "en"),
            Symptom = "131",
            Items = [new ItemIn(ItemKind.Charger)],
            WipeConsent = true,
        };
        var opened = await NoteAsync(name, () => world.DoAsync<OpenCaseHandler, CaseOpened>(handler => handler.HandleAsync(with?.Invoke(request) ?? request, world.Everybody, ct)));
        return opened!.Id;
    }

    private async Task<(List<Line> Lines, PartInfo? Part, Case Case)> LookAsync(CaseId id)
    {
        await using var db = world.Database.CreateDbContext();
        var @case = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var lines = await db.Lines.AsNoTracking().Where(line => line.Case == id).OrderBy(line => line.Id).ToListAsync(ct);
        var parts = await world.DoAsync<ICatalogue, IReadOnlyList<PartInfo>>(async catalogue => await catalogue.PartsForAsync(@case.Model, ct));
        return (lines, parts.FirstOrDefault(part => part is { SerialTracked: false, RepairLevel: <= 2 }), @case);
    }

    private async Task DiagnoseAsync(CaseId id, bool isDamage = false)
    {
        await VerbAsync(new BeginTriage { Case = id });
        var (_, part, _) = await LookAsync(id);
        await VerbAsync(new Diagnose
        {
            Case = id,
            Section = "HDSP",
            Defect = "HD01",
            RepairCode = "HR01",
            Lines = part is null
                ? [new LineIn(LineKind.Labour, Work: "repair", CustomerDamage: isDamage)]
                : [new LineIn(LineKind.Part, part.Id, CustomerDamage: isDamage), new LineIn(LineKind.Labour, Work: "repair", CustomerDamage: isDamage)],
        });
    }

    /// <summary>Whatever the customer would have to pay is agreed to, so that work can go on.</summary>
    private async Task AgreeAsync(CaseId id)
    {
        if ((await LookAsync(id)).Case is { CustomerDueMinor: > 0 })
        {
            await VerbAsync(new SendEstimate { Case = id });
        }

        await VerbAsync(new Approve { Case = id });
    }

    private async Task HandOverAsync(CaseId id)
    {
        var (_, _, @case) = await LookAsync(id);
        if (@case.CustomerDueMinor > @case.SettledMinor)
        {
            await VerbAsync(new Settle { Case = id, AmountMinor = @case.CustomerDueMinor - @case.SettledMinor, Method = "upi" });
        }

        var issued = await NoteAsync("issue_code", () => world.DoAsync<IssueCodeHandler, CodeIssued>(handler => handler.HandleAsync(new IssueCode { Case = id }, world.Everybody, ct)));
        await VerbAsync(new HandOver { Case = id, Code = issued?.Code });
    }

    private async Task UseAllAsync(CaseId id)
    {
        foreach (var line in (await LookAsync(id)).Lines.Where(line => line is { Kind: LineKind.Part, State: LineState.Approved }))
        {
            await VerbAsync(new UsePart { Case = id, Line = line.Id });
        }
    }

    private async Task RepairAsync()
    {
        var id = await OpenAsync("open (new customer, parked)", request => request with { Park = true });
        await VerbAsync(new Park { Case = id, Reason = "queue" });
        await NoteAsync("resume", () => world.DoAsync<ResumeHandler, CaseChanged>(handler => handler.HandleAsync(new Resume { Case = id, Site = Centre }, world.Everybody, ct)));
        await VerbAsync(new CorrectContact { Case = id, ReachPhone = "+919811111111" });
        await VerbAsync(new Receive { Case = id });
        await DiagnoseAsync(id);
        await VerbAsync(new Assign { Case = id, Technician = world.Everybody.Person });
        var shelf = $"S{_people}";
        await NoteAsync("add_shelves", () => world.DoAsync<AddShelvesHandler, ShelvesAdded>(handler => handler.HandleAsync(new AddShelves(Centre, [shelf]), world.Everybody, ct)));
        await VerbAsync(new Shelve { Case = id, Shelf = shelf });
        await AgreeAsync(id);
        var (_, part, _) = await LookAsync(id);
        if (part is not null)
        {
            await VerbAsync(new AddLine { Case = id, Line = new LineIn(LineKind.Part, part.Id) });
            if ((await LookAsync(id)).Lines.LastOrDefault(line => line is { Kind: LineKind.Part, State: LineState.Approved or LineState.Proposed }) is { } added)
            {
                await VerbAsync(new RemoveLine { Case = id, Line = added.Id });
            }
        }

        await VerbAsync(new WaitForParts { Case = id, Reason = "not_in_stock", ExpectedOn = BenchWorld.Today.AddDays(2) });
        await VerbAsync(new MovePromise { Case = id, Reason = "part_late" });
        await VerbAsync(new PartsArrived { Case = id });
        await VerbAsync(new StartRepair { Case = id });
        await VerbAsync(new Wipe { Case = id, Reason = "needed_for_repair" });
        await UseAllAsync(id);
        await VerbAsync(new FinishRepair { Case = id, Reason = "fixed" });
        await VerbAsync(new FailQuality { Case = id, Reason = "not_clean" });
        await VerbAsync(new FinishRepair { Case = id, Reason = "fixed" });
        await VerbAsync(new PassQuality { Case = id });
        await VerbAsync(new MarkSafety { Case = id, Reason = "overheating" });
        await VerbAsync(new MarkSecurity { Case = id, Reason = "malware" });
        await using (var db = world.Database.CreateDbContext())
        {
            if (await db.Alerts.AsNoTracking().FirstOrDefaultAsync(alert => alert.Case == id, ct) is { } alert)
            {
                await VerbAsync(new AcknowledgeAlert { Case = id, Alert = alert.Sequence });
            }
        }

        await VerbAsync(new PassOn { Case = id });
        await HandOverAsync(id);
        await VerbAsync(new Reopen { Case = id, Reason = "same_fault" });
        await VerbAsync(new ReturnUnrepaired { Case = id, Reason = "customer_asked" });
        await VerbAsync(new PrepareReturn { Case = id });
        await HandOverAsync(id);
        await VerbAsync(new Close { Case = id, Reason = "done" });
    }

    private async Task PaidAsync()
    {
        var id = await OpenAsync("open (new customer)");
        await DiagnoseAsync(id, isDamage: true);
        await VerbAsync(new RequestGoodwill { Case = id, Percent = 50, Reason = "loyal_customer" });
        await VerbAsync(new DecideGoodwill { Case = id, Reason = "refused" });
        await AgreeAsync(id);
        await VerbAsync(new StartRepair { Case = id });
        if ((await LookAsync(id)).Lines.FirstOrDefault(line => line is { Kind: LineKind.Part, State: LineState.Approved }) is { } part)
        {
            await VerbAsync(new ReturnPart { Case = id, Line = part.Id, Reason = "not_needed" });
        }

        await VerbAsync(new FinishRepair { Case = id, Reason = "fixed" });
        await VerbAsync(new PassQuality { Case = id });
        await HandOverAsync(id);
    }

    private async Task DeclinedAsync()
    {
        var id = await OpenAsync("open (new customer)");
        await DiagnoseAsync(id, isDamage: true);
        await VerbAsync(new SendEstimate { Case = id });
        await VerbAsync(new Decline { Case = id, Reason = "too_expensive" });
        await VerbAsync(new ReturnUnrepaired { Case = id, Reason = "declined" });
        await VerbAsync(new PrepareReturn { Case = id });
        await HandOverAsync(id);
    }

    private async Task RefusedAsync()
    {
        var id = await OpenAsync("open (new customer)");
        await DiagnoseAsync(id);
        var lines = (await LookAsync(id)).Lines.Where(line => line.State == LineState.Proposed).Select(line => line.Id).ToList();
        await VerbAsync(new RefuseCover { Case = id, Lines = lines, Reason = "liquid", Evidence = [new EvidenceIn("Indicator red")] });
        await VerbAsync(new AppealRefusal { Case = id });
        await VerbAsync(new DecideAppeal { Case = id, Reason = "overturned" });
        await VerbAsync(new DeclareBeyondRepair { Case = id, Reason = "destroyed" });
    }

    private async Task SwapAsync()
    {
        var id = await OpenAsync("open (new customer)");
        await DiagnoseAsync(id);
        await AgreeAsync(id);
        await VerbAsync(new SendToFactory { Case = id, Reason = "board_level" });
        if (await BoxAsync() is not { } there)
        {
            return;
        }

        await DispatchAsync(there.Id);
        await ScanAsync(there.Id, id);
        await VerbAsync(new StartFactoryRepair { Case = id });
        await VerbAsync(new ApproveSwap { Case = id, Reason = "board_level" });
        await VerbAsync(new IssueSwap { Case = id, Kind = SwapKind.UnitSwap, Replacement = Replacement() });
        await VerbAsync(new FinishFactoryRepair { Case = id, Reason = "swapped" });
        if (await BoxAsync() is { } back)
        {
            await DispatchAsync(back.Id);
            await ScanAsync(back.Id, id);
            await VerbAsync(new PassQuality { Case = id });
            await VerbAsync(new ReturnDefective { Case = id });
        }
    }

    private async Task SmallOnesAsync()
    {
        var booked = await OpenAsync("open (booked)", request => request with { Channel = IntakeChannel.Booking, BookedFor = BenchWorld.Clock.Now().AddDays(1) });
        await VerbAsync(new Cancel { Case = booked, Reason = "customer_asked" });
        var moved = await OpenAsync("open (new customer)");
        await VerbAsync(new Transfer { Case = moved, To = world.Centres[1].Id, Reason = "load" });
        var token = await NoteAsync("take_token", () => world.DoAsync<TokenHandler, TokenView>(handler => handler.HandleAsync(new TakeToken(Centre, TokenKind.New), world.Everybody, ct)));
        await NoteAsync("call_token", () => world.DoAsync<TokenHandler, TokenView>(handler => handler.HandleAsync(new CallToken(Centre, token!.Id, null), world.Everybody, ct)));
        await NoteAsync("finish_token", () => world.DoAsync<TokenHandler, TokenView>(handler => handler.HandleAsync(new FinishToken(Centre, token!.Id, true), world.Everybody, ct)));
    }

    private async Task<Consignment?> BoxAsync()
    {
        await using var db = world.Database.CreateDbContext();
        return await db.Consignments.AsNoTracking().Where(box => box.State == ConsignmentState.Packing).OrderBy(box => box.Id).FirstOrDefaultAsync(ct);
    }

    private Task<ConsignmentChanged?> DispatchAsync(ConsignmentId box) => NoteAsync("dispatch_consignment", () => world.DoAsync<ConsignmentHandler, ConsignmentChanged>(handler =>
        handler.HandleAsync(new DispatchConsignment { Consignment = box, Carrier = "Road", DeclaredMinor = 20_000_00 }, world.Everybody, ct)));

    private async Task ScanAsync(ConsignmentId box, CaseId id)
    {
        var number = (await LookAsync(id)).Case.Number;
        await NoteAsync("receive_consignment", () => world.DoAsync<ConsignmentHandler, ConsignmentChanged>(handler =>
            handler.HandleAsync(new ReceiveConsignment { Consignment = box, Scans = [number] }, world.Everybody, ct)));
    }

    private Identifiers Replacement()
    {
        var body = $"35999900{++_people:000000}";
        var imei = Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Imei.Check(text).Valid);
        return new Identifiers($"SWAP{_people:000000}", imei, null, null);
    }
}
