using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>A customer looks after his visit without signing in: he knows its number and the phone number it was booked with.</summary>
public sealed record OwnVisit(string Number, string Phone);

public sealed class OwnVisitHandler(MainstayDb db, ChangeVisitHandler changing, ICustomers customers, ISites sites)
{
    public async Task<VisitBooked> HandleAsync(OwnVisit request, CancellationToken ct)
    {
        var visit = await FindAsync(request, ct);
        return VisitBooked.Of(visit, (await sites.GetAsync(visit.Site, ct)).Ref);
    }

    public async Task<VisitBooked> CancelAsync(OwnVisit request, CancellationToken ct) =>
        await changing.HandleAsync(new CancelVisit((await FindAsync(request, ct)).Id, "customer_asked"), Actor.System, ct);

    /// <summary>A wrong number and a wrong phone are one answer.</summary>
    private async Task<Visit> FindAsync(OwnVisit request, CancellationToken ct)
    {
        var number = request.Number.Trim().ToUpperInvariant();
        var visit = number.Length is > 0 and < 60 ? await db.Visits.SingleOrDefaultAsync(v => v.Number == number, ct) : null;
        var customer = visit is null ? null : await customers.FindAsync(visit.Customer, ct);
        return visit is not null && customer?.Phone is { } his && Phone.TryNormalise(request.Phone, out var phone) && phone == his
            ? visit
            : throw new RefusedException("visit-not-found", "There is no visit with this number and this phone number.");
    }
}
