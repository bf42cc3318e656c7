using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>Who booked and now stands at the counter with this token, so that his intake begins with what he said already.</summary>
public sealed record VisitOfToken(TokenId Token);

/// <param name="Case">There already when he named a device of the books: the intake goes on there.</param>
public sealed record VisitAtCounter(string Number, CaseId? Case, string? CustomerName, string? CustomerPhone);

public sealed class VisitOfTokenHandler(MainstayDb db, ISites sites, ICustomers customers, IAudit audit)
{
    /// <returns>Null for somebody who came without a booking.</returns>
    public async Task<VisitAtCounter?> HandleAsync(VisitOfToken request, Actor actor, CancellationToken ct)
    {
        if (await db.Tokens.AsNoTracking().FirstOrDefaultAsync(token => token.Id == request.Token, ct) is not { } token)
        {
            return null;
        }

        actor.Demand((await sites.GetAsync(token.Site, ct)).Ref, Role.FrontDesk, Role.CentreManager);
        var (from, until) = (token.TakenAt.AddDays(-31), token.TakenAt.AddDays(62)); // He may come on another day than he booked.
        var visit = await db.Visits.AsNoTracking()
            .FirstOrDefaultAsync(v => v.Site == token.Site && v.StartsAt >= from && v.StartsAt <= until && v.Token == token.Id, ct);
        if (visit is null)
        {
            return null;
        }

        var customer = await customers.FindAsync(visit.Customer, ct);
        await audit.ReadAsync(actor, "intake", $"customer:{visit.Customer}", visit.Site, ct);
        return new VisitAtCounter(visit.Number, visit.Case, customer?.Name, customer?.Phone);
    }
}
