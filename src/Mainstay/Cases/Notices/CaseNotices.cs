using System.Net.Mail;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Notices;

/// <summary>
/// What a case's customer is told of what happens to it. Hears the events of cases; what was taken over from elsewhere makes none of
/// those listed here, so history is never told. News that is old by the time it is heard is not told as if it were new.
/// </summary>
internal sealed class CaseNotices(
    MainstayDb db, INotices notices, ICustomers customers, ISites sites, ICatalogue catalogue, CaseLinks links, TimeProvider clock) : IConsumeEvents
{
    /// <summary>Events were held up for longer than this: who was told nothing yet hears of the next step instead.</summary>
    private static readonly TimeSpan _stale = TimeSpan.FromDays(3);

    private sealed record News(CaseId Case, int Version, string Template, string? Reason, DateTimeOffset At);

    public async Task ConsumeAsync(IReadOnlyList<OutEvent> events, CancellationToken ct)
    {
        var news = events.Select(NewsOf).OfType<News>().ToList();
        if (news.Count == 0)
        {
            return;
        }

        var ids = news.Select(one => one.Case).Distinct().ToList();
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id) && !c.IsHistory).ToDictionaryAsync(c => c.Id, ct);
        var reach = await db.CasePrivates.AsNoTracking().Where(p => ids.Contains(p.Case))
            .Select(p => new { p.Case, p.ReachPhone, p.ReachOther }).ToDictionaryAsync(p => p.Case, p => (p.ReachPhone, p.ReachOther), ct);
        var people = await customers.FindManyAsync([.. cases.Values.Select(c => c.Customer).Distinct()], ct);
        var visits = news.Exists(one => one.Template == NoticeTemplates.BookingMade)
            ? await db.Set<Visit>().Where(visit => visit.Case != null && ids.Contains(visit.Case.Value)).Select(visit => visit.Case!.Value).ToListAsync(ct)
            : []; // A visit tells of itself.
        var told = new List<(News News, Case Case, CustomerInfo Customer)>();
        foreach (var one in news.Where(one => one.At > clock.Now() - _stale && !(one.Template == NoticeTemplates.BookingMade && visits.Contains(one.Case))))
        {
            if (cases.GetValueOrDefault(one.Case) is { } c && people.GetValueOrDefault(c.Customer) is { } customer && StillTrue(one.Template, c))
            {
                told.Add((one, c, customer));
            }
        }

        var addresses = await links.AddressesForAsync([.. told.Select(one => one.Case.Id).Distinct()], ct);
        var made = new List<Notice>(told.Count);
        foreach (var (one, c, customer) in told)
        {
            var values = await ValuesAsync(c, customer, one.Reason, addresses[c.Id], ct);
            var (phone, other) = reach.GetValueOrDefault(one.Case);
            made.Add(new Notice($"case:{c.Id}/{one.Version}/{one.Template}", Plainly(one.Template, c), c.Customer, values, $"case:{c.Id}", c.Site)
            {
                Phone = phone,
                Email = MailIn(other),
                Language = customer.Language,
            });
        }

        await notices.QueueManyAsync(made, ct);
    }

    /// <summary>The message of an event, if it has one.</summary>
    private static News? NewsOf(OutEvent happened)
    {
        if (!happened.Type.StartsWith("case.", StringComparison.Ordinal) || !EnumText<Verb>.TryParse(happened.Type[5..], out var verb))
        {
            return null;
        }

        var told = System.Text.Json.JsonSerializer.Deserialize<CaseNews>(happened.Data, JsonText.Snake)!;
        return TemplateOf(verb, told.From, told.To) is { } template ? new News(told.Case, told.Sequence, template, told.Reason, happened.At) : null;
    }

    internal static string? TemplateOf(Verb verb, CaseState from, CaseState to) => verb switch
    {
        Verb.Open or Verb.Receive when to == CaseState.Received => NoticeTemplates.CaseReceived,
        Verb.Book => NoticeTemplates.BookingMade,
        Verb.Diagnose when to == CaseState.Diagnosed && from != CaseState.EstimateSent => NoticeTemplates.PromiseTold,
        Verb.SendEstimate => NoticeTemplates.EstimateReady,
        Verb.Approve when from == CaseState.EstimateSent => NoticeTemplates.EstimateApproved,
        Verb.Decline => NoticeTemplates.EstimateDeclined,
        Verb.WaitForParts => NoticeTemplates.PartsWait,
        Verb.MovePromise => NoticeTemplates.PromiseMoved,
        Verb.PassQuality or Verb.PrepareReturn when to == CaseState.Ready => NoticeTemplates.Ready,
        Verb.HandOver => NoticeTemplates.HandedOver,
        Verb.Cancel when from == CaseState.Booked => NoticeTemplates.CaseCancelled,
        Verb.Complain => NoticeTemplates.ComplaintReceived,
        _ => null,
    };

    /// <summary>A case goes on while its events wait: only what still holds is said.</summary>
    private static bool StillTrue(string template, Case c) => template switch
    {
        NoticeTemplates.PromiseTold => c is { IsOpen: true, ReadyAt: null, ReadyP90: not null, EstimateUntil: null },
        NoticeTemplates.EstimateReady => c.State == CaseState.EstimateSent,
        NoticeTemplates.PartsWait => c.State == CaseState.PartsWait,
        NoticeTemplates.PromiseMoved => c is { IsOpen: true, ReadyAt: null },
        NoticeTemplates.Ready => c.State == CaseState.Ready,
        NoticeTemplates.BookingMade => c is { State: CaseState.Booked, BookedFor: not null },
        _ => true,
    };

    /// <summary>Where a promise was over before the new one was made, that is said: it is no warning any more.</summary>
    private static string Plainly(string template, Case c) =>
        template == NoticeTemplates.PromiseMoved && c.UntoldSince is not null ? NoticeTemplates.PromiseLate : template;

    /// <summary>All that may stand in a message about a case, in the customer's language.</summary>
    internal async Task<Dictionary<string, string>> ValuesAsync(Case c, CustomerInfo customer, string? reason, CancellationToken ct) =>
        await ValuesAsync(c, customer, reason, await links.AddressForAsync(c.Id, ct), ct);

    private async Task<Dictionary<string, string>> ValuesAsync(Case c, CustomerInfo customer, string? reason, Uri? address, CancellationToken ct)
    {
        var site = await sites.GetAsync(c.Site, ct);
        var words = CaseWords.In(customer.Language);
        var zone = site.Hours.Zone;
        var now = clock.Now();
        var model = await catalogue.ModelAsync(c.Model, ct);
        return new Dictionary<string, string>
        {
            ["number"] = c.Number,
            ["device"] = model?.Name ?? "",
            ["promise"] = words.Promise(c.KnownBy, c.ReadyP50, c.ReadyP90, now, zone),
            ["reason"] = words.Reason(reason),
            ["amount"] = words.Amount(new Money(Math.Max(0, c.CustomerDueMinor - c.SettledMinor), c.Currency)),
            ["until"] = c.EstimateUntil is { } until ? words.Day(until, zone) : "",
            ["hours"] = words.Open(site.Hours, now),
            ["when"] = c.BookedFor is { } booked ? words.Time(booked, now, zone) : "",
            ["link"] = address?.ToString() ?? "",
        };
    }

    /// <summary>"Another way to reach him" is free text; a mail address in it is one.</summary>
    internal static string? MailIn(string? other) =>
        other is not null && other.Contains('@') && MailAddress.TryCreate(other.Trim(), out var mail) ? mail.Address : null;
}
