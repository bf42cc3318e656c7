using Mainstay.Contacts.Contracts;
using Mainstay.Storage;

namespace Mainstay.Devices.Contracts;

/// <summary>From, inclusive, to, exclusive; an open end is the present owner.</summary>
public sealed record OwnerInfo(DeviceId Root, CustomerId Customer, DateOnly From, DateOnly? To);

/// <summary>In whose hands a device is, by its root identity: ownership goes on through a swap.</summary>
public interface IOwners
{
    Task<OwnerInfo?> PresentAsync(DeviceId root, CancellationToken ct);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<OwnerInfo>> HistoryAsync(DeviceId root, CancellationToken ct);

    Task<IReadOnlyList<DeviceId>> DevicesOfAsync(CustomerId customer, CancellationToken ct);

    /// <summary>The customer has it from that day on; a former owner's time ends. Joins the caller's unit of work; nothing changes when he has it already.</summary>
    Task RecordAsync(DeviceId root, CustomerId customer, DateOnly from, CancellationToken ct);

    /// <summary>The same for a verb that writes by batch and has seen who has it today.</summary>
    Task RecordAsync(WriteBatch batch, DeviceId root, OwnerInfo? present, CustomerId customer, DateOnly from, CancellationToken ct);
}
