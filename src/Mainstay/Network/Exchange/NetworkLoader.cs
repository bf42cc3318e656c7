using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Network.Exchange;

/// <summary>Brings what a file says into the caller's unit of work; the caller saves.</summary>
internal sealed class NetworkLoader(MainstayDb db, IdSource ids)
{
    /// <exception cref="FileProblemException">The entries do not fit together or not to what is there.</exception>
    public async Task<NetworkImported> LoadAsync(IReadOnlyList<SiteEntry> entries, CancellationToken ct)
    {
        if (entries.GroupBy(entry => entry.Code).FirstOrDefault(same => same.Count() > 1)?.Last() is { } twice)
        {
            throw Wrong(twice, "code", $"'{twice.Code}' stands in the file twice.");
        }

        var operators = await OperatorsAsync(entries, ct);
        var calendars = await CalendarsAsync(entries, ct);
        return await SitesAsync(entries, operators, calendars, ct);
    }

    private async Task<Dictionary<string, OrganisationId>> OperatorsAsync(IReadOnlyList<SiteEntry> entries, CancellationToken ct)
    {
        var codes = entries.Select(entry => entry.Operator).Distinct().ToList();
        var known = await db.Set<Organisation>().Where(organisation => codes.Contains(organisation.Code)).ToDictionaryAsync(organisation => organisation.Code, ct);
        foreach (var same in entries.GroupBy(entry => entry.Operator))
        {
            var teller = Teller(same, entry => entry.OperatorFacts is not null);
            if (same.FirstOrDefault(entry => entry.OperatorFacts is not null && entry.OperatorFacts != teller?.OperatorFacts) is { } other)
            {
                throw Wrong(other, "operator_name", $"Line {teller!.Line} says something else of the operator {same.Key}.");
            }

            if (!known.TryGetValue(same.Key, out var organisation))
            {
                var facts = teller?.OperatorFacts
                    ?? throw Wrong(same.First(), "operator", $"There is no operator {same.Key}; give its operator_name to add it.");
                if (Organisation.Problem(same.Key, facts.Name, facts.Country) is { } problem)
                {
                    throw Wrong(teller, problem.Field == "code" ? "operator" : $"operator_{problem.Field}", problem.Message);
                }

                organisation = new Organisation
                {
                    Id = ids.Next<OrganisationId>(),
                    Code = same.Key,
                    Name = facts.Name,
                    Relation = facts.Relation,
                    Country = facts.Country,
                };
                db.Add(organisation);
                known.Add(same.Key, organisation);
            }

            organisation.Take(teller?.OperatorFacts?.Name ?? organisation.Name, teller?.OperatorFacts?.Relation ?? organisation.Relation, OrganisationKind.Operator);
        }

        return known.ToDictionary(pair => pair.Key, pair => pair.Value.Id);
    }

    private async Task<Dictionary<string, CalendarId>> CalendarsAsync(IReadOnlyList<SiteEntry> entries, CancellationToken ct)
    {
        var known = await db.Set<Calendar>().AsNoTracking().ToDictionaryAsync(calendar => calendar.Name, calendar => calendar.Id, ct);
        foreach (var same in entries.GroupBy(entry => entry.Calendar))
        {
            if (Teller(same, entry => entry.CalendarFacts is not null) is not { CalendarFacts: { } facts } teller)
            {
                if (!known.ContainsKey(same.Key))
                {
                    throw Wrong(same.First(), "calendar", $"There is no calendar {same.Key}; give its time_zone and hours to add it.");
                }

                continue;
            }

            if (same.FirstOrDefault(entry => entry.CalendarFacts is { } other && !other.Says(facts)) is { } different)
            {
                throw Wrong(different, "hours", $"Line {teller.Line} says something else of the calendar {same.Key}.");
            }

            if (Calendar.Problem(same.Key, facts.Zone, facts.Shifts, facts.Holidays) is { } problem)
            {
                throw Wrong(teller, problem.Field, problem.Message);
            }

            (known[same.Key], _) = await SetCalendarHandler.ApplyAsync(
                db, ids, new SetCalendar(same.Key, facts.Zone, facts.Shifts, facts.Holidays), ct);
        }

        return known;
    }

    private async Task<NetworkImported> SitesAsync(
        IReadOnlyList<SiteEntry> entries, Dictionary<string, OrganisationId> operators, Dictionary<string, CalendarId> calendars, CancellationToken ct)
    {
        var known = await db.Set<Site>().ToDictionaryAsync(site => site.Code, ct);
        var closed = (await db.Set<SiteHoliday>().ToListAsync(ct)).ToLookup(holiday => holiday.Site);
        var sitesByCode = known.ToDictionary(pair => pair.Key, pair => pair.Value.Id);
        foreach (var entry in entries)
        {
            sitesByCode.TryAdd(entry.Code, ids.Next<SiteId>());
        }

        var (added, changed) = (0, 0);
        foreach (var entry in entries)
        {
            var facts = Facts(entry, operators[entry.Operator], calendars[entry.Calendar], sitesByCode);
            if (facts.Problem() is { } problem)
            {
                throw Wrong(entry, problem.Field, problem.Message);
            }

            if (Calendar.HolidayProblem(entry.ClosedDays) is { } wrong)
            {
                throw Wrong(entry, "closed_days", wrong);
            }

            if (!known.TryGetValue(entry.Code, out var site))
            {
                known[entry.Code] = site = Site.Add(sitesByCode[entry.Code], facts);
                db.Add(site);
                SetSiteHolidaysHandler.Apply(db, site, [], entry.ClosedDays);
                added++;
                continue;
            }

            if (site.Kind != entry.Kind)
            {
                throw Wrong(entry, "kind", $"{site.Code} is a {EnumText<SiteKind>.Of(site.Kind)}; the kind of a site never changes.");
            }

            var isChanged = site.Change(facts);
            isChanged |= SetSiteHolidaysHandler.Apply(db, site, [.. closed[site.Id]], entry.ClosedDays);
            changed += isChanged ? 1 : 0;
        }

        CheckLinks(entries, known);
        return new NetworkImported(entries.Count, added, changed, entries.Count - added - changed);
    }

    private static SiteFacts Facts(
        SiteEntry entry, OrganisationId operating, CalendarId calendar, Dictionary<string, SiteId> sites)
    {
        SiteId? Link(string column, string? code) => code is null ? null
            : sites.TryGetValue(code, out var id) ? id
            : throw Wrong(entry, column, $"There is no site {code}, neither in the file nor in the network.");

        return new SiteFacts(
            entry.Code, entry.Name, entry.Kind, operating, calendar, entry.State, entry.Town, entry.Postcode, entry.Latitude, entry.Longitude,
            entry.Capacity, Link("supply", entry.Supply), Link("factory", entry.Factory), entry.OpensOn, entry.ClosesOn);
    }

    private static void CheckLinks(IReadOnlyList<SiteEntry> entries, Dictionary<string, Site> sites)
    {
        var network = sites.Values.ToDictionary(site => site.Id, site => new SiteLink(site.Code, site.Kind, site.Supply, site.Factory));
        foreach (var entry in entries)
        {
            if (SiteLinks.Problem(sites[entry.Code].Id, network) is { } problem)
            {
                throw Wrong(entry, problem.Field, problem.Message);
            }
        }
    }

    private static SiteEntry? Teller(IEnumerable<SiteEntry> entries, Func<SiteEntry, bool> tells) => entries.FirstOrDefault(tells);

    private static FileProblemException Wrong(SiteEntry entry, string column, string message) => new(new FileProblem(entry.Line, column, message));
}
