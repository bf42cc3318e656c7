using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>Cases of a site (as its centre or where they are), or of all sites the asker reaches, a page at a time.</summary>
/// <param name="Text">Case number, IMEI or serial, phone, or the beginning of the customer's name.</param>
/// <param name="Cursor">As the page before gave it.</param>
/// <param name="Technician">Only what is on this person's bench.</param>
public sealed record ListCases(
    SiteId? Site = null, IReadOnlyList<CaseState>? States = null, string? Text = null, CaseSort Sort = CaseSort.Opened, string? Cursor = null, int Limit = 50,
    bool OpenOnly = false, PersonId? Technician = null);

/// <param name="Count">On all pages; when <paramref name="CountIsCapped"/>, at least so many.</param>
public sealed record CasePage(IReadOnlyList<CaseCard> Cases, string? NextCursor, int Count, bool CountIsCapped);

public sealed class ListCasesHandler(MainstayDb db, ISites sites, IDevices devices, ICustomers customers, CardMaker cards, IAudit audit)
{
    private const int LargestPage = 200;
    private const int MostCounted = 10_000;
    private const int MostCustomers = 50;

    public async Task<CasePage> HandleAsync(ListCases request, Actor actor, CancellationToken ct)
    {
        var cases = await ScopeAsync(request.Site, actor, ct);
        if (request.States is { Count: > 0 } states)
        {
            cases = cases.Where(c => states.Contains(c.State));
        }

        if (request.Technician is { } technician)
        {
            cases = cases.Where(c => c.Technician == technician);
        }

        if (request.OpenOnly)
        {
            cases = cases.Where(c => c.IsOpen);
        }

        if (request.Text is { Length: > 0 } text)
        {
            cases = await MatchAsync(cases, text.Trim(), ct);
        }

        var count = await cases.Take(MostCounted + 1).CountAsync(ct);
        var order = CaseOrder.Of(request.Sort, request.Site is not null);
        var page = order.Page(cases, request.Cursor);
        var limit = Math.Clamp(request.Limit, 1, LargestPage);
        var rows = await page.Take(limit + 1).Select(CardRow.From).ToListAsync(ct);
        var shown = rows.Take(limit).ToList();
        var made = await cards.MakeAsync(shown, actor, withCustomers: true, ct);
        if (made.Any(card => card.Customer is not null))
        {
            await audit.ReadAsync(actor, "case.list", request.Site is { } site ? $"site:{site}" : "network", request.Site, ct);
        }

        return new CasePage(
            made, rows.Count > limit ? order.CursorAfter(shown[^1]) : null, Math.Min(count, MostCounted), count > MostCounted);
    }

    private async Task<IQueryable<Case>> ScopeAsync(SiteId? site, Actor actor, CancellationToken ct)
    {
        var all = db.Cases.AsNoTracking();
        if (site is { } one)
        {
            var info = await sites.GetAsync(one, ct);
            actor.DemandSight(info.Ref);
            return info.Ref.Kind == SiteKind.RepairFactory ? all.Where(c => c.At == one) : all.Where(c => c.Site == one);
        }

        if (actor.Grants.Any(grant => grant is { Site: null, Organisation: null }))
        {
            return all;
        }

        var reached = (await sites.AllAsync(ct)).Where(info => actor.Reaches(info.Ref)).Select(info => info.Id).ToList();
        return all.Where(c => reached.Contains(c.Site) || reached.Contains(c.At));
    }

    private async Task<IQueryable<Case>> MatchAsync(IQueryable<Case> cases, string text, CancellationToken ct)
    {
        var number = text.ToUpperInvariant();
        if (await devices.FindByIdentifierAsync(text, ct) is { } device)
        {
            return cases.Where(c => c.DeviceRoot == device.Root);
        }

        var people = (await customers.SearchAsync(text, MostCustomers, ct)).Select(customer => customer.Id).ToList();
        return people.Count > 0
            ? cases.Where(c => people.Contains(c.Customer) || c.Number == number)
            : cases.Where(c => c.Number == number || c.ExternalNumber == text);
    }
}
