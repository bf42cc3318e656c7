using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Counter;

/// <summary>The key of a screen in a waiting hall: found by its digest, sealed to be shown to the manager again.</summary>
internal sealed class DisplayKey
{
    public required byte[] Digest { get; init; }

    public required SiteId Site { get; init; }

    public required byte[] Sealed { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required PersonId IssuedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DisplayKey>
    {
        public void Configure(EntityTypeBuilder<DisplayKey> table)
        {
            table.ToTable("cases_displays").HasKey(key => key.Digest);
            table.AreLoose();
            table.StaysBehind();
            table.HasIndex(key => key.Site);
        }
    }
}

/// <summary>The address of the waiting hall's screen; a new one makes the former lead nowhere.</summary>
public sealed record IssueDisplay(SiteId Site);

public sealed record RevokeDisplay(SiteId Site);

/// <param name="Wait">From now until he is called, as the last calls went; null while too few were made today.</param>
public sealed record DisplayToken(int Number, TokenKind Kind, TimeSpan? Wait);

/// <summary>What hangs on the wall: numbers and nothing of anybody.</summary>
public sealed record DisplayView(SiteRef Site, DateTimeOffset At, IReadOnlyList<DisplayToken> Called, IReadOnlyList<DisplayToken> Waiting);

public sealed class DisplayHandler(MainstayDb db, ISites sites, ISeal seal, SecretSource secrets, IAudit audit, TimeProvider clock)
{
    private const string Purpose = "cases.display";
    private const int KeyBytes = 18;
    private const int MostCalled = 6;
    private const int MostWaiting = 30;
    private static readonly Role[] _managers = [Role.CentreManager, Role.Administrator];

    /// <returns>The key, which stands in the address <c>/display/KEY</c>.</returns>
    public async Task<string> HandleAsync(IssueDisplay request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        var random = new byte[KeyBytes];
        secrets.Fill(random);
        var key = Base64Url.EncodeToString(random);
        await RevokeAsync(site, ct);
        db.Add(new DisplayKey { Digest = Digest(key), Site = site, Sealed = seal.Close(Purpose, Encoding.ASCII.GetBytes(key)), IssuedAt = clock.Now(), IssuedBy = actor.Person });
        audit.Changed(actor, "display.issue", $"site:{site}", site);
        await db.SaveChangesAsync(ct);
        return key;
    }

    public async Task HandleAsync(RevokeDisplay request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        await RevokeAsync(site, ct);
        audit.Changed(actor, "display.revoke", $"site:{site}", site);
        await db.SaveChangesAsync(ct);
    }

    /// <returns>The key in force; null when there is none.</returns>
    public async Task<string?> KeyAsync(SiteId request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request, actor, ct);
        var now = await db.Set<DisplayKey>().AsNoTracking().Where(key => key.Site == site && key.RevokedAt == null).OrderByDescending(key => key.IssuedAt).FirstOrDefaultAsync(ct);
        return now is not null && seal.Open(Purpose, now.Sealed) is { } opened ? Encoding.ASCII.GetString(opened) : null;
    }

    /// <summary>Unknown and revoked are one answer: null.</summary>
    public async Task<DisplayView?> ViewAsync(string key, CancellationToken ct)
    {
        if (key.Length > 100 || !Base64Url.IsValid(key))
        {
            return null;
        }

        var digest = Digest(key);
        var found = await db.Set<DisplayKey>().AsNoTracking().FirstOrDefaultAsync(row => row.Digest == digest && row.RevokedAt == null, ct);
        if (found is null)
        {
            return null;
        }

        var site = await sites.GetAsync(found.Site, ct);
        var now = clock.Now();
        var today = site.Today(now);
        var tokens = await db.Tokens.AsNoTracking().Where(token => token.Site == site.Id && token.Day == today).ToListAsync(ct);
        var gap = QueueRule.Gap([.. tokens.Select(token => token.CalledAt).OfType<DateTimeOffset>()]);
        var waiting = tokens.Where(token => token.State == TokenState.Waiting).OrderByDescending(token => token.Kind).ThenBy(token => token.Number).ToList();
        return new DisplayView(
            site.Ref, now,
            [.. tokens.Where(token => token.State == TokenState.Called).OrderByDescending(token => token.CalledAt).Take(MostCalled).Select(token => new DisplayToken(token.Number, token.Kind, null))],
            [.. waiting.Select((token, i) => new DisplayToken(token.Number, token.Kind, QueueRule.Wait(gap, i + 1))).Take(MostWaiting)]);
    }

    private async Task<SiteId> DemandAsync(SiteId id, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(id, ct);
        actor.Demand(site.Ref, _managers);
        return site.Ref.Kind == SiteKind.ServiceCentre ? site.Id : throw new RefusedException("not-a-counter", $"{site.Ref.Name} has no counter.");
    }

    private async Task RevokeAsync(SiteId site, CancellationToken ct)
    {
        foreach (var key in await db.Set<DisplayKey>().Where(key => key.Site == site && key.RevokedAt == null).ToListAsync(ct))
        {
            key.RevokedAt = clock.Now();
        }
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));
}

/// <summary>How long somebody in the queue still waits: pure, from the calls of the day.</summary>
public static class QueueRule
{
    private const int FewestCalls = 3;
    private const int MostCalls = 10;

    /// <summary>Mean time between the latest calls, whatever the number of desks; null while there are too few of them.</summary>
    public static TimeSpan? Gap(IReadOnlyCollection<DateTimeOffset> calls)
    {
        var latest = calls.OrderDescending().Take(MostCalls).ToList();
        return latest.Count < FewestCalls ? null : (latest[0] - latest[^1]) / (latest.Count - 1);
    }

    /// <param name="place">1 is next.</param>
    public static TimeSpan? Wait(TimeSpan? gap, int place) => gap * place;
}
