using Mainstay.Access.Contracts;
using Mainstay.Access;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts;
using Mainstay.Devices.Contracts;
using Mainstay.Devices;
using Mainstay.Messaging;
using Mainstay.Network.Contracts;
using Mainstay.Network;
using Mainstay.Parts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Cases;

/// <summary>Two centres, a factory, a phone with its parts, and the people who work there: all through the rooms' own verbs.</summary>
internal sealed class CasesWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _phones;

    private CasesWorld(TestDatabase test, Action<IServiceCollection>? also)
    {
        Test = test;
        var services = new ServiceCollection();
        also?.Invoke(services);
        _services = services
            .AddSingleton<TimeProvider>(test.Clock)
            .AddSingleton<IdSource>(test.Ids)
            .AddSingleton<ISeal, TestSeal>()
            .AddStorage(test.Database)
            .AddNetwork().AddAccess().AddContacts().AddDevices().AddMessaging().AddCases().AddParts()
            .AddLogging()
            .BuildServiceProvider();
    }

    public TestDatabase Test { get; }

    public SiteId Centre { get; private set; }

    public SiteId OtherCentre { get; private set; }

    public SiteId Factory { get; private set; }

    /// <summary>Supplies both centres and the factory.</summary>
    public SiteId Warehouse { get; private set; }

    /// <summary>Whose the stock is.</summary>
    public OrganisationId Owner { get; private set; }

    public ModelId Phone { get; private set; }

    public PartInfo Display { get; private set; } = null!;

    public PartInfo Board { get; private set; } = null!;

    public Actor Desk { get; private set; } = null!;

    public Actor Technician { get; private set; } = null!;

    public Actor Manager { get; private set; } = null!;

    public Actor FactoryHand { get; private set; } = null!;

    public Actor FactoryManager { get; private set; } = null!;

    /// <summary>Of the warehouse.</summary>
    public Actor Storekeeper { get; private set; } = null!;

    public Actor Planner { get; private set; } = null!;

    public Actor Quality { get; private set; } = null!;

    public static async Task<CasesWorld> CreateAsync(Provider provider, Action<IServiceCollection>? also = null)
    {
        var world = new CasesWorld(await TestDatabase.CreateAsync(provider), also);
        await world.FurnishAsync();
        return world;
    }

    private async Task FurnishAsync()
    {
        var maker = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation("MKR", "Maker", [OrganisationKind.Maker], Relation.Own, "IN"), Actor.System, ct));
        var own = await DoAsync<RegisterOrganisationHandler, OrganisationId>((h, ct) => h.HandleAsync(new RegisterOrganisation("OPR", "Operator", [OrganisationKind.Operator], Relation.Own, "IN"), Actor.System, ct));
        var calendar = await DoAsync<SetCalendarHandler, CalendarId>((h, ct) => h.HandleAsync(new SetCalendar("Retail", "Asia/Kolkata",
            [.. Enum.GetValues<DayOfWeek>().Where(day => day != DayOfWeek.Sunday).Select(day => new Shift(day, 600, 1140))], []), Actor.System, ct));
        Owner = maker;
        Warehouse = await SiteAsync("WHS", SiteKind.Warehouse, own, calendar, null);
        Factory = await SiteAsync("FAC", SiteKind.RepairFactory, own, calendar, null);
        Centre = await SiteAsync("C1", SiteKind.ServiceCentre, own, calendar, Factory);
        OtherCentre = await SiteAsync("C2", SiteKind.ServiceCentre, own, calendar, Factory);
        await DoAsync<AddCategoryHandler, CategoryId>((h, ct) => h.HandleAsync(new AddCategory("smartphone", "Smartphone", "स्मार्टफ़ोन", 45, true, true), Actor.System, ct));
        Phone = await DoAsync<AddModelHandler, ModelId>((h, ct) => h.HandleAsync(new AddModel("AX1", "Alpha X1", "Alpha", maker, "smartphone", new DateOnly(2025, 1, 1), new Money(20_000_00, "INR")), Actor.System, ct));
        Display = await PartAsync("P-DSP", "display", 2, false);
        Board = await PartAsync("P-BRD", "main_board", 4, true);
        Desk = await HireAsync("Desk", Role.FrontDesk, Centre);
        Technician = await HireAsync("Bench", Role.Technician, Centre);
        Manager = await HireAsync("Chief", Role.CentreManager, Centre);
        FactoryHand = await HireAsync("Hand", Role.FactoryOperator, Factory);
        FactoryManager = await HireAsync("Boss", Role.FactoryManager, Factory);
        Storekeeper = await HireAsync("Store", Role.Storekeeper, Warehouse);
        Planner = await HireAsync("Plan", Role.Planner, null);
        Quality = await HireAsync("Quality", Role.QualityEngineer, null);
    }

    private Task<SiteId> SiteAsync(string code, SiteKind kind, OrganisationId own, CalendarId calendar, SiteId? factory) =>
        DoAsync<AddSiteHandler, SiteId>((h, ct) => h.HandleAsync(new AddSite(new SiteFacts(
            code, $"Site {code}", kind, own, calendar, "Maharashtra", "Pune", "411001", 18.52, 73.85, kind == SiteKind.Warehouse ? null : 20, kind == SiteKind.Warehouse ? null : Warehouse, factory, new DateOnly(2026, 1, 1), null)), Actor.System, ct));

    private async Task<PartInfo> PartAsync(string number, string partClass, int level, bool serialTracked)
    {
        await DoAsync<AddPartHandler, PartId>((h, ct) => h.HandleAsync(
            new AddPart(number, number, partClass, new Money(2_000_00, "INR"), new Money(4_000_00, "INR"), level, serialTracked, [Phone]), Actor.System, ct));
        return (await DoAsync<ICatalogue, PartInfo?>((c, ct) => c.PartByNumberAsync(number, ct).AsTask()))!;
    }

    public async Task<Actor> HireAsync(string name, Role role, SiteId? site)
    {
        var grant = new Grant(role, site, null);
        var id = await DoAsync<HirePersonHandler, PersonId>((h, ct) => h.HandleAsync(new HirePerson(null, name, null, null, site, "en", [grant], role is Role.FrontDesk or Role.QualityEngineer ? [] : ["smartphone_l4"]), Actor.System, ct));
        return new Actor(id, name, site, [grant]);
    }

    /// <summary>In a scope of its own, as a request would be.</summary>
    public async Task<T> DoAsync<THandler, T>(Func<THandler, CancellationToken, Task<T>> act) where THandler : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>(), TestContext.Current.CancellationToken);
    }

    /// <summary>A verb on a case, found by the type of its request.</summary>
    public async Task<CaseChanged> DoAsync<TRequest>(TRequest request, Actor actor) where TRequest : CaseRequest
    {
        await using var scope = _services.CreateAsyncScope();
        var type = CasesRoom.VerbHandlers.Single(handler => handler.BaseType == typeof(CaseHandler<TRequest>));
        var handler = (CaseHandler<TRequest>)scope.ServiceProvider.GetRequiredService(type);
        return await handler.HandleAsync(request, actor, TestContext.Current.CancellationToken);
    }

    public Task<CategoryId> CategoryAsync() =>
        DoAsync<ICatalogue, CategoryId>(async (catalogue, ct) => (await catalogue.ModelAsync(Phone, ct))!.Category);

    public async Task<DeviceInfo> NewPhoneAsync(DateOnly? soldOn)
    {
        var body = $"35000000{++_phones:000000}";
        var imei = Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Imei.Check(text).Valid);
        return await DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(
            new RegisterDevice(Phone, new Identifiers($"SN{_phones:00000000}", imei, null, null), soldOn, soldOn is null ? null : "retail", "IN", null), Actor.System, ct));
    }

    public Task<CaseOpened> OpenAsync(DeviceInfo device, string symptom = "131", Actor? actor = null, SiteId? site = null) =>
        DoAsync<OpenCaseHandler, CaseOpened>((h, ct) => h.HandleAsync(new OpenCase
        {
            Site = site ?? Centre,
            Device = device.Id,
            NewCustomer = new NewCustomer("Meera Iyer", "+919800000001", null, "en"),
            Symptom = symptom,
            Items = [new ItemIn(ItemKind.Charger)],
            WipeConsent = true,
        }, actor ?? Desk, ct));

    /// <summary>Triage and diagnosis with one display line.</summary>
    public async Task DiagnoseAsync(CaseId id, PartInfo? part = null, bool damage = false)
    {
        await DoAsync(new BeginTriage { Case = id }, Technician);
        await DoAsync(new Diagnose
        {
            Case = id,
            Section = "HDSP",
            Defect = "HD01",
            RepairCode = "HR01",
            Lines = [new LineIn(LineKind.Part, (part ?? Display).Id, CustomerDamage: damage), new LineIn(LineKind.Labour, Work: "repair")],
        }, Technician);
    }

    public async Task<IReadOnlyList<(LineId Id, LineKind Kind, LineState State)>> LinesAsync(CaseId id)
    {
        await using var db = Test.Open();
        return [.. db.Lines.Where(line => line.Case == id).ToList().Select(line => (line.Id, line.Kind, line.State))];
    }

    public async Task<LineId> PartLineAsync(CaseId id) => (await LinesAsync(id)).Single(line => line is { Kind: LineKind.Part, State: LineState.Approved }).Id;

    public async Task HandOverAsync(CaseId id)
    {
        var issued = await DoAsync<Mainstay.Cases.Counter.IssueCodeHandler, Mainstay.Cases.Counter.CodeIssued>((h, ct) => h.HandleAsync(new() { Case = id }, Desk, ct));
        await DoAsync(new Mainstay.Cases.Counter.HandOver { Case = id, Code = issued.Code }, Desk);
    }

    /// <summary>A covered display repair from opening to hand-over.</summary>
    public async Task<CaseOpened> RepairedAsync(DeviceInfo device, string symptom = "131")
    {
        var opened = await OpenAsync(device, symptom);
        await DiagnoseAsync(opened.Id);
        await DoAsync(new StartRepair { Case = opened.Id }, Technician);
        await DoAsync(new UsePart { Case = opened.Id, Line = await PartLineAsync(opened.Id) }, Technician);
        await DoAsync(new FinishRepair { Case = opened.Id, Reason = "fixed" }, Technician);
        Test.Clock.Advance(TimeSpan.FromMinutes(30));
        await DoAsync(new PassQuality { Case = opened.Id }, Technician);
        await HandOverAsync(opened.Id);
        return opened;
    }

    /// <summary>The consignment that is being packed for a site.</summary>
    public async Task<ConsignmentId> PackingForAsync(SiteId to)
    {
        await using var db = Test.Open();
        return db.Consignments.Single(box => box.To == to && box.State == ConsignmentState.Packing).Id;
    }

    public Task<ConsignmentChanged> DispatchAsync(ConsignmentId box, Actor actor) =>
        DoAsync<ConsignmentHandler, ConsignmentChanged>((h, ct) => h.HandleAsync(new DispatchConsignment { Consignment = box, Carrier = "Road", DeclaredMinor = 20_000_00 }, actor, ct));

    public Task<ConsignmentChanged> ScanInAsync(ConsignmentId box, Actor actor, params string[] scans) =>
        DoAsync<ConsignmentHandler, ConsignmentChanged>((h, ct) => h.HandleAsync(new ReceiveConsignment { Consignment = box, Scans = scans }, actor, ct));

    /// <summary>What is being packed for a site goes there, takes its time and is scanned in.</summary>
    public async Task<ConsignmentChanged> TravelAsync(SiteId to, Actor sender, Actor receiver, TimeSpan journey, params string[] scans)
    {
        var box = await PackingForAsync(to);
        await DispatchAsync(box, sender);
        Test.Clock.Advance(journey);
        return await ScanInAsync(box, receiver, scans);
    }

    /// <summary>A phone that does not start: its board is dead, and it lies at the factory, scanned in.</summary>
    public async Task<CaseOpened> AtFactoryAsync(DeviceInfo phone)
    {
        var opened = await OpenAsync(phone, "111");
        await DiagnoseAsync(opened.Id, Board);
        await DoAsync(new SendToFactory { Case = opened.Id, Reason = "board_level" }, Technician);
        var arrived = await TravelAsync(Factory, Technician, FactoryHand, TimeSpan.FromDays(2), phone.Imei1!);
        Assert.Empty(arrived.Missing);
        return opened;
    }

    public async Task<CheckResult> CheckAsync(string name)
    {
        await using var db = Test.Open();
        return await RunAsync(name, db);
    }

    public async Task<CheckResult> RunAsync(string name, MainstayDb db)
    {
        return await _services.GetServices<ICheck>().Single(check => check.Name == name).RunAsync(db, TestContext.Current.CancellationToken);
    }

    /// <summary>Every law that data can show holds.</summary>
    public async Task IsSoundAsync()
    {
        await using var db = Test.Open();
        foreach (var check in _services.GetServices<ICheck>())
        {
            var result = await check.RunAsync(db, TestContext.Current.CancellationToken);
            Assert.True(result.Violations.Count == 0, $"{check.Name}: {string.Join(" ", result.Violations)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Test.DisposeAsync();
    }
}
