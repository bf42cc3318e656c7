using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Notices;

/// <summary>
/// Estimates nobody has answered: the clock is the customer's, so no promise breaks, but he may have overlooked it. He is written to
/// again after a day, after four, and two days before the price ends. May run on every node and as often as it likes.
/// </summary>
internal sealed class EstimateReminders(MainstayDb db, CaseNotices words, INotices notices, ICustomers customers, TimeProvider clock)
{
    private static readonly TimeSpan[] _after = [TimeSpan.FromDays(1), TimeSpan.FromDays(4)];
    private static readonly TimeSpan _beforeEnd = TimeSpan.FromDays(2);

    /// <summary>So long after its time a reminder is still sent: the server may have been down, but an old one helps nobody.</summary>
    private static readonly TimeSpan _window = TimeSpan.FromDays(1);

    /// <returns>How many reminders were due.</returns>
    public async Task<int> RemindAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var open = db.Cases.AsNoTracking().Where(c => c.State == CaseState.EstimateSent && c.EstimateUntil > now && !c.IsHistory);
        var due = new List<(Case Case, int Number)>();
        for (var i = 0; i < _after.Length; i++)
        {
            var (from, until) = (now - _after[i] - _window, now - _after[i]);
            due.AddRange((await open.Where(c => c.ClockSince > from && c.ClockSince <= until).ToListAsync(ct)).Select(c => (c, i + 1)));
        }

        var (soon, last) = (now + _beforeEnd - _window, now + _beforeEnd);
        due.AddRange((await open.Where(c => c.EstimateUntil > soon && c.EstimateUntil <= last).ToListAsync(ct)).Select(c => (c, _after.Length + 1)));
        var people = await customers.FindManyAsync([.. due.Select(one => one.Case.Customer).Distinct()], ct);
        foreach (var (c, number) in due)
        {
            var reach = await db.CasePrivates.Where(p => p.Case == c.Id).Select(p => new { p.ReachPhone, p.ReachOther }).SingleAsync(ct);
            var customer = people[c.Customer];
            await notices.QueueAsync(
                new Notice(
                    $"case:{c.Id}/estimate/{c.EstimateUntil!.Value.ToUnixTimeSeconds()}/{number}", NoticeTemplates.EstimateReminder, c.Customer,
                    await words.ValuesAsync(c, customer, null, ct), $"case:{c.Id}", c.Site)
                {
                    Phone = reach.ReachPhone,
                    Email = CaseNotices.MailIn(reach.ReachOther),
                    Language = customer.Language,
                },
                ct);
            await db.SaveChangesAsync(ct);
        }

        return due.Count;
    }
}
