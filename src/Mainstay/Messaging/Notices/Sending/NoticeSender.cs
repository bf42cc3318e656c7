using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Messaging.Notices.Sending;

/// <summary>
/// Sends what is due. May run on every node at once: a message is claimed for a while before it is sent, and the try is counted with
/// the claim, so only who holds the newest try may say what came of it.
/// </summary>
/// <remarks>
/// At least once: a node that dies between sending and saying so leaves a message that another sends again when the claim has run
/// out. Mail carries the same Message-ID then, a file the same name.
/// </remarks>
public sealed class NoticeSender(IServiceScopeFactory scopes, Database database, TimeProvider clock)
{
    public const int AtOnce = 20;

    /// <summary>Longer than a batch can take at a slow mail server.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <returns>How many left the house.</returns>
    public async Task<int> SendDueAsync(CancellationToken ct)
    {
        var sent = 0;
        List<Claim> claimed;
        do
        {
            claimed = await ClaimAsync(ct);
            foreach (var claim in claimed)
            {
                await using var scope = scopes.CreateAsyncScope();
                sent += await ActivatorUtilities.CreateInstance<NoticeTry>(scope.ServiceProvider).MakeAsync(claim, ct) ? 1 : 0;
            }
        }
        while (claimed.Count == AtOnce);
        return sent;
    }

    private async Task<List<Claim>> ClaimAsync(CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var now = clock.Now();
        if (!await db.Set<NoticeRow>().AnyAsync(row => row.NextAt <= now, ct))
        {
            return []; // Without a transaction, which on SQLite keeps others from writing.
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await Claims.TakeDueAsync<NoticeRow>(db, "next_at", now, AtOnce, ct);
        foreach (var row in due)
        {
            row.Attempts++;
            row.ChannelAttempts++;
            row.NextAt = now + Lease;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. due.Select(row => new Claim(row.Id, row.Attempts, now + Lease))];
    }
}

/// <param name="Attempt">The try it was claimed for.</param>
internal sealed record Claim(NoticeId Notice, int Attempt, DateTimeOffset Until);

/// <summary>One try to send one message.</summary>
internal sealed class NoticeTry(
    MainstayDb db, ICustomers customers, ISites sites, TemplateBook templates, NoticeSeal seal, IEnumerable<ICarrier> carriers, NoticeSettings settings, TimeProvider clock)
{
    /// <returns>Whether it went.</returns>
    public async Task<bool> MakeAsync(Claim claim, CancellationToken ct)
    {
        var found = await (
            from r in db.Set<NoticeRow>()
            join t in db.Set<NoticeText>() on r.Id equals t.Notice
            where r.Id == claim.Notice
            select new { Row = r, Text = t }).SingleAsync(ct);
        var (row, text) = (found.Row, found.Text);
        if (row.Attempts != claim.Attempt || row.State != NoticeState.Waiting || clock.Now() >= claim.Until)
        {
            return false; // We were away for so long that somebody else has it.
        }

        var customer = await customers.FindAsync(row.Customer, ct);
        var ways = Reach.Of(text.Phone, text.Email, customer?.Preferred, row.Urgent ? [] : customer?.Unwanted ?? []);
        if (row.Channel is not { } channel || !ways.Contains(channel))
        {
            await OnAsync(row, text, ways.Count > 0 ? ways[0] : null, NoticeState.Withheld, "opted_out", ct);
            return await SaveAsync(claim, ct) && false;
        }

        var site = row.Site is { } id ? await sites.GetAsync(id, ct) : null;
        var allowed = row.Urgent || TemplateKinds.Find(row.Template) is { AtOnce: true } ? clock.Now() : settings.Quiet.NextAllowed(clock.Now(), site?.Hours.Zone ?? settings.Zone);
        if (allowed > clock.Now())
        {
            row.NextAt = allowed;
            row.ChannelAttempts--;
            return await SaveAsync(claim, ct) && false;
        }

        var delivery = seal.Open(text.Text) is not { } words
            ? Delivery.Refused("unreadable")
            : await CarryAsync(new Parcel(row.Id.Value, channel, Reach.AddressOf(channel, text.Phone, text.Email)!, site?.Ref.Name ?? settings.SenderName, text.Title, words, row.Language), ct);
        await ConcludeAsync(row, text, delivery, ways.SkipWhile(way => way != channel).Skip(1).Cast<ContactChannel?>().FirstOrDefault(), ct);
        return await SaveAsync(claim, ct) && delivery.Outcome == Outcome.Sent;
    }

    private Task<Delivery> CarryAsync(Parcel parcel, CancellationToken ct) =>
        carriers.FirstOrDefault(carrier => carrier.Carries(parcel.Channel)) is { } carrier
            ? carrier.CarryAsync(parcel, ct)
            : Task.FromResult(Delivery.Refused("no_carrier"));

    private async Task ConcludeAsync(NoticeRow row, NoticeText text, Delivery delivery, ContactChannel? otherWay, CancellationToken ct)
    {
        row.Problem = delivery.Code;
        if (delivery.Outcome == Outcome.Sent)
        {
            row.State = NoticeState.Sent;
            row.SentAt = clock.Now();
            row.NextAt = null;
            if (row.Template == NoticeTemplates.DataErased)
            {
                text.Phone = text.Email = text.Values = text.Title = text.Text = null; // His address was kept for this one message.
            }
        }
        else if (delivery.Outcome == Outcome.Later && Tries.PauseAfter(row.ChannelAttempts, otherWay is not null) is { } pause)
        {
            row.NextAt = clock.Now() + pause;
        }
        else
        {
            await OnAsync(row, text, otherWay, NoticeState.Failed, delivery.Code!, ct);
        }
    }

    /// <summary>By another way, in the words for that way; or to an end where there is none.</summary>
    private async Task OnAsync(NoticeRow row, NoticeText text, ContactChannel? way, NoticeState otherwise, string problem, CancellationToken ct)
    {
        row.Problem = problem;
        if (way is { } channel && seal.OpenValues(text.Values) is { } values)
        {
            await NoticeQueue.PutInWordsAsync(row, text, channel, values, templates, seal, ct);
            row.NextAt = clock.Now();
            return;
        }

        row.State = otherwise;
        row.NextAt = null;
    }

    /// <summary>Only while the try is still ours: another node that took it over meanwhile is not contradicted.</summary>
    private async Task<bool> SaveAsync(Claim claim, CancellationToken ct)
    {
        db.Database.AutoSavepointsEnabled = false; // Saved once or not at all: there is nothing to go back to.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var held = await db.Set<NoticeRow>().Where(r => r.Id == claim.Notice && r.Attempts == claim.Attempt && r.State == NoticeState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Attempts, claim.Attempt), ct);
        if (held == 0)
        {
            return false;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
