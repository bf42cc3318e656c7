using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>How it stands with a case's link, for staff.</summary>
/// <param name="Address">Null when it was revoked, has run out, or its seal does not open here.</param>
public sealed record LinkState(Uri? Address, bool IsRevoked, DateTimeOffset? IssuedAt, DateTimeOffset? EndsAt);

/// <summary>
/// The customer's link of a case: made when it is first asked for, so that opening a case costs nothing more. A token is 144 random
/// bits; which case it belongs to is found by its digest, so neither the table nor a slow comparison tells anybody a token.
/// </summary>
public sealed class CaseLinks(MainstayDb db, ISeal seal, SecretSource secrets, PublicAddress address, TimeProvider clock)
{
    /// <summary>A link ends so many days after hand-over (or after the case was cancelled).</summary>
    public const int DaysAfterHandOver = 90;

    private const string Purpose = "case.link";
    private const int TokenBytes = 18;
    private const int TokenLength = TokenBytes / 3 * 4;

    /// <summary>
    /// The address that messages and papers carry. The case must be stored already. A link is written at once, within the caller's
    /// transaction where one is open.
    /// </summary>
    /// <returns>Null when the link was revoked and no new one given out.</returns>
    public async Task<Uri?> AddressForAsync(CaseId id, CancellationToken ct) => (await AddressesForAsync([id], ct))[id];

    /// <summary>The same for many cases with one question and one batch.</summary>
    internal async Task<IReadOnlyDictionary<CaseId, Uri?>> AddressesForAsync(IReadOnlyCollection<CaseId> cases, CancellationToken ct)
    {
        var made = new Dictionary<CaseId, Uri?>();
        if (cases.Count == 0)
        {
            return made;
        }

        var known = (await db.CustomerLinks.AsNoTracking().Where(link => cases.Contains(link.Case)).ToListAsync(ct)).ToLookup(link => link.Case);
        var batch = new WriteBatch(db);
        var isAny = false;
        foreach (var id in cases)
        {
            var newest = known[id].OrderByDescending(link => link.IssuedAt).ThenBy(link => link.RevokedAt != null).FirstOrDefault();
            if (newest is { RevokedAt: not null })
            {
                made[id] = null;
            }
            else if (newest is not null && seal.Open(Purpose, newest.Sealed) is { } token)
            {
                made[id] = AddressOf(Encoding.ASCII.GetString(token));
            }
            else
            {
                var (link, fresh) = Make(id, Actor.System.Person, clock.Now());
                batch.Insert(link);
                isAny = true;
                made[id] = AddressOf(fresh);
            }
        }

        if (isAny)
        {
            await batch.CommitAsync(ct);
        }

        return made;
    }

    /// <summary>Whose case a token opens. Unknown, revoked, ended and erased are one answer: null.</summary>
    public async Task<CaseId?> FindAsync(string? token, CancellationToken ct)
    {
        if (token is null || token.Length != TokenLength || !Base64Url.IsValid(token))
        {
            return null;
        }

        var digest = Digest(token);
        var found = await (
            from link in db.CustomerLinks.AsNoTracking()
            where link.Digest == digest
            join c in db.Cases on link.Case equals c.Id
            join p in db.CasePrivates on c.Id equals p.Case
            select new { link.Case, link.RevokedAt, c.HandedOverAt, c.ClosedAt, p.ForgottenAt }).SingleOrDefaultAsync(ct);
        return found is { RevokedAt: null, ForgottenAt: null } && EndsAt(found.HandedOverAt, found.ClosedAt) is var ends && !(ends <= clock.Now())
            ? found.Case
            : null;
    }

    internal async Task<LinkState> StateAsync(Case @case, CancellationToken ct)
    {
        var newest = await NewestAsync(@case.Id, ct);
        var ends = EndsAt(@case.HandedOverAt, @case.ClosedAt);
        return newest is { RevokedAt: not null } || ends <= clock.Now()
            ? new LinkState(null, newest?.RevokedAt is not null, newest?.IssuedAt, ends)
            : new LinkState(await AddressForAsync(@case.Id, ct), false, newest?.IssuedAt, ends);
    }

    /// <summary>A new address; every former one leads nowhere from now on. Tracked, not yet saved.</summary>
    internal async Task<Uri> ReissueAsync(CaseId id, Actor actor, CancellationToken ct)
    {
        await RevokeAsync(id, actor, ct);
        var (link, token) = Make(id, actor.Person, clock.Now());
        db.Add(link);
        return AddressOf(token);
    }

    /// <summary>Tracked, not yet saved. Where no link was ever asked for, one is put down as revoked, so that none comes about later.</summary>
    internal async Task RevokeAsync(CaseId id, Actor actor, CancellationToken ct)
    {
        var now = clock.Now();
        var links = await db.CustomerLinks.Where(link => link.Case == id).ToListAsync(ct);
        if (links.Count == 0)
        {
            links.Add(db.Add(Make(id, actor.Person, now).Link).Entity);
        }

        foreach (var link in links.Where(link => link.RevokedAt is null))
        {
            link.RevokedAt = now;
            link.RevokedBy = actor.Person;
        }
    }

    internal static DateTimeOffset? EndsAt(DateTimeOffset? handedOverAt, DateTimeOffset? closedAt) => (handedOverAt ?? closedAt)?.AddDays(DaysAfterHandOver);

    internal static byte[] Digest(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private Task<CustomerLink?> NewestAsync(CaseId id, CancellationToken ct) =>
        db.CustomerLinks.AsNoTracking().Where(link => link.Case == id).OrderByDescending(link => link.IssuedAt).ThenBy(link => link.RevokedAt != null).FirstOrDefaultAsync(ct);

    private (CustomerLink Link, string Token) Make(CaseId id, PersonId by, DateTimeOffset at)
    {
        Span<byte> random = stackalloc byte[TokenBytes];
        secrets.Fill(random);
        var token = Base64Url.EncodeToString(random);
        return (new CustomerLink { Digest = Digest(token), Case = id, Sealed = seal.Close(Purpose, Encoding.ASCII.GetBytes(token)), IssuedAt = at, IssuedBy = by }, token);
    }

    private Uri AddressOf(string token) => address.Of($"/c/{token}");
}
