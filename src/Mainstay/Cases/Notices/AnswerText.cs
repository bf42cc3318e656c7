using System.ComponentModel.DataAnnotations;
using Mainstay.Access.Contracts;
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

/// <summary>A customer answered by text message; a gateway brings it.</summary>
/// <param name="From">The number it came from.</param>
/// <param name="Id">The gateway's own number of the message: brought twice, it is answered once.</param>
public sealed record AnswerText([property: Required] string From, [property: Required] string Text, string? Id = null);

/// <param name="Understood"><c>yes</c>, <c>no</c>, <c>status</c>, <c>stop</c>, <c>start</c>; null when it could not be read or had no case.</param>
/// <param name="Number">Of the case it was about.</param>
/// <param name="Reply">In the customer's language; queued for him already when <paramref name="IsQueued"/>.</param>
public sealed record TextAnswered(string? Understood, string? Number, string Reply, bool IsQueued);

/// <summary>
/// What can be said over the link can be said by text: the same verbs, with the same rules. A number speaks only for cases whose
/// customer is reached at it; where that may be several, it is asked which.
/// </summary>
public sealed class AnswerTextHandler(
    MainstayDb db, CustomerActs acts, ICustomers customers, INotices notices, ISites sites, ICatalogue catalogue, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int MostNamed = 5;

    /// <summary>So long after hand-over STATUS is still answered.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(14);

    public async Task<TextAnswered> HandleAsync(AnswerText request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator);
        if (!Phone.TryNormalise(request.From, out var from))
        {
            throw new RefusedException("phone-malformed", "This is no phone number: give ten digits, or a plus and the country code first.");
        }

        var (word, named) = TextWords.Read(request.Text);
        if (word is TextWord.Stop or TextWord.Start)
        {
            return await WantAsync(from, word.Value, actor, ct);
        }

        var cases = await CasesOfAsync(from, ct);
        var language = cases.Count > 0 ? cases[0].Customer.Language : await LanguageAtAsync(from, ct);
        var words = CaseWords.In(language);
        if (word is null)
        {
            return await ReplyAsync(request, from, cases.FirstOrDefault(), null, words.NotUnderstood, ct);
        }

        var meant = cases.Where(one => named is null ? word == TextWord.Status ? one.Case.IsOpen : one.Case.State == CaseState.EstimateSent : IsNamed(one.Case, named)).ToList();
        if (meant.Count != 1)
        {
            var text = meant.Count > 1 ? words.Say(words.Which, string.Join(", ", meant.Take(MostNamed).Select(one => $"{TextWords.Of(word.Value)} {one.Case.Number}")))
                : cases.Count == 0 || named is not null || word == TextWord.Status ? words.Unknown
                : words.Say(words.NothingToAnswer, cases[0].Case.Number);
            return await ReplyAsync(request, from, cases.FirstOrDefault(), null, text, ct);
        }

        return word == TextWord.Status
            ? await ReplyAsync(request, from, meant[0], "status", await StatusAsync(meant[0], words, ct), ct)
            : await DecideAsync(request, from, meant[0], word.Value, words, ct);
    }

    /// <summary>His yes or no is told by the message every yes or no has; only when it could not be done is he written to from here.</summary>
    private async Task<TextAnswered> DecideAsync(AnswerText request, string from, Candidate one, TextWord word, CaseWords words, CancellationToken ct)
    {
        if (one.Case.State != CaseState.EstimateSent)
        {
            return await ReplyAsync(request, from, one, null, words.Say(words.NothingToAnswer, one.Case.Number), ct);
        }

        try
        {
            _ = word == TextWord.Yes
                ? await acts.ApproveAsync(CustomerWord.ByText(one.Case.Id), null, ct)
                : await acts.DeclineAsync(CustomerWord.ByText(one.Case.Id), "other", ct);
            return new TextAnswered(TextWords.Of(word).ToLowerInvariant(), one.Case.Number, words.Say(words.ThankYou, one.Case.Number), IsQueued: false);
        }
        catch (RefusedException)
        {
            db.ChangeTracker.Clear();
            return await ReplyAsync(request, from, one, null, words.Say(words.NotDone, one.Case.Number), ct);
        }
    }

    private async Task<TextAnswered> WantAsync(string from, TextWord word, Actor actor, CancellationToken ct)
    {
        foreach (var customer in await customers.WantAsync(from, ContactChannel.Sms, word == TextWord.Start, ct))
        {
            audit.Changed(actor, word == TextWord.Start ? "customer.opt_in" : "customer.opt_out", $"customer:{customer}", null);
        }

        await db.SaveChangesAsync(ct);
        var words = CaseWords.In(await LanguageAtAsync(from, ct));
        return new TextAnswered(TextWords.Of(word).ToLowerInvariant(), null, word == TextWord.Start ? words.Started : words.Stopped, IsQueued: false);
    }

    private async Task<string> StatusAsync(Candidate one, CaseWords words, CancellationToken ct)
    {
        var c = one.Case;
        var site = await sites.GetAsync(c.Site, ct);
        var now = clock.Now();
        var device = (await catalogue.ModelAsync(c.Model, ct))?.Name;
        var state = words.Say(words.CaseIs, $"{c.Number} ({device})", words.States[EnumText<CaseState>.Of(c.State)]);
        return c.State switch
        {
            CaseState.EstimateSent => $"{state}. {words.Say(words.YesOrNo, c.Number, words.Amount(new Money(c.CustomerDueMinor, c.Currency)))}.",
            CaseState.Ready => $"{state}. {words.Open(site.Hours, now)}.",
            _ when c is { IsOpen: true, ReadyAt: null } => $"{state}. {words.Promise(c.KnownBy, c.ReadyP50, c.ReadyP90, now, site.Hours.Zone)}.",
            _ => $"{state}.",
        };
    }

    /// <summary>A number that belongs to nobody here is not written to: the gateway has the answer, and we have no customer.</summary>
    private async Task<TextAnswered> ReplyAsync(AnswerText request, string from, Candidate? about, string? understood, string text, CancellationToken ct)
    {
        if (about is { } one)
        {
            await notices.QueueAsync(
                new Notice(
                    $"text:{request.Id ?? ids.Next().ToString()}", NoticeTemplates.Reply, one.Case.Customer, new Dictionary<string, string> { ["text"] = text }, $"case:{one.Case.Id}", one.Case.Site)
                {
                    Phone = from,
                    OnlyTheseAddresses = true,
                },
                ct);
            await db.SaveChangesAsync(ct);
        }

        return new TextAnswered(understood, understood is null ? null : about?.Case.Number, text, about is not null);
    }

    /// <summary>Those whose customer is reached at this number: the one given for the case, or, where none was, his own.</summary>
    private async Task<List<Candidate>> CasesOfAsync(string from, CancellationToken ct)
    {
        var since = clock.Now() - _remembered;
        var his = (await customers.SearchAsync(from, 20, ct)).Select(customer => customer.Id).ToList();
        var found = await (
            from p in db.CasePrivates.AsNoTracking()
            join c in db.Cases.AsNoTracking() on p.Case equals c.Id
            where !c.IsHistory && (c.IsOpen || c.HandedOverAt >= since) && p.ReachPhone == @from
            select c).ToListAsync(ct);
        found.AddRange(await (
            from c in db.Cases.AsNoTracking()
            join p in db.CasePrivates.AsNoTracking() on c.Id equals p.Case
            where his.Contains(c.Customer) && !c.IsHistory && (c.IsOpen || c.HandedOverAt >= since) && p.ReachPhone == null
            select c).ToListAsync(ct));
        var people = await customers.FindManyAsync([.. found.Select(c => c.Customer).Distinct()], ct);
        return [.. found.OrderByDescending(c => c.OpenedAt).Where(c => people.ContainsKey(c.Customer)).Select(c => new Candidate(c, people[c.Customer]))];
    }

    private async Task<string?> LanguageAtAsync(string phone, CancellationToken ct) =>
        await customers.SearchAsync(phone, 1, ct) is [var first, ..] ? first.Language : null;

    /// <summary>By its whole number, or by the last part of it, as people say it.</summary>
    private static bool IsNamed(Case c, string named) =>
        c.Number.Equals(named, StringComparison.OrdinalIgnoreCase) || c.Number.EndsWith("-" + named, StringComparison.OrdinalIgnoreCase);

    private sealed record Candidate(Case Case, CustomerInfo Customer);
}
