using System.Globalization;
using Mainstay.Cases.Links;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Booking;

/// <summary>What the customer hears of his visit. Joins the caller's unit of work; the same of one visit and time once.</summary>
public sealed class VisitNotices(INotices notices, ICustomers customers, CaseLinks links, PublicAddress address)
{
    internal Task MadeAsync(Visit visit, SiteInfo site, CancellationToken ct) => QueueAsync(visit, site, NoticeTemplates.BookingMade, ct);

    internal Task MovedAsync(Visit visit, SiteInfo site, CancellationToken ct) => QueueAsync(visit, site, NoticeTemplates.BookingMoved, ct);

    internal Task RemindAsync(Visit visit, SiteInfo site, CancellationToken ct) => QueueAsync(visit, site, NoticeTemplates.BookingReminder, ct);

    private async Task QueueAsync(Visit visit, SiteInfo site, string template, CancellationToken ct)
    {
        if (await customers.FindAsync(visit.Customer, ct) is not { } customer)
        {
            return; // Erased meanwhile.
        }

        var culture = CultureInfo.GetCultureInfo(customer.Language == "hi" ? "hi-IN" : "en-IN");
        var own = visit.Case is { } booked ? await links.AddressForAsync(booked, ct) : null;
        var values = new Dictionary<string, string>
        {
            ["number"] = visit.Number,
            ["when"] = TimeZoneInfo.ConvertTime(visit.StartsAt, site.Hours.Zone).ToString("dddd d MMM, HH:mm", culture),
            ["link"] = (own ?? address.Of($"/book/visit?number={visit.Number}")).ToString(),
        };
        var subject = visit.Case is { } id ? $"case:{id}" : $"visit:{visit.Id}";
        await notices.QueueAsync(
            new Notice($"visit:{visit.Id}/{visit.Moved}/{template}", template, visit.Customer, values, subject, site.Id) { Language = customer.Language }, ct);
    }
}
