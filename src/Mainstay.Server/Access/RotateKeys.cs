using Mainstay.Access.Sessions;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Server.Access;

/// <summary>A new sealing key now. What was sealed before still opens; with <paramref name="Revoke"/> everybody signs in again.</summary>
public sealed record RotateKeys(bool Revoke);

public sealed class RotateKeysHandler(IServiceProvider services, IKeyManager keys, MainstayDb db, SessionEnds ends, TimeProvider clock)
{
    private static readonly TimeSpan _life = TimeSpan.FromDays(90);

    /// <returns>How many sessions ended.</returns>
    public async Task<int> HandleAsync(RotateKeys request, CancellationToken ct)
    {
        KeyRing.DemandOpen(services);
        var now = clock.Now();
        if (request.Revoke)
        {
            keys.RevokeAllKeys(now, "Asked for by command.");
        }

        keys.CreateNewKey(now, now + _life);
        if (!request.Revoke)
        {
            return 0;
        }

        // Running servers learn of revoked keys only when they read the ring again; of ended sessions within two seconds.
        var ended = 0;
        foreach (var person in await db.Set<Session>().Where(row => row.EndedAt == null && row.ExpiresAt > now).Select(row => row.Person).Distinct().ToListAsync(ct))
        {
            ended += await ends.EndAsync(person, null, null, ct);
        }

        return ended;
    }
}
