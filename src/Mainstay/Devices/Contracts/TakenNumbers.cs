using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Devices.Contracts;

/// <summary>Two desks write the same number in the same moment: neither saw the other's, and the unique index lets one through.</summary>
public static class TakenNumbers
{
    /// <returns>What to tell the other; null when the failure was something else.</returns>
    public static RefusedException? Explain(Exception failed) => UniqueViolation.IndexOf(failed) switch
    {
        "ux_devices_devices_serial" => Taken("serial"),
        "ux_devices_devices_imei1" or "ux_devices_devices_imei2" => Taken("IMEI"),
        "ux_devices_devices_eid" => Taken("EID"),
        _ => null,
    };

    private static RefusedException Taken(string number) =>
        new("identifier-taken", $"Another desk has saved a device with this {number} in the same moment; search for it and go on with that one.");
}
