using System.Globalization;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>Takes messages in: chooses way, words and time, and leaves them in the caller's unit of work.</summary>
internal sealed class NoticeQueue(
    MainstayDb db, TemplateBook templates, ICustomers customers, ISites sites, NoticeSeal seal, NoticeSettings settings, IdSource ids, TimeProvider clock) : INotices
{
    public Task QueueAsync(Notice notice, CancellationToken ct) => QueueManyAsync([notice], ct);

    public async Task QueueManyAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        var kinds = notices.Select(notice => notice.Template).Distinct().ToDictionary(
            template => template, template => TemplateKinds.Find(template) ?? throw new ArgumentException($"There is no message '{template}'.", nameof(notices)));
        foreach (var notice in notices)
        {
            if (kinds[notice.Template].Gives.FirstOrDefault(place => !notice.Values.ContainsKey(place)) is { } missing)
            {
                throw new ArgumentException($"The message '{notice.Template}' lacks its {missing}.", nameof(notices));
            }
        }

        var keys = notices.Select(notice => notice.Key).ToList();
        var known = (await db.Set<NoticeRow>().Where(row => keys.Contains(row.Key)).Select(row => row.Key).ToListAsync(ct)).ToHashSet();
        known.UnionWith(db.Set<NoticeRow>().Local.Select(row => row.Key));
        var fresh = notices.Where(notice => known.Add(notice.Key)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var people = await customers.FindManyAsync([.. fresh.Select(notice => notice.Customer).Distinct()], ct);
        foreach (var notice in fresh)
        {
            await AddAsync(notice, kinds[notice.Template], people.GetValueOrDefault(notice.Customer), ct);
        }
    }

    private async Task AddAsync(Notice notice, TemplateKind kind, CustomerInfo? customer, CancellationToken ct)
    {
        var site = notice.Site is { } id ? await sites.GetAsync(id, ct) : null;
        var phone = notice.Phone ?? (notice.OnlyTheseAddresses ? null : customer?.Phone);
        var email = notice.Email ?? (notice.OnlyTheseAddresses ? null : customer?.Email);
        var values = new Dictionary<string, string>(notice.Values);
        values.TryAdd("name", customer?.Name ?? "");
        values.TryAdd("centre", site?.Ref.Name ?? settings.SenderName);
        var ways = Reach.Of(phone, email, customer?.Preferred, notice.Urgent ? [] : customer?.Unwanted ?? []);
        var language = TemplateBook.LanguageOf(notice.Language ?? customer?.Language);
        var now = clock.Now();
        var zone = site?.Hours.Zone ?? settings.Zone;
        values.TryAdd("now", TimeZoneInfo.ConvertTime(now, zone).ToString("d MMMM, HH:mm", CultureInfo.GetCultureInfo(language)));
        var row = new NoticeRow
        {
            Id = ids.Next<NoticeId>(),
            Key = notice.Key,
            Template = notice.Template,
            Language = language,
            Customer = notice.Customer,
            Subject = notice.Subject,
            Site = notice.Site,
            Urgent = notice.Urgent,
            State = ways.Count == 0 ? NoticeState.Withheld : NoticeState.Waiting,
            Problem = ways.Count > 0 ? null : phone is null && email is null ? "no_address" : "opted_out",
            CreatedAt = now,
            NextAt = ways.Count == 0 ? null : notice.Urgent || kind.AtOnce ? now : settings.Quiet.NextAllowed(now, zone),
        };
        var text = new NoticeText { Notice = row.Id, Phone = phone, Email = email, Values = seal.Close(values) };
        if (ways.Count > 0)
        {
            await PutInWordsAsync(row, text, ways[0], values, templates, seal, ct);
        }

        db.Add(row);
        db.Add(text);
    }

    /// <summary>The words for one way, by the version in force now.</summary>
    internal static async Task PutInWordsAsync(
        NoticeRow row, NoticeText text, ContactChannel channel, IReadOnlyDictionary<string, string> values, TemplateBook templates, NoticeSeal seal, CancellationToken ct)
    {
        var template = await templates.InForceAsync(row.Template, row.Language, channel, ct);
        row.Channel = channel;
        row.ChannelAttempts = 0;
        row.TemplateVersion = template.Version;
        text.Title = template.Title is null ? null : TemplateText.Fill(template.Title, values).ReplaceLineEndings(" ");
        text.Text = seal.Close(TemplateText.Fill(template.Text, values));
    }
}
