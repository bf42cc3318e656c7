using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Tests.Access;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>A counter with a spare part on its shelf and customers with phones, new and old; every test brings its own phone.</summary>
public sealed class Counter : IAsyncLifetime
{
    private int _phones;

    public StaffedServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        await Server.DoAsync<AddPartHandler, PartId>((h, ct) => h.HandleAsync(
            new AddPart("P-CHG", "Charging board", "charging_port", new Money(800_00, "INR"), new Money(1_500_00, "INR"), 2, false, [Server.Own.Device.Model]), Actor.System, ct));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Sold so many days ago.</summary>
    public async Task<string> PhoneAsync(int days)
    {
        var body = $"3500000100{++_phones:0000}";
        var imei = Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Imei.Check(text).Valid);
        var sold = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);
        await Server.DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(
            new RegisterDevice(Server.Own.Device.Model, new Identifiers(null, imei, null, null), sold, "retail", "IN", null), Actor.System, ct));
        return imei;
    }

    /// <summary>Signed in at the first centre.</summary>
    public async Task<IPage> OpenAsync(Chromium chromium, Role role, int width = 1440, string theme = "light", string language = "en")
    {
        IPage page = await chromium.OpenAsync(width, theme, language);
        var cookie = (await Server.CookieAsync(StaffedServer.LoginOf(role, everywhere: false))).Split('=', 2);
        await page.Context.AddCookiesAsync([
            new() { Name = cookie[0], Value = cookie[1], Url = Server.Address },
            new() { Name = "lang", Value = language, Url = Server.Address },
        ]);
        return page;
    }

    /// <summary>Takes a phone in by the keyboard alone and returns the address of its case.</summary>
    public Task<string> TakeInAsync(IPage page, string imei) => page.TakeInAsync(Server.Address, imei);
}
