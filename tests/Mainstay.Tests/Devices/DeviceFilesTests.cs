using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Exchange;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Devices;

public sealed class DeviceFilesTests
{
    private const string Header = "model,serial,imei1,imei2,build_week,sold_on,sold_by,channel,country";

    private static string Row(int n, string model = "AX1") =>
        $"{model},SN{n:00000000},{Imei.Of(DevicesWorld.Tac, n)},{Imei.Of(DevicesWorld.Tac, 500_000 + n)},202514,2025-06-01,MKR,retail,IN";

    [Theory, BothDatabases]
    public async Task A_file_of_devices_is_taken_once(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var rows = Enumerable.Range(1, 3_000).Select(n => Row(n)).ToList();
        var file = File([Header, .. rows, "TV1,TV-00 01,,,,,,,"]);
        var first = await ImportAsync(world, file);
        Assert.Equal((3_001, 3_001, 0), (first.Read, first.Imported, first.Unchanged));
        var again = await ImportAsync(world, file);
        Assert.Equal((3_001, 0, 3_001), (again.Read, again.Imported, again.Unchanged));

        var one = (await world.FindAsync(Imei.Of(DevicesWorld.Tac, 500_007).ToString())).Device;
        Assert.Equal("SN00000007", one?.Serial);
        Assert.Equal(new DateOnly(2025, 6, 1), one?.SoldOn);
        Assert.NotNull((await world.FindAsync("TV0001")).Device);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_file_grown_by_new_devices_brings_only_those(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await ImportAsync(world, File(Header, Row(1), Row(2)));
        var grown = await ImportAsync(world, File(Header, Row(1), Row(2), Row(3)));
        Assert.Equal((1, 2), (grown.Imported, grown.Unchanged));
    }

    [Theory]
    [InlineData("AX1,SN00000001,352099081234563,,,,,,", "devices.csv, line 3, column imei1: The check digit must be 5, not 3.")]
    [InlineData("NONE,SN00000001,,,,,,,", "line 3, column model: There is no model 'NONE' in the catalogue.")]
    [InlineData("AX1,SN00000001,,,,,,,", "line 3, column imei1: A Model AX1 is known by its IMEI")]
    [InlineData("TV1,,,,,,,,", "line 3, column serial: A device has at least a serial or an IMEI")]
    [InlineData("TV1,x!,,,,,,,", "line 3, column serial: A serial has 4 to 32")]
    [InlineData("TV1,SN00000002,,,,,,,", "line 3, column serial: 'SN00000002' stands already on line 2.")]
    [InlineData("TV1,SN1234,,,202599,,,,", "line 3, column build_week: 202599 is no build week")]
    [InlineData("TV1,SN1234,,,,2099-01-01,,,", "line 3, column sold_on: 2099-01-01 is in the future.")]
    [InlineData("TV1,SN1234,,,,01.06.2025,,,", "line 3, column sold_on: '01.06.2025' is not a date")]
    [InlineData("TV1,SN1234,,,,,NOBODY,,", "line 3, column sold_by: There is no organisation 'NOBODY'.")]
    [InlineData("TV1,SN1234,,,,,,Retail,", "line 3, column channel: 'Retail' is no channel")]
    [InlineData("TV1,SN1234,,,,,,,india", "line 3, column country: 'india' is no country")]
    [InlineData("TV1,SN1234,,,,,,", "line 3: This record has 8 fields; the header has 9.")]
    public async Task A_bad_row_refuses_the_file_by_line_and_column(string bad, string expected)
    {
        await using var world = await DevicesWorld.CreateAsync(Provider.Sqlite);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, File(Header, Row(2), bad)));
        Assert.Equal("file-row", refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        await using var db = world.Test.Open();
        Assert.False(await db.Set<Device>().AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_number_of_another_device_in_the_books_refuses_the_file(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        await ImportAsync(world, File(Header, Row(1)));
        foreach (var (row, expected) in new[]
        {
            (Row(1, "TV1").Replace($"{Imei.Of(DevicesWorld.Tac, 1)},{Imei.Of(DevicesWorld.Tac, 500_001)}", ",", StringComparison.Ordinal), "column serial: The books know this device as a AX1."),
            (Row(1).Replace("SN00000001", "SN00000009", StringComparison.Ordinal), "column serial: The books know this IMEI with the serial SN00000001."),
            ($"AX1,SN00000005,{Imei.Of(DevicesWorld.Tac, 5)},{Imei.Of(DevicesWorld.Tac, 1)},,,,,", "column serial: The books know this IMEI with the serial SN00000001."),
            (Row(1).Replace("2025-06-01", "2025-06-02", StringComparison.Ordinal), "column sold_on: The books know 2025-06-01"),
        })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, File(Header, Row(2), row)));
            Assert.Contains($"line 3, {expected}", refused.Message, StringComparison.Ordinal);
        }

        await using var db = world.Test.Open();
        Assert.Equal(1, await db.Set<Device>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task A_long_file_is_looked_up_device_by_device_as_soon_as_one_is_known(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var many = Enumerable.Range(1, 5_100).Select(n => Row(n)).ToArray();
        await ImportAsync(world, File([Header, many[5_050]]));
        var mixed = await ImportAsync(world, File([Header, .. many]));
        Assert.Equal((5_100, 5_099, 1), (mixed.Read, mixed.Imported, mixed.Unchanged));

        var others = Enumerable.Range(10_001, 5_001).Select(n => Row(n)).ToArray();
        var inTheOtherSlot = $"AX1,SN00099999,{Imei.Of(DevicesWorld.Tac, 99_999)},{Imei.Of(DevicesWorld.Tac, 1)},,,,,";
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, File([Header, .. others, inTheOtherSlot])));
        Assert.Contains("line 5003, column serial: The books know this IMEI with the serial SN00000001.", refused.Message, StringComparison.Ordinal);
        await using var db = world.Test.Open();
        Assert.Equal(5_100, await db.Set<Device>().CountAsync(TestContext.Current.CancellationToken));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Sales_fill_in_what_was_not_known(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var sold = await world.NewPhoneAsync();
        var swapped = await world.NewPhoneAsync();
        var now = await world.SwapAsync(swapped.Id, new Identifiers("NEW00001", world.NewImei(), null, null));
        var file = File("device,sold_on,sold_by,channel,activated_on", $"{sold.Serial},2025-12-24,MKR,online,2025-12-25", $"{swapped.Imei1},2025-11-01,,,");
        var first = await SalesAsync(world, file);
        Assert.Equal((2, 2, 0), (first.Read, first.Imported, first.Unchanged));
        var again = await SalesAsync(world, file);
        Assert.Equal((2, 0, 2), (again.Read, again.Imported, again.Unchanged));
        Assert.Equal(new DateOnly(2025, 12, 25), (await world.FindAsync(sold.Serial!)).Device?.ActivatedOn);
        Assert.Equal(new DateOnly(2025, 11, 1), (await world.FindAsync(now.Serial!)).Device?.SoldOn);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task One_sale_that_cannot_be_refuses_all(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        var known = await world.NewPhoneAsync(world.Today.AddDays(-9));
        foreach (var bad in new[] { "NOBODY1,2025-12-24", $"{known.Serial},2025-12-24", $"{device.Serial},2025-12-24", "!!,2025-12-24" })
        {
            Assert.Equal("file-row", await DevicesWorld.RefusedAsync(() => SalesAsync(world, File("device,sold_on", $"{device.Serial},2025-12-24", bad))));
            Assert.Null((await world.FindAsync(device.Serial!)).Device?.SoldOn);
        }
    }

    private static byte[] File(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    private static Task<ImportResult> ImportAsync(DevicesWorld world, byte[] file) => world.DoAsync<ImportDevicesHandler, ImportResult>((h, ct) =>
        h.HandleAsync(new ImportDevices(new MemoryStream(file), "devices.csv"), Actor.System, null, ct));

    private static Task<ImportResult> SalesAsync(DevicesWorld world, byte[] file) => world.DoAsync<ImportSalesHandler, ImportResult>((h, ct) =>
        h.HandleAsync(new ImportSales(new MemoryStream(file), "sales.csv"), Actor.System, null, ct));
}
