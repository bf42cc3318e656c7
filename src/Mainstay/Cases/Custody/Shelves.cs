using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Custody;

/// <summary>Sets up shelves at a site by their codes.</summary>
public sealed record AddShelves(SiteId Site, IReadOnlyList<string> Codes);

public sealed record ShelvesAdded(int Added, int Known);

public sealed class AddShelvesHandler(MainstayDb db, ISites sites, IAudit audit, IdSource ids)
{
    private const int LongestCode = 12;

    public async Task<ShelvesAdded> HandleAsync(AddShelves request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, Role.CentreManager, Role.FactoryManager, Role.Administrator);
        var codes = request.Codes.Select(code => code.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToList();
        if (codes.FirstOrDefault(code => code.Length is 0 or > LongestCode) is { } wrong)
        {
            throw new RefusedException("shelf-code", $"A shelf code has 1 to {LongestCode} characters, not '{wrong}'.");
        }

        var known = await db.Shelves.Where(s => s.Site == request.Site && codes.Contains(s.Code)).Select(s => s.Code).ToListAsync(ct);
        foreach (var code in codes.Except(known))
        {
            db.Add(new Shelf { Id = ids.Next<ShelfId>(), Site = request.Site, Code = code });
        }

        audit.Changed(actor, "shelves.add", $"site:{request.Site}", request.Site);
        await db.SaveChangesAsync(ct);
        return new ShelvesAdded(codes.Count - known.Count, known.Count);
    }
}

/// <summary>What a round with the scanner found on one shelf.</summary>
public sealed record ShelfScan(string Shelf, IReadOnlyList<string> Scans);

public sealed record CountShelves(SiteId Site, IReadOnlyList<ShelfScan> Shelves);

/// <summary>Where the books and the shelf differ.</summary>
/// <param name="Kind"><c>missing</c>: booked here, not scanned; <c>misplaced</c>: scanned here, booked elsewhere; <c>unknown</c>: no such case.</param>
public sealed record ShelfDifference(string Shelf, string Number, string Kind, string? BookedAt);

public sealed record ShelfCount(int Shelves, int Right, IReadOnlyList<ShelfDifference> Differences);

/// <summary>Compares a count by scan with the books. Changes nothing: each difference is put right by its verb, by a person who looked.</summary>
public sealed class CountShelvesHandler(MainstayDb db, ISites sites, IAudit audit)
{
    public async Task<ShelfCount> HandleAsync(CountShelves request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, [.. Moves.Of(Verb.Shelve).Roles]);
        var booked = await (
            from shelf in db.Shelves
            where shelf.Site == request.Site
            join c in db.Cases on (ShelfId?)shelf.Id equals c.Shelf into held
            from c in held.DefaultIfEmpty()
            select new { shelf.Code, Number = c == null ? null : c.Number }).ToListAsync(ct);
        var byShelf = booked.ToDictionary(row => row.Code, row => row.Number, StringComparer.Ordinal);
        var shelfOf = booked.Where(row => row.Number is not null).ToDictionary(row => Searchable.Code(row.Number!), row => (row.Code, Number: row.Number!), StringComparer.Ordinal);
        var differences = new List<ShelfDifference>();
        var right = 0;
        foreach (var scan in request.Shelves)
        {
            var code = scan.Shelf.Trim().ToUpperInvariant();
            if (!byShelf.TryGetValue(code, out var expected))
            {
                throw new RefusedException("shelf-not-found", $"There is no shelf {code} at {site.Ref.Name}.");
            }

            var seen = scan.Scans.Select(Searchable.Code).Where(text => text.Length > 0).ToHashSet(StringComparer.Ordinal);
            if (expected is not null && !seen.Remove(Searchable.Code(expected)))
            {
                differences.Add(new ShelfDifference(code, expected, "missing", code));
            }
            else
            {
                right++;
            }

            differences.AddRange(seen.Select(text => shelfOf.TryGetValue(text, out var at)
                ? new ShelfDifference(code, at.Number, "misplaced", at.Code)
                : new ShelfDifference(code, text, "unknown", null)));
        }

        audit.Changed(actor, "shelves.count", $"site:{request.Site}", request.Site);
        await db.SaveChangesAsync(ct);
        return new ShelfCount(request.Shelves.Count, right, differences);
    }
}
