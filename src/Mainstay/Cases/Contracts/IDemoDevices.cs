using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Contracts;

/// <summary>A device of the demo in the hands of its owner.</summary>
public sealed record DemoDevice(DeviceInfo Device, CoverFacts Cover, CustomerId Customer, string Phone, bool ReadsHindi);

/// <summary>What the simulated cases of the demo ask of the rooms beside them. Nothing is stored before the whole past is.</summary>
public interface IDemoDevices
{
    /// <summary>A device that has not been in a case yet, sold before that day.</summary>
    /// <param name="inWarranty">Whether its first year should still run; taken as far as there are such devices.</param>
    /// <param name="category">Null for any.</param>
    DemoDevice? Next(DateOnly openedOn, bool inWarranty, string? category);

    /// <summary>A new identity continues the old one, by the rule of the devices room.</summary>
    DeviceInfo Swap(DeviceInfo old, SwapKind kind, CaseId caseId, DateTimeOffset at);

    void GrantRepairWarranty(DeviceId root, CaseId caseId, string partClass, DateOnly from, DateOnly until);

    bool TryCommitGoodwill(SiteId site, DateOnly day, Money amount);
}
