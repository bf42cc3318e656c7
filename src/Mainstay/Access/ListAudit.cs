using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>Who did what, the latest first.</summary>
/// <param name="Subject">An id, or a kind such as <c>case</c>, or both with a colon between.</param>
/// <param name="Action">The whole name of a verb or page.</param>
/// <param name="Glass">Only what was done with this role taken in an emergency.</param>
/// <param name="After">Where the page before ended (<see cref="AuditPage.Next"/>).</param>
public sealed record ListAudit(
    PersonId? Person, string? Subject, string? Action, AuditKind? Kind, DateTimeOffset? From, DateTimeOffset? To, string? After, int Limit = 50,
    GlassId? Glass = null);

public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next);

public sealed class ListAuditHandler(MainstayDb db)
{
    private const int MostAtOnce = 200;

    public async Task<AuditPage> HandleAsync(ListAudit request, Actor actor, CancellationToken ct)
    {
        Delegation.DemandWholeNetwork(actor);
        var entries = Matching(request);
        var skip = 0;
        if (request.After?.Split('_') is [var ticks, var seen]
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at is > 0 and < 3_000_000_000_000_000_000
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            var last = new DateTimeOffset(at, TimeSpan.Zero);
            entries = entries.Where(entry => entry.At <= last);
        }

        var limit = Math.Clamp(request.Limit, 1, MostAtOnce);
        var rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Skip(skip).Take(limit + 1).ToListAsync(ct);
        var shown = rows.Take(limit).ToList();
        return new AuditPage(shown, rows.Count > limit ? Cursor(shown, request.After, skip) : null);
    }

    /// <summary>The last instant shown, and how many of its entries: imports leave many at the same instant.</summary>
    private static string Cursor(List<AuditEntry> shown, string? before, int skipped)
    {
        var at = shown[^1].At;
        var seen = shown.Count(entry => entry.At == at);
        var isSameAsBefore = seen == shown.Count && before?.StartsWith($"{at.UtcTicks}_", StringComparison.Ordinal) == true;
        return string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}_{seen + (isSameAsBefore ? skipped : 0)}");
    }

    private IQueryable<AuditEntry> Matching(ListAudit request)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (request.Person is { } person)
        {
            entries = entries.Where(entry => entry.Person == person);
        }

        if (request.Subject?.Trim() is { Length: > 0 } subject)
        {
            entries = subject.Split(':', 2) is [var kind, var id]
                ? entries.Where(entry => entry.SubjectKind == kind && entry.SubjectId == id)
                : entries.Where(entry => entry.SubjectId == subject || entry.SubjectKind == subject);
        }

        if (request.Action?.Trim() is { Length: > 0 } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        if (request.Kind is { } read)
        {
            entries = entries.Where(entry => entry.Kind == read);
        }

        if (request.Glass is { } glass)
        {
            entries = entries.Where(entry => entry.Glass == glass);
        }

        if (request.From?.ToUniversalTime() is { } from)
        {
            entries = entries.Where(entry => entry.At >= from);
        }

        if (request.To?.ToUniversalTime() is { } to)
        {
            entries = entries.Where(entry => entry.At < to);
        }

        return entries;
    }
}
