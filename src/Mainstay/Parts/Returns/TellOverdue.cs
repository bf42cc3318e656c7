using System.Globalization;
using System.Text.Json;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Parts.Returns;

/// <summary>What others hear of a replaced part that did not come back by its day: ids, codes and numbers (docs/events.md).</summary>
internal sealed record DebtNews(DebtId Debt, string Number, SiteId Site, SiteId To, PartId Part, DebtState State, string DueOn, long CoreMinor, string Currency);

/// <summary>Tells of each debt once, on the first round after its day. Run again, or on two nodes at once, it tells nothing twice.</summary>
public sealed class TellOverdue(IServiceScopeFactory scopes, ISites sites, IdSource ids, TimeProvider clock)
{
    public const string Type = "parts.debt_overdue";

    private const int MostAtOnce = 500;

    /// <returns>How many were told.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MainstayDb>();
        var outbox = scope.ServiceProvider.GetRequiredService<IOutbox>();
        var now = clock.Now();
        var latest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1); // East of Greenwich the next day has begun already.
        var told = 0;
        foreach (var debt in await db.Set<Debt>().Where(debt => debt.ClosedAt == null && debt.ToldAt == null && debt.DueOn < latest).OrderBy(debt => debt.DueOn).Take(MostAtOnce).ToListAsync(ct))
        {
            if (debt.IsOverdueOn((await sites.GetAsync(debt.Site, ct)).Today(now)))
            {
                outbox.Add(new OutEvent(ids.Next(), Type, $"debt:{debt.Id}", 1, debt.Site, now, JsonSerializer.Serialize(
                    new DebtNews(debt.Id, debt.Number, debt.Site, debt.To, debt.Part, debt.State, debt.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), debt.CoreMinor, debt.Currency),
                    JsonText.Snake)));
                debt.ToldAt = now;
                debt.Version++;
                told++;
            }
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return told;
        }
        catch (DbUpdateConcurrencyException)
        {
            return 0; // Somebody settled one of them at this moment: nothing was told, and the next round tells the rest.
        }
    }
}
