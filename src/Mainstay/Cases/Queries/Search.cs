using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>Search by anything: case number, IMEI or serial, phone, beginning of a name, or a token of the day at <paramref name="Site"/>.</summary>
public sealed record SearchAll(string Text, SiteId? Site = null);

/// <param name="Kind">What the text was taken for: <c>case</c>, <c>device</c>, <c>phone</c>, <c>name</c>, <c>token</c>, <c>nothing</c>.</param>
/// <param name="Device">The device the text names, where it names one.</param>
/// <param name="Elsewhere">Open cases of this device at sites the asker does not reach: only where they are.</param>
public sealed record SearchResult(
    string Kind, DeviceHit? Device, IReadOnlyList<MaskedCustomer> Customers, IReadOnlyList<CaseCard> Cases, IReadOnlyList<CaseElsewhere> Elsewhere, TokenView? Token);

public sealed record DeviceHit(DeviceInfo Device, string Model);

public sealed record CaseElsewhere(string Number, SiteRef Site, CaseState State);

public sealed class SearchAllHandler(
    MainstayDb db, ISites sites, IDevices devices, ICatalogue catalogue, ICustomers customers, CardMaker cards, IAudit audit, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>More are fetched than shown, so that those out of reach do not crowd out the rest.</summary>
    private const int MostFetched = 100;

    public async Task<SearchResult> HandleAsync(SearchAll request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var text = request.Text.Trim();
        if (text.Length == 0)
        {
            return new SearchResult("nothing", null, [], [], [], null);
        }

        if (request.Site is { } asked)
        {
            await sites.GetAsync(asked, ct);
        }

        if (request.Site is { } site && TokenNumber(text) is { } drawn && await TokenAsync(site, drawn, actor, ct) is { } token)
        {
            var served = token.Case is { } its ? await RowsAsync(db.Cases.Where(c => c.Id == its), ct) : [];
            return await ResultAsync("token", null, [], served, token, actor, request.Site, ct);
        }

        var number = text.ToUpperInvariant();
        var byNumber = await RowsAsync(db.Cases.Where(c => c.Number == number), ct);
        if (byNumber.Count > 0)
        {
            return await ResultAsync("case", null, [], byNumber, null, actor, request.Site, ct);
        }

        if (text.Any(char.IsAsciiDigit) && await devices.FindByIdentifierAsync(text, ct) is { } device)
        {
            var model = await catalogue.ModelAsync(device.Model, ct);
            var cases = await RowsAsync(db.Cases.Where(c => c.DeviceRoot == device.Root), ct);
            return await ResultAsync("device", new DeviceHit(device, model is null ? "" : model.FullName), [], cases, null, actor, request.Site, ct);
        }

        return Phone.TryNormalise(text, out var phone)
            ? await ByPhoneAsync(phone, actor, request.Site, ct)
            : await ByNameAsync(text, actor, request.Site, ct);
    }

    /// <summary>Registered numbers, and those given for one case only.</summary>
    private async Task<SearchResult> ByPhoneAsync(string phone, Actor actor, SiteId? site, CancellationToken ct)
    {
        var found = await customers.SearchAsync(phone, Most, ct);
        var ids = found.Select(customer => customer.Id).ToList();
        var reached = await db.CasePrivates.AsNoTracking().Where(p => p.ReachPhone == phone).Select(p => p.Case).Take(MostFetched).ToListAsync(ct);
        var rows = ids.Count + reached.Count == 0 ? [] : await RowsAsync(db.Cases.Where(c => ids.Contains(c.Customer) || reached.Contains(c.Id)), ct);
        return await ResultAsync("phone", null, found, rows, null, actor, site, ct);
    }

    private async Task<SearchResult> ByNameAsync(string text, Actor actor, SiteId? site, CancellationToken ct)
    {
        var found = await customers.SearchAsync(text, Most, ct);
        var ids = found.Select(customer => customer.Id).ToList();
        var rows = ids.Count == 0 ? [] : await RowsAsync(db.Cases.Where(c => ids.Contains(c.Customer)), ct);
        return await ResultAsync("name", null, found, rows, null, actor, site, ct);
    }

    private static Task<List<CardRow>> RowsAsync(IQueryable<Case> cases, CancellationToken ct) =>
        cases.AsNoTracking().OrderByDescending(c => c.OpenedAt).Take(MostFetched).Select(CardRow.From).ToListAsync(ct);

    private async Task<SearchResult> ResultAsync(
        string kind, DeviceHit? device, IReadOnlyList<CustomerInfo> found, List<CardRow> rows, TokenView? token, Actor actor, SiteId? site, CancellationToken ct)
    {
        var seen = new List<CardRow>();
        var elsewhere = new List<CaseElsewhere>();
        foreach (var row in rows)
        {
            var centre = (await sites.GetAsync(row.Site, ct)).Ref;
            var at = (await sites.GetAsync(row.At, ct)).Ref;
            var factory = row.Factory is { } id ? (await sites.GetAsync(id, ct)).Ref : null;
            if (actor.Sees(row.State, centre, at, factory))
            {
                seen.Add(row);
            }
            else if (kind is "device" or "case" && Moves.IsOpen(row.State))
            {
                elsewhere.Add(new CaseElsewhere(row.Number, centre, row.State));
            }
        }

        var mayKnow = actor.Holds(Role.FrontDesk, Role.CentreManager, Role.Agent, Role.Technician, Role.HeadOfService);
        var masked = mayKnow ? found.Select(MaskedCustomer.Of).ToList() : [];
        var made = await cards.MakeAsync([.. seen.Take(Most)], actor, withCustomers: true, ct);
        var hits = masked.Count > 0 ? masked.Count : made.Count(card => card.Customer is not null);
        if (hits > 0 || kind is "phone" or "name")
        {
            await audit.ReadAsync(actor, "search", $"search:{kind}/{hits}", site, ct); // What was searched for is personal itself, and not kept.
        }

        return new SearchResult(kind, device, masked, made, elsewhere, token);
    }

    /// <summary>"T12", "#12" or up to three digits.</summary>
    private static int? TokenNumber(string text)
    {
        var digits = text.TrimStart('T', 't', '#');
        return digits.Length is > 0 and <= 3 && digits.All(char.IsAsciiDigit) ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    private async Task<TokenView?> TokenAsync(SiteId site, int number, Actor actor, CancellationToken ct)
    {
        var info = await sites.GetAsync(site, ct);
        actor.DemandSight(info.Ref);
        var today = info.Today(clock.GetUtcNow());
        var token = await db.Tokens.AsNoTracking().SingleOrDefaultAsync(t => t.Site == site && t.Day == today && t.Number == number, ct);
        return token is null ? null : new TokenView(token.Id, token.Number, token.Kind, token.State, token.TakenAt, token.CalledAt, token.CalledBy, token.Case);
    }
}
