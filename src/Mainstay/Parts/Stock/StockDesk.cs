using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Stock;

/// <summary>Pieces in a bin as a storekeeper names them. Where serials are given they say which bin, lot, condition and owner.</summary>
/// <param name="Part">Number, or GTIN.</param>
/// <param name="Quantity">May be left out where serials are given.</param>
/// <param name="Owner">Code of an organisation; the network's own maker when left out.</param>
public sealed record StockPick(
    string Part, int? Quantity = null, string? Bin = null, Condition Condition = Condition.Good, string? Lot = null, string? Owner = null,
    IReadOnlyList<string>? Serials = null);

/// <summary>So many pieces at a place; one piece where it has a serial.</summary>
public sealed record Picked(PlaceKey From, int Quantity, PartUnit? Unit = null);

/// <summary>What a verb of the store did.</summary>
public sealed record StockChanged(SiteId Site, int Pieces, int Movements);

/// <summary>What the verbs of the store share: who may, which part and owner are meant, which pieces lie where.</summary>
public sealed class StockDesk(
    MainstayDb db, ISites sites, ICatalogue catalogue, IOrganisations organisations, StockLedger ledger, IAudit audit, TimeProvider clock)
{
    /// <summary>Who keeps a store.</summary>
    public static readonly Role[] Keepers = [Role.Storekeeper, Role.CentreManager, Role.FactoryManager];

    /// <summary>Who may take in what arrives.</summary>
    public static readonly Role[] Receivers = [.. Keepers, Role.Technician, Role.FactoryOperator];

    /// <summary>Who may look at stock.</summary>
    public static readonly Role[] Viewers = [.. Receivers, Role.FrontDesk, Role.Planner, Role.HeadOfService, Role.QualityEngineer];

    public async Task<SiteInfo> SiteAsync(SiteId site, Actor actor, Role[] roles, CancellationToken ct)
    {
        var info = await sites.GetAsync(site, ct);
        actor.Demand(info.Ref, roles);
        return info;
    }

    /// <exception cref="RefusedException"><c>part-not-found</c>.</exception>
    public async Task<PartInfo> PartAsync(string number, CancellationToken ct)
    {
        var text = number.Trim();
        return await catalogue.PartByNumberAsync(text, ct)
            ?? (PartLabel.IsGtin(text) ? await catalogue.PartByNumberAsync(text.TrimStart('0'), ct) : null)
            ?? await catalogue.PartByNumberAsync(text.ToUpperInvariant(), ct)
            ?? throw new RefusedException("part-not-found", $"The catalogue has no part '{text.To(40)}'.");
    }

    /// <summary>Whose it is when nobody says: the network's own maker, else who runs the site.</summary>
    public async Task<OrganisationId> OwnerAsync(string? code, SiteInfo site, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            return (await organisations.FindByCodeAsync(code.Trim(), ct) ?? throw new RefusedException("organisation-not-found", $"There is no organisation '{code.To(40)}'.")).Id;
        }

        return (await organisations.AllAsync(ct)).FirstOrDefault(one => one.Relation == Relation.Own && one.Kinds.Contains(OrganisationKind.Maker))?.Id ?? site.Ref.Operator;
    }

    /// <exception cref="RefusedException"><c>reason-needed</c>.</exception>
    public static string Reason(string? reason, IReadOnlyList<string> known) => known.Contains(reason?.Trim())
        ? reason!.Trim()
        : throw new RefusedException("reason-needed", $"One of these reasons is needed: {string.Join(", ", known)}.");

    /// <summary>The pieces meant; serials say exactly which.</summary>
    /// <exception cref="RefusedException"><c>serials-needed</c>, <c>quantity-not-possible</c>, <c>not-in-stock</c>, <c>unit-elsewhere</c>.</exception>
    public async Task<IReadOnlyList<Picked>> PickAsync(SiteInfo site, StockPick pick, CancellationToken ct)
    {
        var part = await PartAsync(pick.Part, ct);
        var serials = Serials(part, pick.Quantity, pick.Serials);
        if (part.SerialTracked)
        {
            return await UnitsAsync(site, part, serials, ct);
        }

        var quantity = pick.Quantity ?? 0;
        StockRules.DemandQuantity(quantity);
        var key = PlaceKey.InBin(site.Id, part.Id, await OwnerAsync(pick.Owner, site, ct), pick.Condition, StockRules.Code(pick.Bin, "bin"), StockRules.Code(pick.Lot, "lot"));
        var id = key.Id;
        var held = await db.Set<StockPlace>().Where(place => place.Id == id).Select(place => place.OnHand).SingleOrDefaultAsync(ct);
        return held >= quantity
            ? [new Picked(key, quantity)]
            : throw new RefusedException("not-in-stock", $"{Named(key)} at {site.Ref.Name} holds {held} of {part.Number} ({EnumText<Condition>.Of(key.Condition)}), not {quantity}. Nothing was moved.");
    }

    /// <summary>The serials given, normalised: exactly as many as pieces, each once, none where the part has none.</summary>
    /// <exception cref="RefusedException"><c>serials-needed</c>, <c>quantity-not-possible</c>.</exception>
    public static IReadOnlyList<string> Serials(PartInfo part, int? quantity, IReadOnlyList<string>? given)
    {
        var serials = (given ?? []).Select(Searchable.Code).Where(serial => serial.Length > 0).ToList();
        if (!part.SerialTracked)
        {
            return serials.Count == 0 ? serials : throw new RefusedException("serials-needed", $"{part.Number} is not tracked by serial: leave the serials out.");
        }

        if (quantity is { } pieces)
        {
            StockRules.DemandQuantity(pieces);
        }

        if (serials.Count == 0 || (quantity ?? serials.Count) != serials.Count)
        {
            throw new RefusedException("serials-needed", $"{part.Number} is tracked by serial: {(quantity is { } asked ? $"{asked} pieces need {asked} serials, not {serials.Count}" : "scan the serial of each piece")}.");
        }

        return serials.GroupBy(serial => serial).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new RefusedException("serials-needed", $"The serial {twice.Key} stands there twice.")
            : serials.FirstOrDefault(serial => serial.Length > LongestSerial) is { } long1
            ? throw new RefusedException("serials-needed", $"A serial has at most {LongestSerial} letters and digits; '{long1.To(40)}…' has more.")
            : serials;
    }

    private const int LongestSerial = 60;

    private async Task<IReadOnlyList<Picked>> UnitsAsync(SiteInfo site, PartInfo part, IReadOnlyList<string> serials, CancellationToken ct)
    {
        var units = await db.Set<PartUnit>().Where(unit => unit.Part == part.Id && serials.Contains(unit.Serial)).ToDictionaryAsync(unit => unit.Serial, ct);
        var places = await PlacesAsync(units.Values, ct);
        List<Picked> picked = [];
        foreach (var serial in serials)
        {
            var place = units.GetValueOrDefault(serial)?.Place is { } id ? places[id] : null;
            picked.Add(place is { Kind: PlaceKind.Bin } && place.Site == site.Id
                ? new Picked(place.Key, 1, units[serial])
                : throw new RefusedException("unit-elsewhere", $"Serial {serial} of {part.Number} does not lie in a bin of {site.Ref.Name}: {await WhereAsync(units.GetValueOrDefault(serial), place, ct)}. Nothing was moved."));
        }

        return picked;
    }

    public async Task<Dictionary<PlaceId, StockPlace>> PlacesAsync(IEnumerable<PartUnit> units, CancellationToken ct)
    {
        var ids = units.Select(unit => unit.Place).OfType<PlaceId>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<StockPlace>().AsNoTracking().Where(place => ids.Contains(place.Id)).ToDictionaryAsync(place => place.Id, ct);
    }

    /// <summary>In words for a refusal.</summary>
    public async Task<string> WhereAsync(PartUnit? unit, StockPlace? place, CancellationToken ct)
    {
        if (unit is null)
        {
            return "nobody has it";
        }

        if (place is null)
        {
            return "it has left the stock";
        }

        var site = (await sites.GetAsync(place.Site, ct)).Ref;
        return place.Kind switch
        {
            PlaceKind.Reserved => $"it is reserved for a job at {site.Name}",
            PlaceKind.InTransit => $"it is on the way to {site.Name}",
            _ => $"it lies at {site.Name}, {Named(place.Key)}",
        };
    }

    public static string Named(PlaceKey key) => key.Bin.Length == 0 ? "the store" : $"bin {key.Bin}";

    /// <summary>Makes the movements with their trace, together with what the context tracks.</summary>
    public async Task<StockChanged> PostAsync(
        SiteInfo site, IReadOnlyList<Posting> postings, StockPaper paper, Guid? paperId, Actor actor, string action, string subject, CancellationToken ct)
    {
        audit.Changed(actor, action, subject, site.Id);
        await ledger.PostAsync(postings, new PostingGround(paper, paperId, actor.Person, clock.Now()), ct);
        return new StockChanged(site.Id, postings.Sum(posting => posting.Quantity), postings.Count);
    }
}
