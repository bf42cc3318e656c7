using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Booking;

/// <summary>
/// A customer books for himself, without signing in. A device he names gets its case at once only when nothing of the books would be given
/// away: it is live, has no open case, and is his by phone number or nobody's yet. Otherwise the visit waits for the device.
/// </summary>
public sealed record BookFromOutside(
    SiteId Site, CategoryId Category, DateTimeOffset StartsAt, string Name, string Phone, string Language, ModelId? Model = null, string? DeviceIdentifier = null);

public sealed class BookFromOutsideHandler(
    MainstayDb db, BookVisitHandler booking, IDevices devices, IOwners owners, ICustomers customers, ITerms terms, TimeProvider clock)
{
    private const int LongestName = 100;

    public async Task<VisitBooked> HandleAsync(BookFromOutside request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName)
        {
            throw new RefusedException("customer-needed", "Give your name, in at most 100 characters.");
        }

        if (!Phone.TryNormalise(request.Phone, out var phone))
        {
            throw new RefusedException("phone-malformed", "This is no phone number: ten digits, or a plus, the country code and the number.");
        }

        var now = clock.Now();
        var most = (await terms.CurrentAsync(DateOnly.FromDateTime(now.UtcDateTime), ct)).Booking.OpenPerPhone;
        var his = (await customers.SearchAsync(phone, 50, ct)).Where(customer => customer.Phone == phone).Select(customer => customer.Id).ToList();
        if (await db.Visits.CountAsync(v => his.Contains(v.Customer) && v.State == VisitState.Booked && v.StartsAt > now, ct) >= most)
        {
            throw new RefusedException("too-many-bookings", $"This phone number already has {most} visits booked. Come to one of them, or call it off first.");
        }

        return await booking.HandleAsync(
            new BookVisit
            {
                Site = request.Site,
                StartsAt = request.StartsAt,
                Category = request.Category,
                Model = request.Model,
                Device = await OwnDeviceAsync(request.DeviceIdentifier, phone, ct),
                NewCustomer = new NewCustomer(request.Name.Trim(), phone, null, request.Language),
            },
            Actor.System,
            ct);
    }

    private async Task<DeviceId?> OwnDeviceAsync(string? identifier, string phone, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(identifier) || identifier.Length > 40
            || await devices.FindByIdentifierAsync(identifier, ct) is not { State: DeviceState.InUse } device
            || await db.Cases.AnyAsync(c => c.DeviceRoot == device.Root && c.IsOpen, ct))
        {
            return null;
        }

        var owner = await owners.PresentAsync(device.Root, ct) is { } present ? await customers.FindAsync(present.Customer, ct) : null;
        return owner is null || owner.Phone == phone ? device.Id : null;
    }
}
