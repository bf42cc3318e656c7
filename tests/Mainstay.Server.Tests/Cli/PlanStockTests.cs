using System.Globalization;
using System.Text.Json;

namespace Mainstay.Server.Tests.Cli;

/// <summary>The mathematics of spare parts as anybody can check it: files in, figures out, no database.</summary>
public sealed class PlanStockTests : IDisposable
{
    private const string Two = """
        {"warehouse":{"stock":S0,"lead_time":14,"repair_servers":null},
         "sites":[{"name":"A","rate":0.1,"lead_time":2,"stock":S1},{"name":"B","rate":0.1,"lead_time":2,"stock":S2}],
         "budget":BUDGET,"unit_cost":1}
        """;

    private const string Three = """
        {"warehouse":{"stock":4,"lead_time":20},
         "sites":[{"name":"A","rate":0.02,"lead_time":3,"stock":1},{"name":"B","rate":0.05,"lead_time":5,"stock":1},{"name":"C","rate":0.08,"lead_time":2,"stock":2}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, 0, 0, 2.800000, 3.200000, 3.200000, 3.200000)]
    [InlineData(1, 1, 1, 1.860810, 0.906615, 0.956786, 0.968822)]
    [InlineData(2, 1, 1, 1.091888, 0.440461, 0.519263, 0.529530)]
    [InlineData(3, 1, 1, 0.561342, 0.198079, 0.265556, 0.267914)]
    [InlineData(1, 2, 2, 1.860810, 0.282441, 0.339850, 0.340619)]
    [InlineData(3, 2, 2, 0.561342, 0.029279, 0.067941, 0.068151)]
    public async Task Two_outlets_give_the_published_backorders(int s0, int s1, int s2, double owed, double metric, double variMetric, double exact)
    {
        var found = await PlanAsync(TwoWith(s0, s1, s2, "null"));
        Assert.Equal(owed, Read(found, "warehouse", "expected_backorders", "exact"), 6);
        Assert.Equal(metric, Read(found, "total", "metric"), 6);
        Assert.Equal(variMetric, Read(found, "total", "vari_metric"), 6);
        Assert.Equal(exact, Read(found, "total", "exact"), 6);
        Assert.Equal(JsonValueKind.Null, found.GetProperty("best").ValueKind);
        var sites = found.GetProperty("sites").EnumerateArray().ToArray();
        Assert.Equal(["A", "B"], sites.Select(site => site.GetProperty("name").GetString()));
        Assert.Equal(exact, sites.Sum(site => Read(site, "expected_backorders", "exact")), 6);
        Assert.All(sites, site => Assert.InRange(Read(site, "fill_rate"), 0, 1));
    }

    [Fact]
    public async Task Three_centres_give_the_published_backorders()
    {
        var found = await PlanAsync(Three);
        Assert.Equal(0.319357, Read(found, "warehouse", "expected_backorders", "exact"), 6);
        Assert.Equal(0.066801, Read(found, "total", "metric"), 6);
        Assert.Equal(0.093406, Read(found, "total", "vari_metric"), 6);
        Assert.Equal(0.093342, Read(found, "total", "exact"), 6);
    }

    [Fact]
    public async Task A_budget_is_all_units_of_the_system_divided_anew()
    {
        var best = (await PlanAsync(TwoWith(0, 5, 0, "5"))).GetProperty("best");
        Assert.Equal(3, best.GetProperty("warehouse").GetInt32());
        Assert.Equal([1, 1], best.GetProperty("sites").EnumerateArray().Select(site => site.GetInt32()));
        Assert.Equal(0.267914, Read(best, "expected_backorders"), 6);
    }

    [Fact]
    public async Task The_newsvendor_buys_the_published_quantity()
    {
        var found = await SucceedsAsync("--newsvendor", "--mean", "120", "--deviation", "10", "--holding", "2", "--shortage", "18");
        Assert.Equal(132.815515655446, Read(found, "stock"), 6);
        Assert.Equal(35.09966638649737, Read(found, "expected_cost"), 6);
    }

    [Fact]
    public async Task Orders_up_to_a_level_are_the_published_ones()
    {
        var found = await SucceedsAsync("--ss", "--mean", "6", "--holding", "1", "--shortage", "4", "--order-cost", "5");
        Assert.Equal((4.0, 10.0), (Read(found, "reorder_point"), Read(found, "order_up_to")));
        Assert.Equal(8.034111561471642, Read(found, "expected_cost"), 6);
    }

    [Theory]
    [InlineData("1", 8.034111561471642)]
    [InlineData("0.7,0.2,0.1", 0.0)]
    public async Task Orders_of_several_units_cost_no_less(string sizes, double expected)
    {
        var mean = sizes == "1" ? "6" : "4.285714285714286"; // Six units either way.
        var cost = Read(await SucceedsAsync("--ss", "--mean", mean, "--sizes", sizes, "--holding", "1", "--shortage", "4", "--order-cost", "5"), "expected_cost");
        Assert.InRange(cost, 8.034111, 10);
        Assert.True(expected == 0 || Math.Abs(cost - expected) < 1e-6);
    }

    [Fact]
    public async Task Orders_of_a_quantity_are_the_published_ones()
    {
        var found = await SucceedsAsync("--rq", "--mean", "1.5", "--lead-time", "2", "--holding", "20", "--shortage", "150", "--order-cost", "100");
        Assert.Equal((3.0, 5.0), (Read(found, "reorder_point"), Read(found, "order_quantity")));
        Assert.Equal(107.92358063314975, Read(found, "expected_cost"), 6);
    }

    [Theory]
    [InlineData("\"rate\":0.1", "\"rate\":-0.1", "sites[0].rate: a number from 0")]
    [InlineData("\"rate\":0.1", "\"rate\":NaN", "at sites[0].rate: this is not JSON")]
    [InlineData("\"rate\":0.1", "\"rate\":\"NaN\"", "sites[0].rate")]
    [InlineData("\"rate\":0.1", "\"rate\":1e999", "sites[0].rate")]
    [InlineData("\"rate\":0.1,", "", "sites[0].rate: this field is missing")]
    [InlineData("\"stock\":3", "\"stock\":1.5", "warehouse.stock: a whole number from 0")]
    [InlineData("\"stock\":3", "\"stock\":3,\"colour\":1", "warehouse.colour: this field is not known")]
    [InlineData("\"repair_servers\":null", "\"repair_servers\":2", "warehouse.repair_servers: 2 servers repair")]
    [InlineData("\"repair_servers\":null", "\"repair_servers\":0", "warehouse.repair_servers: a whole number from 1")]
    [InlineData("\"budget\":5", "\"budget\":-1", "budget: a whole number from 0")]
    [InlineData("\"budget\":5", "\"budget\":2.5", "budget: a whole number from 0")]
    [InlineData("\"warehouse\"", "\"depot\"", "depot: this field is not known")]
    [InlineData("\"B\"", "\"A\"", "sites[1].name")]
    public async Task A_wrong_field_is_named(string there, string instead, string says)
    {
        var text = TwoWith(3, 1, 1, "5");
        var at = text.IndexOf(there, StringComparison.Ordinal);
        var ended = await CliProcess.RunAsync("plan", "stock", "--model", Written("model.json", text[..at] + instead + text[(at + there.Length)..]), "--json");
        Refused(ended, "model.json");
        Assert.Contains(says, ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("One of --budget or --target-fill, --model FILE.json")]
    [InlineData("--mean does not go with --model FILE.json", "--model", "x.json", "--mean", "3")]
    [InlineData("--shortage is missing", "--newsvendor", "--mean", "3", "--holding", "1")]
    [InlineData("'much'", "--newsvendor", "--mean", "much", "--holding", "1", "--shortage", "1")]
    [InlineData("--mean '-3'", "--newsvendor", "--mean", "-3", "--holding", "1", "--shortage", "1")]
    [InlineData("exclude each other", "--ss", "--rq")]
    [InlineData("--sizes: at most 100 shares that add up to 1", "--ss", "--mean", "3", "--sizes", "0.5,0.6", "--holding", "1", "--shortage", "1", "--order-cost", "2")]
    [InlineData("--holding 0", "--newsvendor", "--mean", "3", "--holding", "0", "--shortage", "1")]
    [InlineData("There is no file x.json", "--model", "x.json")]
    public async Task Options_that_do_not_make_a_question_are_named(string says, params string[] options)
    {
        var ended = await CliProcess.RunAsync(["plan", "stock", .. options]);
        Refused(ended, says);
    }

    [Theory]
    [InlineData("croston", 0.8461538)]
    [InlineData("sba", 0.803846)]
    [InlineData("tsb", 0.6736851)]
    public async Task Demand_is_forecast_as_published(string method, double forecast)
    {
        var file = Written("demand.csv", "part,1,2,3,4,5,6,7\nseen,1,0,0,0,2,0,0\nnever,0,0,0,0,0,0,0\nonce,0,0,3,0,0,0,0\n");
        var ended = await CliProcess.RunAsync("analyse", "demand", file, "--method", method, "--alpha", "0.1", "--json");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var series = JsonDocument.Parse(ended.Output).RootElement.GetProperty("series").EnumerateArray().ToArray();
        Assert.Equal(["seen", "never", "once"], series.Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(forecast, Read(series[0], "forecast"), 6);
        Assert.Equal(0, Read(series[1], "forecast"));
        Assert.InRange(Read(series[2], "forecast"), 0.1, 1);
    }

    [Fact]
    public async Task A_file_of_numbers_alone_needs_no_names()
    {
        var ended = await CliProcess.RunAsync("analyse", "demand", Written("demand.csv", "1,0,0,0,2,0,0\n0,0,4\n"), "--json");
        var series = JsonDocument.Parse(ended.Output).RootElement.GetProperty("series").EnumerateArray().ToArray();
        Assert.Equal([7, 3], series.Select(row => row.GetProperty("periods").GetInt32()));
        Assert.Equal(JsonValueKind.Null, series[0].GetProperty("name").ValueKind);
    }

    [Theory]
    [InlineData("part,jan,feb\nA,1,x\n", "line 2, column 3 (feb): A number of at least 0 is expected, not 'x'")]
    [InlineData("A,1,-2\n", "line 1, column 3")]
    [InlineData("A,1,NaN\n", "line 1, column 3")]
    [InlineData("1,,2\n", "line 1, column 2")]
    [InlineData("1;0;2\n0;0;1\n", "line 2, column 2: A number of at least 0 is expected; this row has no period")]
    [InlineData("part,jan\n", "has no series")]
    public async Task A_bad_cell_is_named(string text, string says) =>
        Refused(await CliProcess.RunAsync("analyse", "demand", Written("demand.csv", text), "--method", "sba", "--alpha", "0.1"), says);

    [Fact]
    public async Task A_method_that_is_not_known_is_named() =>
        Refused(await CliProcess.RunAsync("analyse", "demand", Written("demand.csv", "1,2\n"), "--method", "holt"), "--method 'holt': croston, sba or tsb is expected.");

    private async Task<JsonElement> PlanAsync(string model) => await SucceedsAsync("--model", Written("model.json", model));

    private static async Task<JsonElement> SucceedsAsync(params string[] options)
    {
        var ended = await CliProcess.RunAsync(["plan", "stock", .. options, "--json"]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        return JsonDocument.Parse(ended.Output).RootElement;
    }

    private static void Refused(CliProcess.Ended ended, string says)
    {
        Assert.Contains(says, ended.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
    }

    private static double Read(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetDouble();

    private static string TwoWith(int s0, int s1, int s2, string budget) => Two
        .Replace("S0", s0.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("S1", s1.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("S2", s2.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("BUDGET", budget, StringComparison.Ordinal);

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
