using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Counter;

/// <summary>A walk-in draws a token; its kind decides which queue he stands in.</summary>
public sealed record TakeToken(SiteId Site, TokenKind Kind);

/// <summary>The desk calls the next, or this one.</summary>
public sealed record CallToken(SiteId Site, TokenId? Token, TokenKind? Kind);

/// <summary>Served, or gone without.</summary>
public sealed record FinishToken(SiteId Site, TokenId Token, bool WasServed);

public sealed record TokenView(TokenId Id, int Number, TokenKind Kind, TokenState State, DateTimeOffset TakenAt, DateTimeOffset? CalledAt, PersonId? CalledBy, CaseId? Case);

/// <summary>The queue at the counter: collect before status before new when nobody chooses, first come first served within a kind.</summary>
public sealed class TokenHandler(MainstayDb db, ISites sites, IdSource ids, TimeProvider clock)
{
    private static readonly Role[] _desk = [Role.FrontDesk, Role.CentreManager];

    public async Task<TokenView> HandleAsync(TakeToken request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        var today = site.Today(clock.Now());
        for (var attempt = 0; ; attempt++)
        {
            var last = await db.Tokens.Where(t => t.Site == request.Site && t.Day == today).MaxAsync(t => (int?)t.Number, ct) ?? 0;
            var token = new WalkInToken
            {
                Id = ids.Next<TokenId>(),
                Site = request.Site,
                Day = today,
                Number = last + 1,
                Kind = request.Kind,
                State = TokenState.Waiting,
                TakenAt = clock.Now(),
            };
            db.Add(token);
            try
            {
                await db.SaveChangesAsync(ct);
                return View(token);
            }
            catch (DbUpdateException e) when (attempt < 5 && UniqueViolation.IndexOf(e) is not null)
            {
                db.Entry(token).State = EntityState.Detached; // Another desk drew this number: take the next.
            }
        }
    }

    public async Task<TokenView> HandleAsync(CallToken request, Actor actor, CancellationToken ct)
    {
        var site = await DemandAsync(request.Site, actor, ct);
        var today = site.Today(clock.Now());
        var waiting = db.Tokens.Where(t => t.Site == request.Site && t.Day == today && t.State == TokenState.Waiting);
        var token = request switch
        {
            { Token: { } id } => await waiting.SingleOrDefaultAsync(t => t.Id == id, ct),
            { Kind: { } kind } => await waiting.Where(t => t.Kind == kind).OrderBy(t => t.Number).FirstOrDefaultAsync(ct),
            _ => (await waiting.ToListAsync(ct)).OrderByDescending(t => t.Kind).ThenBy(t => t.Number).FirstOrDefault(),
        } ?? throw new RefusedException("nobody-waiting", "Nobody is waiting with such a token.");
        token.Call(actor.Person, clock.Now());
        await SaveAsync(ct);
        return View(token);
    }

    public async Task<TokenView> HandleAsync(FinishToken request, Actor actor, CancellationToken ct)
    {
        await DemandAsync(request.Site, actor, ct);
        var token = await db.Tokens.SingleOrDefaultAsync(t => t.Id == request.Token && t.Site == request.Site, ct)
            ?? throw new RefusedException("token-not-found", "There is no such token here.");
        token.Finish(request.WasServed, clock.Now());
        await SaveAsync(ct);
        return View(token);
    }

    /// <summary>Today's tokens that are not done, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<TokenView>> WaitingAsync(SiteId site, Actor actor, CancellationToken ct)
    {
        var info = await DemandAsync(site, actor, ct);
        var today = info.Today(clock.Now());
        var tokens = await db.Tokens.AsNoTracking()
            .Where(t => t.Site == site && t.Day == today && (t.State == TokenState.Waiting || t.State == TokenState.Called))
            .OrderBy(t => t.Number).ToListAsync(ct);
        return [.. tokens.Select(View)];
    }

    /// <summary>The token stands for this case; the caller saves.</summary>
    internal async Task NameAsync(TokenId token, CaseId @case, CancellationToken ct) =>
        (await db.Tokens.SingleAsync(t => t.Id == token, ct)).Case = @case;

    private static TokenView View(WalkInToken token) =>
        new(token.Id, token.Number, token.Kind, token.State, token.TakenAt, token.CalledAt, token.CalledBy, token.Case);

    private async Task<SiteInfo> DemandAsync(SiteId site, Actor actor, CancellationToken ct)
    {
        var info = await sites.GetAsync(site, ct);
        actor.Demand(info.Ref, _desk);
        return info;
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("stale-version", "Another desk called this token at the same moment. Call the next.");
        }
    }
}
