using Mainstay.Access.Contracts;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <param name="Case">Only what is about this one.</param>
/// <param name="Before">The last one shown: the page after it.</param>
public sealed record ListNotices(Guid? Case = null, NoticeState? State = null, NoticeId? Before = null, int Limit = 50);

/// <param name="To">Masked.</param>
/// <param name="Text">Null when it was erased or its key is gone.</param>
public sealed record NoticeView(
    NoticeId Id, string Template, int TemplateVersion, string Language, ContactChannel? Channel, string Subject, SiteId? Site, NoticeState State,
    DateTimeOffset CreatedAt, DateTimeOffset? NextAt, DateTimeOffset? SentAt, int Attempts, string? Problem, bool Urgent, string? To, string? Title, string? Text);

/// <summary>The tray: what was sent, what waits and what was given up, the newest first.</summary>
public sealed class ListNoticesHandler(MainstayDb db, NoticeSeal seal, NoticeSettings settings, ISites sites, IAudit audit)
{
    /// <summary>What opens a case or hands over a device is nobody's business but the customer's.</summary>
    private static readonly string[] _secrets = ["link", "code"];

    public async Task<IReadOnlyList<NoticeView>> HandleAsync(ListNotices request, Actor actor, CancellationToken ct)
    {
        if (!settings.OpenTray)
        {
            actor.Demand(Role.Administrator);
        }

        var rows = db.Set<NoticeRow>().AsNoTracking();
        Role[] readers = settings.OpenTray ? Enum.GetValues<Role>() : [Role.Administrator];
        if (!actor.Grants.Any(grant => readers.Contains(grant.Role) && grant is { Site: null, Organisation: null }))
        {
            var his = (await sites.AllAsync(ct)).Where(site => actor.May(site.Ref, readers)).Select(site => (SiteId?)site.Id).ToList();
            rows = rows.Where(row => his.Contains(row.Site));
        }

        var subject = request.Case is { } id ? $"case:{id}" : null;
        rows = subject is not null ? rows.Where(row => row.Subject == subject) : rows;
        rows = request.State is { } state ? rows.Where(row => row.State == state) : rows;
        if (request.Before is { } before)
        {
            var at = await db.Set<NoticeRow>().Where(row => row.Id == before).Select(row => row.CreatedAt).FirstOrDefaultAsync(ct);
            rows = rows.Where(row => row.CreatedAt < at);
        }

        var found = await (
            from row in rows.OrderByDescending(row => row.CreatedAt).Take(Math.Clamp(request.Limit, 1, 200))
            join text in db.Set<NoticeText>() on row.Id equals text.Notice
            orderby row.CreatedAt descending
            select new { Row = row, Text = text }).ToListAsync(ct);
        await audit.ReadAsync(actor, "notices.tray", subject ?? "notices", null, ct);
        return [.. found.Select(one => Shown(one.Row, one.Text))];
    }

    /// <summary>The number the newest text about a case went to: in the demo one may answer it as the customer would.</summary>
    public async Task<string?> PhoneOfAsync(Guid @case, CancellationToken ct)
    {
        var subject = $"case:{@case}";
        return settings.OpenTray
            ? await (
                from row in db.Set<NoticeRow>()
                join text in db.Set<NoticeText>() on row.Id equals text.Notice
                where row.Subject == subject && text.Phone != null
                orderby row.CreatedAt descending
                select text.Phone).FirstOrDefaultAsync(ct)
            : null;
    }

    private NoticeView Shown(NoticeRow row, NoticeText text)
    {
        var words = seal.Open(text.Text);
        if (words is not null && !settings.OpenTray && seal.OpenValues(text.Values) is { } values)
        {
            words = _secrets.Select(name => values.GetValueOrDefault(name)).Where(secret => secret is { Length: > 0 })
                .Aggregate(words, (open, secret) => open.Replace(secret!, "•••", StringComparison.Ordinal));
        }

        return new NoticeView(
            row.Id, row.Template, row.TemplateVersion, row.Language, row.Channel, row.Subject, row.Site, row.State, row.CreatedAt, row.NextAt,
            row.SentAt, row.Attempts, row.Problem, row.Urgent,
            row.Channel is { } channel && Reach.AddressOf(channel, text.Phone, text.Email) is { } address ? Mask(address) : null, text.Title, words);
    }

    /// <summary>Enough to recognise what one knows already.</summary>
    internal static string Mask(string address) =>
        address.IndexOf('@') is > 0 and var at ? $"{address[0]}•••{address[at..]}"
        : address.Length > 6 ? $"{address[..3]}•••{address[^3..]}" : "•••";
}
