using Mainstay.Access.Contracts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Devices;

public sealed class IdentityTests
{
    [Theory, BothDatabases]
    public async Task A_device_is_found_by_anything_that_stands_on_it(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var imei1 = world.NewImei();
        var imei2 = world.NewImei();
        const string Eid = "89049032123451234512345678901235";
        var device = await world.DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) => h.HandleAsync(
            new RegisterDevice(world.Phone, new Identifiers("sn-001 234", imei1, imei2, Eid), world.Today, "retail", "IN", 202605), Actor.System, ct));

        foreach (var typed in new[] { "SN001234", "sn 001-234", imei1, imei2, $"{imei1[..6]}-{imei1[6..14]}-{imei1[14]}", imei1[..14] + "07", Eid })
        {
            var found = await world.FindAsync(typed);
            Assert.Equal(device.Id, found.Device?.Id);
            Assert.Equal("AX1", found.Model?.Code);
            Assert.Null(found.Notice);
        }
    }

    [Fact]
    public async Task A_number_is_looked_up_in_its_index_and_never_by_walking_the_table()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var db = test.Open();
        var devices = db.Set<Device>();
        foreach (var query in new[]
        {
            devices.Where(Identified.WithImei(Imei.Of(DevicesWorld.Tac, 1))),
            devices.Where(d => d.Serial == "SN1" && d.Former == null),
            devices.Where(d => d.Eid == "89" && d.Former == null),
            devices.Where(d => d.Former == test.Ids.Next<DeviceId>()),
        })
        {
            var sql = string.Join('\n', query.ToQueryString().Split('\n').Where(line => !line.StartsWith('.')));
            sql = System.Text.RegularExpressions.Regex.Replace(sql, "@[A-Za-z_0-9]+", "1");
            var plan = await PlanAsync(db, sql);
            Assert.Contains("USING INDEX ux_devices_devices_", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
        }
    }

    private static async Task<string> PlanAsync(MainstayDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', plan);
    }

    [Theory, BothDatabases]
    public async Task An_unknown_device_is_an_answer(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        Assert.Equal("device.new_known_model", (await world.FindAsync(world.NewImei())).Notice?.Code);
        var unknown = await world.FindAsync("490154203237518");
        Assert.Equal("device.tac_unknown", unknown.Notice?.Code);
        Assert.Equal("49015420", unknown.Notice?.Args["tac"]);
        Assert.Equal("device.imei_wrong", (await world.FindAsync("352099081234563")).Notice?.Code);
        Assert.Equal("device.unknown", (await world.FindAsync("NOBODY1")).Notice?.Code);
    }

    [Theory, BothDatabases]
    public async Task A_swap_keeps_both_identities_and_one_story(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var sold = world.Today.AddMonths(-5);
        var first = await world.NewPhoneAsync(sold);
        var second = await world.SwapAsync(first.Id, new Identifiers("NEW00001", world.NewImei(), null, null), SwapKind.BoardSwap);
        var third = await world.SwapAsync(second.Id, new Identifiers("NEW00002", world.NewImei(), null, null));

        Assert.Equal(first.Id, third.Root);
        Assert.Equal(sold, third.SoldOn);
        var chain = await world.DoAsync<IDevices, IReadOnlyList<DeviceInfo>>((d, ct) => d.ChainAsync(first.Id, ct));
        Assert.Equal([first.Id, second.Id, third.Id], chain.Select(device => device.Id));
        Assert.Equal([DeviceState.Replaced, DeviceState.Replaced, DeviceState.InUse], chain.Select(device => device.State));
        Assert.Equal(first.Serial, chain[0].Serial);

        var found = await world.FindAsync(first.Serial!);
        Assert.Equal("device.replaced", found.Notice?.Code);
        Assert.Equal("board_swap", found.Notice?.Args["kind"]);
        Assert.Equal(third.Id, found.Present?.Id);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_replaced_identity_cannot_be_replaced_again(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var first = await world.NewPhoneAsync();
        await world.SwapAsync(first.Id, new Identifiers("NEW00001", world.NewImei(), null, null));
        Assert.Equal("device-not-live", await DevicesWorld.RefusedAsync(() => world.SwapAsync(first.Id, new Identifiers("NEW00002", world.NewImei(), null, null))));
    }

    [Theory, BothDatabases]
    public async Task A_number_belongs_to_one_device_in_either_column(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        var other = await world.NewPhoneAsync();
        Task Register(Identifiers numbers) => world.DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) =>
            h.HandleAsync(new RegisterDevice(world.Phone, numbers, null, null, null, null), Actor.System, ct));

        Assert.Equal("identifier-taken", await DevicesWorld.RefusedAsync(() => Register(new Identifiers(device.Serial, world.NewImei(), null, null))));
        Assert.Equal("identifier-taken", await DevicesWorld.RefusedAsync(() => Register(new Identifiers("OTHER01", world.NewImei(), device.Imei1, null))));
        Assert.Equal("identifier-taken", await DevicesWorld.RefusedAsync(() => world.SwapAsync(other.Id, new Identifiers("OTHER01", device.Imei1, null, null))));
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_a_number_is_refused(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        foreach (var numbers in new[]
        {
            new Identifiers(null, null, null, null),
            new Identifiers("SN000001", "352099081234563", null, null),
            new Identifiers("SN000001", null, null, null), // A phone without its IMEI.
            new Identifiers("!", world.NewImei(), null, null),
            new Identifiers("SN000001", world.NewImei(), null, "8904"),
        })
        {
            Assert.Equal("identifier-malformed", await DevicesWorld.RefusedAsync(() => world.DoAsync<RegisterDeviceHandler, DeviceInfo>((h, ct) =>
                h.HandleAsync(new RegisterDevice(world.Phone, numbers, null, null, null, null), Actor.System, ct))));
        }
    }

    [Theory, BothDatabases]
    public async Task A_unit_of_the_swap_stock_takes_over_with_the_identity_it_has(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var sold = await world.NewPhoneAsync(world.Today.AddMonths(-2));
        var stock = await world.NewPhoneAsync();
        var now = await world.SwapAsync(sold.Id, new Identifiers(stock.Serial, stock.Imei1, null, null));
        Assert.Equal(stock.Id, now.Id);
        Assert.Equal(sold.Id, now.Root);
        Assert.Equal(sold.SoldOn, now.SoldOn);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_sold_unit_never_takes_over(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        var sold = await world.NewPhoneAsync(world.Today);
        Assert.Equal("identifier-taken", await DevicesWorld.RefusedAsync(() => world.SwapAsync(device.Id, new Identifiers(sold.Serial, sold.Imei1, null, null))));
    }

    [Theory, BothDatabases]
    public async Task A_board_leaves_the_serial_on_the_unit(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        var now = await world.SwapAsync(device.Id, new Identifiers(device.Serial, world.NewImei(), null, null), SwapKind.BoardSwap);
        Assert.Null(now.Serial);
        Assert.Equal(now.Id, (await world.FindAsync(device.Serial!)).Present?.Id);
    }

    [Theory, BothDatabases]
    public async Task The_day_of_sale_is_written_once(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        Task<bool> Record(DateOnly day) => world.SavedAsync<IDevices, bool>(async (d, ct) =>
        {
            await d.RecordSaleAsync(device.Root, day, "online", ct);
            return true;
        });
        await Record(world.Today.AddDays(-30));
        await Record(world.Today.AddDays(-30));
        Assert.Equal("sale-known", await DevicesWorld.RefusedAsync(() => Record(world.Today)));
        Assert.Equal("date-not-possible", await DevicesWorld.RefusedAsync(() => Record(world.Today.AddDays(9))));
    }

    [Theory, BothDatabases]
    public async Task A_stolen_device_is_named_as_such_and_not_swapped(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var device = await world.NewPhoneAsync();
        await world.DoAsync<MarkStolenHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new MarkStolen(device.Id), Actor.System, ct);
            return true;
        });
        Assert.Equal("device.stolen", (await world.FindAsync(device.Imei1!)).Notice?.Code);
        Assert.Equal("device-not-live", await DevicesWorld.RefusedAsync(() => world.SwapAsync(device.Id, new Identifiers("NEW00001", world.NewImei(), null, null))));
    }
}
