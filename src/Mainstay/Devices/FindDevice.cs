using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>A device by anything that stands on it, as typed or scanned.</summary>
public sealed record FindDevice(string Text);

/// <param name="Device">Whose number it is; null when nobody's.</param>
/// <param name="Present">What that device is today: the same, or what replaced it.</param>
/// <param name="Chain">All its identities, oldest first.</param>
/// <param name="Model">Of the device, or as the IMEI's TAC tells when the device itself is new to us.</param>
/// <param name="Imei">What the check says when the text looks like an IMEI.</param>
/// <param name="Notice">What whoever asked should know: replaced, stolen, unknown TAC …</param>
public sealed record FoundDevice(
    DeviceInfo? Device, DeviceInfo? Present, IReadOnlyList<DeviceInfo> Chain, ModelInfo? Model, ImeiCheck? Imei, Why? Notice);

public sealed class FindDeviceHandler(MainstayDb db, IDevices devices, ICatalogue catalogue)
{
    private const int FewestImeiDigits = 14;

    public async Task<FoundDevice> HandleAsync(FindDevice request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Enum.GetValues<Role>());
        var imei = LooksLikeImei(request.Text) ? Imei.Check(request.Text) : null;
        var device = await devices.FindByIdentifierAsync(request.Text, ct);
        if (device is null)
        {
            var model = imei?.Tac is { } tac ? await catalogue.ModelByTacAsync(tac, ct) : null;
            return new FoundDevice(null, null, [], model, imei, imei switch
            {
                { Valid: false } => Why.Because("device.imei_wrong", ("reason", imei.Message)),
                { Valid: true } when model is null => Why.Because("device.tac_unknown", ("tac", imei.Tac!)),
                { Valid: true } => Why.Because("device.new_known_model", ("model", model.Name)),
                _ => Why.Because("device.unknown"),
            });
        }

        var chain = await devices.ChainAsync(device.Root, ct);
        var present = chain.FirstOrDefault(node => node.State != DeviceState.Replaced) ?? device;
        return new FoundDevice(
            device, present, chain, await catalogue.ModelAsync(device.Model, ct), imei, await NoticeAsync(device, present, ct));
    }

    private async Task<Why?> NoticeAsync(DeviceInfo device, DeviceInfo present, CancellationToken ct)
    {
        if (present.State == DeviceState.Stolen)
        {
            return Why.Because("device.stolen");
        }

        if (present.State == DeviceState.Scrapped)
        {
            return Why.Because("device.scrapped");
        }

        if (device.Id == present.Id)
        {
            return null;
        }

        var link = await db.Set<DeviceLink>().AsNoTracking().FirstOrDefaultAsync(link => link.Predecessor == device.Id, ct);
        return Why.Because(
            "device.replaced",
            ("kind", link is null ? "" : EnumText<SwapKind>.Of(link.Kind)),
            ("on", link is null ? "" : link.At.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            ("now", present.Imei1 ?? present.Serial ?? ""));
    }

    private static bool LooksLikeImei(string text)
    {
        var code = Searchable.Code(text);
        return code.Length is >= FewestImeiDigits and <= 17 && code.All(char.IsAsciiDigit);
    }
}
