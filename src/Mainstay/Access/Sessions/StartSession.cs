using Mainstay.Access.Contracts;
using Mainstay.Access.Factors;
using Mainstay.Access.Terminals;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Sessions;

/// <summary>Somebody proved who he is and begins to work.</summary>
/// <param name="Stamp">As it was when he proved it; null takes the present one.</param>
public sealed record StartSession(PersonId Person, SignInHow How, string? UserAgent, string? Address, string? Stamp = null)
{
    /// <summary>The counter terminal, where it begins at one.</summary>
    public KnownTerminal? Terminal { get; init; }
}

public sealed class StartSessionHandler(MainstayDb db, KnownFactors factors, SessionRule rule, IdSource ids, TimeProvider clock)
{
    /// <summary>Ended ones are kept this long for the list, then forgotten.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    public async Task<Session> HandleAsync(StartSession request, CancellationToken ct)
    {
        var now = clock.Now();
        var stamp = await db.Set<Person>().Where(row => row.Id == request.Person && row.State == PersonState.Active)
            .Select(row => row.SecurityStamp).FirstOrDefaultAsync(ct);
        if (stamp is null || (request.Stamp is { } proved && proved != stamp))
        {
            throw new RefusedException("not-signed-in", "This person cannot sign in now.");
        }

        var isLimited = request.How == SignInHow.Password && await IsOverdueAsync(request.Person, now, ct);
        var forgotten = now - Memory;
        await db.Set<Session>().Where(row => row.Person == request.Person && row.ExpiresAt < forgotten).ExecuteDeleteAsync(ct);
        var session = new Session
        {
            Id = ids.Next<SessionId>(),
            Person = request.Person,
            How = request.How,
            Stamp = stamp,
            Device = DeviceName.Of(request.UserAgent),
            Address = DeviceName.Masked(request.Address),
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + rule.Longest,
            IsLimited = isLimited,
            Terminal = request.Terminal?.Id,
            IdleMinutes = request.Terminal?.IdleMinutes,
            ProvedAt = request.How == SignInHow.Badge ? null : now,
        };
        await new WriteBatch(db).Insert(session).CommitAsync(ct);
        return session;
    }

    /// <summary>The time to get a second factor begins with the first sign-in that lacks it.</summary>
    private async Task<bool> IsOverdueAsync(PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        if (rule.SecondFactorWithin is not { } patience
            || !await db.Set<GrantRow>().AnyAsync(row => row.Person == person && KnownFactors.Demanded.Contains(row.Role), ct)
            || (await factors.OfAsync(person, ct)).Any)
        {
            return false;
        }

        DateTimeOffset? begins = now + patience;
        await db.Set<Person>().Where(row => row.Id == person && row.SecondFactorDue == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.SecondFactorDue, begins), ct);
        return await db.Set<Person>().AnyAsync(row => row.Id == person && row.SecondFactorDue <= now, ct);
    }
}
