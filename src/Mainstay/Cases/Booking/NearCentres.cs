using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>The counters nearest to a place. Anybody may ask: nothing of it is about a person.</summary>
/// <param name="Place">A PIN code or a town, where no coordinates are given.</param>
/// <param name="Category">What is brought: only with it are skill and the next free slot told.</param>
public sealed record NearCentres(double? Latitude = null, double? Longitude = null, string? Place = null, CategoryId? Category = null, int Take = 5);

/// <summary>Whether a centre has the parts that may be needed.</summary>
public enum PartsAtHand
{
    Unknown,
    Likely,
    Missing,
}

/// <param name="Kilometres">As the crow flies.</param>
/// <param name="Load">Devices in care for each technician; null where nobody is at home.</param>
/// <param name="HasSkill">Somebody there repairs this category; null when none was named.</param>
/// <param name="NextFree">The first slot with room within the days that can be booked.</param>
public sealed record NearCentre(
    SiteId Id, string Code, string Name, string? Town, string? State, double Latitude, double Longitude, double Kilometres,
    bool IsOpenNow, DateTimeOffset? OpensAt, string TimeZone, double? Load, bool? HasSkill, PartsAtHand Parts, Slot? NextFree);

/// <param name="Place">What the place was taken for; null when nothing in the network is known there.</param>
public sealed record NearAnswer(string? Place, IReadOnlyList<NearCentre> Centres);

public sealed class NearCentresHandler(MainstayDb db, ISites sites, IPeople people, VisitBook book, TimeProvider clock)
{
    private const int Most = 20;

    public async Task<NearAnswer> HandleAsync(NearCentres request, CancellationToken ct)
    {
        var now = clock.Now();
        var centres = (await sites.AllAsync(ct))
            .Where(site => site is { Ref.Kind: SiteKind.ServiceCentre, Latitude: not null, Longitude: not null } && site.TakesCasesAt(now)).ToList();
        if (Places.Find(request, centres) is not { } place)
        {
            return new NearAnswer(null, []);
        }

        var near = centres
            .Select(site => (Site: site, Kilometres: GreatCircle.Kilometres(place.Latitude, place.Longitude, site.Latitude!.Value, site.Longitude!.Value)))
            .OrderBy(pair => pair.Kilometres).ThenBy(pair => pair.Site.Ref.Code, StringComparer.Ordinal)
            .Take(Math.Clamp(request.Take, 1, Most)).ToList();
        SiteId[] ids = [.. near.Select(pair => pair.Site.Id)];
        var care = await db.Cases.Where(c => ids.Contains(c.At) && c.IsOpen && c.ReceivedAt != null && c.ReadyAt == null)
            .GroupBy(c => c.At).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var category = request.Category is { } wanted ? await book.CategoryAsync(wanted, null, ct) : null;
        var found = new List<NearCentre>(near.Count);
        foreach (var (site, kilometres) in near)
        {
            var technicians = (await people.AtHomeAsync(site.Ref, Role.Technician, ct)).Count;
            found.Add(new NearCentre(
                site.Id, site.Ref.Code, site.Ref.Name, site.Town, site.State, site.Latitude!.Value, site.Longitude!.Value, Math.Round(kilometres, 1),
                site.Hours.IsOpen(now),
                site.Hours.IsOpen(now) ? null : site.Hours.Add(now, TimeSpan.Zero),
                site.Hours.Zone.Id,
                technicians == 0 ? null : Math.Round(care.GetValueOrDefault(site.Id) / (double)technicians, 1),
                category is null ? null : await book.SkilledAsync(site, category, ct) > 0,
                PartsAtHand.Unknown,
                category is null ? null : await FirstAsync(site, category, ct)));
        }

        return new NearAnswer(place.Name, found);
    }

    private async Task<Slot?> FirstAsync(SiteInfo site, CategoryInfo category, CancellationToken ct) =>
        (await book.DaysAsync(site, category, null, site.Today(clock.Now()), 31, withPast: false, ct))
            .SelectMany(day => day.Slots)
            .Where(slot => slot.Free > 0)
            .Select(slot => new Slot(slot.Frame.StartsAt, slot.Frame.EndsAt, slot.Free))
            .FirstOrDefault();
}

/// <summary>Where a place is, as far as the network's own sites tell: pure.</summary>
internal static class Places
{
    /// <summary>Coordinates as given; a PIN by the sites that share it, or as many of its first digits as any do; a town by name.</summary>
    public static (string Name, double Latitude, double Longitude)? Find(NearCentres request, IReadOnlyList<SiteInfo> centres)
    {
        if (request is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 })
        {
            return ("", request.Latitude.Value, request.Longitude.Value);
        }

        var text = Searchable.Name(request.Place ?? "");
        return text.Length == 0 ? null : text.Length == 6 && text.All(char.IsAsciiDigit) ? ByPin(text, centres) : ByTown(text, centres);
    }

    /// <summary>Two digits are a postal circle: with fewer in common a PIN says nothing.</summary>
    private static (string, double, double)? ByPin(string pin, IReadOnlyList<SiteInfo> centres)
    {
        for (var digits = pin.Length; digits >= 2; digits--)
        {
            if (Middle(pin, [.. centres.Where(site => site.Postcode?.StartsWith(pin[..digits], StringComparison.Ordinal) == true)]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (string, double, double)? ByTown(string text, IReadOnlyList<SiteInfo> centres)
    {
        bool Is(string? name, Func<string, bool> fits) => name is not null && fits(Searchable.Name(name));
        foreach (var fits in new Func<string, bool>[] { name => name == text, name => name.StartsWith(text, StringComparison.Ordinal), name => name.Contains(text, StringComparison.Ordinal) })
        {
            var there = centres.Where(site => Is(site.Town, fits)).ToList();
            if (there.Count > 0)
            {
                return Middle(there[0].Town!, [.. there.Where(site => site.Town == there[0].Town)]);
            }
        }

        var state = centres.Where(site => Is(site.State, name => name == text)).ToList();
        return state.Count == 0 ? null : Middle(state[0].State!, state);
    }

    private static (string, double, double)? Middle(string name, List<SiteInfo> sites) =>
        sites.Count == 0 ? null : (name, sites.Average(site => site.Latitude!.Value), sites.Average(site => site.Longitude!.Value));
}
