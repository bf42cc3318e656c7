using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Network.Exchange;

public sealed class NetworkExchangeTests
{
    private const string Header = "code,name,kind,operator,operator_name,calendar,time_zone,hours,opens_on,latitude,longitude,capacity,supply,closed_days\n";
    private const string Warehouse = "W1,\"Stores, north\",warehouse,NIM,Nimbus,Shop,Asia/Kolkata,\"mo-sa 10:00-14:00,15:00-20:00\",2026-01-01,28.61,77.2,,,\n";
    private const string Centre = "C1,Centre,service_centre,NIM,,Shop,,,2026-01-01,18.5,73.25,20,W1,2026-03-25 Fair; 2026-04-01 Stocktaking\n";

    [Theory, BothDatabases]
    public async Task A_network_goes_out_and_comes_back_the_same_in_both_formats(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        Assert.Equal(new NetworkImported(3, 3, 0, 0), await ImportAsync(network, Header + Warehouse + Centre
            + "X1,No place yet,call_centre,PAR,Partner,Always,UTC,mo-su 00:00-24:00,2026-05-01,,,320,,\n"));
        foreach (var format in Enum.GetValues<NetworkFormat>())
        {
            var first = await ExportAsync(network, format);
            await using var other = await NetworkTest.CreateAsync(provider);
            Assert.Equal(3, (await ImportAsync(other, first, format)).Imported);
            Assert.Equal(first, await ExportAsync(other, format));
            Assert.Equal(new NetworkImported(3, 0, 0, 3), await ImportAsync(other, first, format));
        }
    }

    [Fact]
    public async Task Importing_twice_changes_nothing_and_a_changed_row_changes_one_site()
    {
        await using var network = await NetworkTest.CreateAsync(Provider.Sqlite);
        await ImportAsync(network, Header + Warehouse + Centre);
        var traces = network.Trace.Count;
        Assert.Equal(new NetworkImported(2, 0, 0, 2), await ImportAsync(network, Header + Warehouse + Centre));
        Assert.Equal(traces, network.Trace.Count);
        Assert.Equal(new NetworkImported(2, 0, 1, 1), await ImportAsync(network, Header + Warehouse + Centre.Replace(",20,", ",25,", StringComparison.Ordinal)));
        Assert.Equal(25, (await network.Sites.FindByCodeAsync("C1", TestContext.Current.CancellationToken))!.Capacity);
    }

    [Fact]
    public async Task The_geojson_has_a_point_or_null_and_the_promised_properties()
    {
        await using var network = await NetworkTest.CreateAsync(Provider.Sqlite);
        await network.AddAsync(network.Facts("A1"));
        await network.AddAsync(network.Facts("A2", SiteKind.Warehouse) with { Latitude = null, Longitude = null, State = null });
        using var json = System.Text.Json.JsonDocument.Parse(await ExportAsync(network, NetworkFormat.Geojson));
        var features = json.RootElement.GetProperty("features");
        Assert.Equal("[73.85,18.52]", features[0].GetProperty("geometry").GetProperty("coordinates").GetRawText());
        Assert.Equal("service_centre", features[0].GetProperty("properties").GetProperty("kind").GetString());
        Assert.Equal(20, features[0].GetProperty("properties").GetProperty("capacity").GetInt32());
        Assert.Equal("null", features[1].GetProperty("geometry").GetRawText());
        Assert.Equal("null", features[1].GetProperty("properties").GetProperty("capacity").GetRawText());
        Assert.Equal("null", features[1].GetProperty("properties").GetProperty("state").GetRawText());
    }

    [Theory]
    [InlineData("C1,Centre,shop,NIM,,Shop,,,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column kind: 'shop' is not one of call_centre")]
    [InlineData("C1,,service_centre,NIM,,Shop,,,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column name: A value is expected")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,,,1.1.2026,18.5,73.25,20,W1,\n", "line 3, column opens_on: '1.1.2026' is not a date")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,,,2026-01-01,98.5,73.25,20,W1,\n", "line 3, column latitude: '98.5' is not a number between -90 and 90")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,,,2026-01-01,,73.25,20,W1,\n", "line 3, column latitude: A place has both")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,,,2026-01-01,18.5,73.25,20,W9,\n", "line 3, column supply: There is no site W9")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,,,2026-01-01,18.5,73.25,20,C1,\n", "line 3, column supply: C1 cannot be supplied by C1")]
    [InlineData("C1,Centre,service_centre,ZZZ,,Shop,,,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column operator: There is no operator ZZZ")]
    [InlineData("C1,Centre,service_centre,NIM,Other,Shop,,,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column operator_name: Line 2 says something else")]
    [InlineData("C1,Centre,service_centre,NIM,,Shop,Asia/Kolkata,mo 25:00-26:00,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column hours: 'mo 25:00-26:00' is not hours")]
    [InlineData("C1,Centre,service_centre,NIM,,New,,,2026-01-01,18.5,73.25,20,W1,\n", "line 3, column calendar: There is no calendar New")]
    [InlineData("W1,Centre,warehouse,NIM,,Shop,,,2026-01-01,18.5,73.25,,,\n", "line 3, column code: 'W1' stands in the file twice")]
    [InlineData("C1,Centre,service_centre\n", "line 3: This record has 3 fields; the header has 14")]
    public async Task One_bad_row_refuses_the_whole_file_and_says_where(string row, string says)
    {
        await using var network = await NetworkTest.CreateAsync(Provider.Sqlite);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(network, Header + Warehouse + row));
        Assert.Equal("file-row", refused.Code);
        Assert.StartsWith($"network.csv, {says}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await network.Sites.AllAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\":\"Feature\"}]}", "file-row", "line 3: A feature with properties")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"geometry\":null,\"properties\":{\"nmae\":1}}]}", "file-row", "line 3, column nmae")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"geometry\":{\"type\":\"LineString\"},\"properties\":{}}]}", "file-row", "line 3, column geometry")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"geometry\":null,\"properties\":{\"name\":\"a\\u0000b\"}}]}", "file-row", "line 3, column name: The character NUL")]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[\n{", "file-unreadable", "line 3: this is not well-formed JSON")]
    [InlineData("[]", "file-header", "not a GeoJSON FeatureCollection")]
    [InlineData("", "file-unreadable", "not well-formed JSON")]
    public async Task A_geojson_that_is_wrong_is_refused_in_one_sentence(string text, string code, string says)
    {
        await using var network = await NetworkTest.CreateAsync(Provider.Sqlite);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(network, text, NetworkFormat.Geojson));
        Assert.Equal(code, refused.Code);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mo-sa 10:00-14:00,15:00-20:00; su 11:00-17:00")]
    [InlineData("mo-su 00:00-24:00")]
    [InlineData("mo 06:00-14:00; we-th 06:00-14:00")]
    [InlineData("closed")]
    public void Hours_are_written_as_they_are_read(string text)
    {
        Assert.True(HoursText.TryParse(text, out var shifts));
        Assert.Equal(text, HoursText.Format(shifts));
    }

    private static Task<NetworkImported> ImportAsync(NetworkTest network, string text, NetworkFormat format = NetworkFormat.Csv) =>
        network.DoAsync<ImportNetworkHandler, NetworkImported>((handler, ct) => handler.HandleAsync(
            new ImportNetwork(new MemoryStream(Encoding.UTF8.GetBytes(text)), $"network.{EnumText<NetworkFormat>.Of(format)}"), Actor.System, ct));

    private static Task<string> ExportAsync(NetworkTest network, NetworkFormat format) =>
        network.DoAsync<ExportNetworkHandler, string>(async (handler, ct) =>
        {
            using var output = new MemoryStream();
            await handler.HandleAsync(new ExportNetwork(output, format), Actor.System, ct);
            return Encoding.UTF8.GetString(output.ToArray());
        });
}
