using System.Security.Cryptography;
using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Terminals;

/// <summary>Makes the browser in front of a manager a terminal of his site.</summary>
public sealed record RegisterTerminal(SiteId Site, string Name, int IdleMinutes = Terminal.DefaultIdleMinutes);

/// <param name="Key">Sealed; goes into the browser's cookie and is shown to nobody.</param>
public sealed record TerminalRegistered(TerminalId Id, byte[] Key);

/// <summary>A stolen or replaced counter computer: nobody can work with it any more, and who does is out at once.</summary>
public sealed record RevokeTerminal(TerminalId Terminal);

public sealed record ListTerminals(SiteId Site);

public sealed record TerminalRow(TerminalId Id, SiteId Site, string Name, int IdleMinutes, DateTimeOffset RegisteredAt, DateTimeOffset? RevokedAt);

/// <summary>What a browser's key opens.</summary>
public sealed record KnownTerminal(TerminalId Id, SiteRef Site, string Name, int IdleMinutes);

public sealed class TerminalHandler(MainstayDb db, ISites sites, ISeal seal, SecretSource secrets, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const string Purpose = "access.terminal";
    private const int SecretBytes = 32;
    private const int LongestName = 60;
    private static readonly Role[] _managers = [Role.CentreManager, Role.FactoryManager, Role.Administrator];

    public async Task<TerminalRegistered> HandleAsync(RegisterTerminal request, Actor actor, CancellationToken ct)
    {
        var site = await sites.GetAsync(request.Site, ct);
        actor.Demand(site.Ref, _managers);
        var name = request.Name.Trim();
        if (name.Length is 0 or > LongestName || request.IdleMinutes is < 1 or > 60)
        {
            throw new RefusedException("terminal-invalid", $"A terminal has a name of 1 to {LongestName} characters and locks itself after 1 to 60 minutes.");
        }

        var secret = new byte[SecretBytes];
        secrets.Fill(secret);
        var terminal = new Terminal
        {
            Id = ids.Next<TerminalId>(),
            Site = site.Id,
            Name = name,
            Digest = SHA256.HashData(secret),
            IdleMinutes = request.IdleMinutes,
            RegisteredAt = clock.Now(),
            RegisteredBy = actor.Person,
        };
        db.Add(terminal);
        audit.Changed(actor, "terminal.register", $"terminal:{terminal.Id}", site.Id);
        await db.SaveChangesAsync(ct);
        return new TerminalRegistered(terminal.Id, seal.Close(Purpose, [.. terminal.Id.Value.ToByteArray(bigEndian: true), .. secret]));
    }

    public async Task HandleAsync(RevokeTerminal request, Actor actor, CancellationToken ct)
    {
        var terminal = await db.Set<Terminal>().FirstOrDefaultAsync(row => row.Id == request.Terminal, ct)
            ?? throw new RefusedException("terminal-not-found", "There is no such terminal.");
        actor.Demand((await sites.GetAsync(terminal.Site, ct)).Ref, _managers);
        if (terminal.RevokedAt is not null)
        {
            return;
        }

        await InTransaction.RunAsync(db, async () =>
        {
            DateTimeOffset? now = clock.Now();
            terminal.RevokedAt = now;
            terminal.RevokedBy = actor.Person;
            audit.Changed(actor, "terminal.revoke", $"terminal:{terminal.Id}", terminal.Site);
            await db.Set<Session>().Where(row => row.Terminal == terminal.Id && row.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), ct);
            await Revisions.TouchLightAsync(db, ids, SessionBook.Revision, ct);
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    public async Task<IReadOnlyList<TerminalRow>> HandleAsync(ListTerminals request, Actor actor, CancellationToken ct)
    {
        actor.Demand((await sites.GetAsync(request.Site, ct)).Ref, _managers);
        return await db.Set<Terminal>().AsNoTracking().Where(row => row.Site == request.Site).OrderBy(row => row.RevokedAt != null).ThenByDescending(row => row.RegisteredAt).Take(200)
            .Select(row => new TerminalRow(row.Id, row.Site, row.Name, row.IdleMinutes, row.RegisteredAt, row.RevokedAt)).ToListAsync(ct);
    }

    /// <summary>Forged, unknown and revoked are one answer: null.</summary>
    public async Task<KnownTerminal?> FindAsync(byte[] key, CancellationToken ct)
    {
        if (seal.Open(Purpose, key) is not { Length: 16 + SecretBytes } opened)
        {
            return null;
        }

        var id = new TerminalId(new Guid(opened.AsSpan(0, 16), bigEndian: true));
        var terminal = await db.Set<Terminal>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, ct);
        return terminal is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(opened.AsSpan(16)), terminal.Digest)
            ? new KnownTerminal(terminal.Id, (await sites.GetAsync(terminal.Site, ct)).Ref, terminal.Name, terminal.IdleMinutes)
            : null;
    }
}
