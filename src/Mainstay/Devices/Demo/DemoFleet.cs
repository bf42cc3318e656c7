using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices.Demo;

/// <summary>Who bought a device.</summary>
public sealed record DemoOwner(CustomerId Customer, string Phone, bool ReadsHindi);

/// <summary>
/// The demo's devices while its past is simulated: who has which, what replaced what, which covers came about, and how much
/// goodwill is left. Stored at the end.
/// </summary>
public sealed class DemoFleet : IDemoDevices
{
    private const long BudgetOfOperatorMinor = 150_000_00;

    private readonly IdSource _ids;
    private readonly Func<DateOnly, DemoOwner> _newOwner;
    private readonly IReadOnlyDictionary<SiteId, OrganisationId> _operators;
    private readonly DemoCatalogue _catalogue;
    private readonly List<Device> _devices;
    private readonly Dictionary<DeviceId, Device> _byId;
    private readonly List<Cover> _covers;
    private readonly ILookup<DeviceId, Cover> _bought;
    private readonly List<DeviceLink> _links = [];
    private readonly List<Ownership> _ownerships = [];
    private readonly Dictionary<(OrganisationId Operator, DateOnly Month), GoodwillBudget> _budgets = [];
    private readonly LinkedList<Device> _young;
    private readonly LinkedList<Device> _old;
    private readonly Dictionary<CategoryId, string> _categories;
    private readonly Dictionary<ModelId, string> _categoryOf;
    private readonly DemoDevices _maker;
    private int _units;

    /// <param name="catalogue">What they are.</param>
    /// <param name="maker">Whoever makes more of them.</param>
    /// <param name="sold">All of them, in no order.</param>
    /// <param name="covers">Bought with them.</param>
    /// <param name="today">End of the past.</param>
    /// <param name="operators">Of each site, for goodwill.</param>
    /// <param name="newOwner">Makes the customer who bought a device on that day.</param>
    /// <param name="ids">Of what comes about.</param>
    public DemoFleet(
        DemoCatalogue catalogue,
        DemoDevices maker,
        IReadOnlyList<Device> sold,
        IEnumerable<Cover> covers,
        DateOnly today,
        IReadOnlyDictionary<SiteId, OrganisationId> operators,
        Func<DateOnly, DemoOwner> newOwner,
        IdSource ids)
    {
        (_catalogue, _maker, _ids, _newOwner, _operators) = (catalogue, maker, ids, newOwner, operators);
        _devices = [.. sold];
        _byId = sold.ToDictionary(device => device.Id);
        _covers = [.. covers];
        _bought = _covers.ToLookup(cover => cover.Root);
        _categories = catalogue.Categories.ToDictionary(category => category.Id, category => category.Code);
        _categoryOf = catalogue.Models.ToDictionary(model => model.Id, model => _categories[model.Category]);
        var yearAgo = today.AddMonths(-11);
        _young = new LinkedList<Device>(sold.Where(device => device.WarrantyStart > yearAgo));
        _old = new LinkedList<Device>(sold.Where(device => device.WarrantyStart is null || device.WarrantyStart <= yearAgo));
    }

    public int Count => _devices.Count;

    public DemoDevice? Next(DateOnly openedOn, bool inWarranty, string? category)
    {
        var device = Take(inWarranty ? _young : _old, openedOn, category) ?? Take(inWarranty ? _old : _young, openedOn, category);
        if (device is null)
        {
            return null;
        }

        var since = device.WarrantyStart ?? openedOn;
        var owner = _newOwner(openedOn);
        _ownerships.Add(new Ownership { Id = _ids.Next<OwnershipId>(), Root = device.Id, Customer = owner.Customer, Since = since });
        var programmes = _catalogue.Programmes
            .Where(programme => programme.Model == device.Model && programme.BuiltFrom <= device.BuildWeek && device.BuildWeek <= programme.BuiltUntil).ToList();
        return new DemoDevice(device.ToInfo(), CoverBook.FactsOf(device, [.. _bought[device.Id]], programmes), owner.Customer, owner.Phone, owner.ReadsHindi);
    }

    public DeviceInfo Swap(DeviceInfo old, SwapKind kind, CaseId caseId, DateTimeOffset at)
    {
        var ending = _byId[old.Id];
        var successor = _maker.Unit(ending.Model, _units++);
        ending.ContinueAs(successor);
        _devices.Add(successor);
        _byId[successor.Id] = successor;
        _links.Add(new DeviceLink
        {
            Id = _ids.Next<DeviceLinkId>(),
            Predecessor = ending.Id,
            Successor = successor.Id,
            Kind = kind,
            CaseId = caseId.Value,
            At = at,
        });
        return successor.ToInfo();
    }

    public void GrantRepairWarranty(DeviceId root, CaseId caseId, string partClass, DateOnly from, DateOnly until) =>
        _covers.Add(new Cover
        {
            Id = _ids.Next<CoverId>(),
            Root = root,
            Kind = Cover.Repair,
            PartClass = partClass,
            StartsOn = from,
            EndsOn = until,
            CaseId = caseId.Value,
        });

    public bool TryCommitGoodwill(SiteId site, DateOnly day, Money amount) => BudgetOf(_operators[site], day).TryCommit(amount);

    /// <summary>Every operator has a budget in every month of the past, used or not.</summary>
    public void SetBudgets(DateOnly from, DateOnly until)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= until; month = month.AddMonths(1))
        {
            foreach (var operatedBy in _operators.Values.Distinct())
            {
                BudgetOf(operatedBy, month);
            }
        }
    }

    /// <summary>Customers are stored already.</summary>
    /// <returns>Rows written.</returns>
    public async Task<long> SaveAsync(MainstayDb db, CancellationToken ct) =>
        await Bulk.InsertAsync(db, _devices, ct)
        + await Bulk.InsertAsync(db, _links, ct)
        + await Bulk.InsertAsync(db, _covers, ct)
        + await Bulk.InsertAsync(db, _ownerships, ct)
        + await Bulk.InsertAsync(db, _budgets.Values, ct);

    private GoodwillBudget BudgetOf(OrganisationId operatedBy, DateOnly day)
    {
        var month = new DateOnly(day.Year, day.Month, 1);
        if (!_budgets.TryGetValue((operatedBy, month), out var budget))
        {
            _budgets[(operatedBy, month)] = budget = new GoodwillBudget
            {
                Id = _ids.Next<GoodwillBudgetId>(),
                Organisation = operatedBy,
                Month = month,
                AmountMinor = BudgetOfOperatorMinor,
                Currency = "INR",
            };
        }

        return budget;
    }

    /// <summary>The first that fits; those sold later than that day go to the end and wait for their own.</summary>
    private Device? Take(LinkedList<Device> from, DateOnly openedOn, string? category)
    {
        for (var looked = from.Count; looked > 0; looked--)
        {
            var node = from.First!;
            from.RemoveFirst();
            if ((node.Value.WarrantyStart is null || node.Value.WarrantyStart < openedOn) && (category is null || _categoryOf[node.Value.Model] == category))
            {
                return node.Value;
            }

            from.AddLast(node);
        }

        return null;
    }
}
