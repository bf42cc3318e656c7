using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mainstay.Cli.Models;
using Mainstay.Kernel.Inventory;

namespace Mainstay.Cli.Commands;

/// <summary><c>plan stock --model FILE.json</c>: anybody can check the mathematics without our database.</summary>
internal sealed class PlanStockModel : IStockQuestion
{
    private readonly Option<string> _file = new("--model") { HelpName = "FILE.json", Description = "A warehouse and its sites." };

    public string Named => "--model FILE.json";

    public void AddTo(Command command)
    {
        _file.MustSay("the name of a file");
        command.Add(_file);
    }

    public bool IsAsked(CommandResult result) => Given(result).Any();

    public IEnumerable<Option> Given(CommandResult result) => result.GetResult(_file) is null ? [] : [_file];

    public IEnumerable<string> Errors(CommandResult result) => [];

    public Task<int> AnswerAsync(ParseResult parsed, Output output, CancellationToken ct)
    {
        var model = SparesModel.Read(parsed.GetRequiredValue(_file));
        var outlook = model.Network.Evaluate(model.Warehouse, model.Stocks);
        var best = model.Budget is { } units ? model.Network.Best(units) : null;
        output.Result(
            new
            {
                Warehouse = new { ExpectedBackorders = new Backorders(outlook.Warehouse, outlook.Warehouse, outlook.Warehouse) },
                Sites = outlook.Sites.Select((site, j) => new { model.Sites[j].Name, ExpectedBackorders = site.Backorders, site.FillRate }),
                Total = new { outlook.Total.Metric, outlook.Total.VariMetric, outlook.Total.Exact, ExpectedBackorders = outlook.Total },
                Best = best is null ? null : new { best.Warehouse, best.Sites, ExpectedBackorders = best.Backorders, Value = model.Budget * model.UnitCost },
            },
            ToText(model, outlook, best));
        return Task.FromResult(ExitCodes.Done);
    }

    private static string ToText(SparesModel model, NetworkOutlook outlook, BestStocks? best)
    {
        List<string> lines = [Line("expected backorders", "stock", "METRIC", "VARI-METRIC", "exact", "fill rate", best is null ? "" : "best stock")];
        lines.Add(Line("warehouse", Text((int?)model.Warehouse), Text(outlook.Warehouse), Text(outlook.Warehouse), Text(outlook.Warehouse), "", Text(best?.Warehouse)));
        lines.AddRange(outlook.Sites.Select((site, j) => Line(
            model.Sites[j].Name, Text((int?)model.Stocks[j]), Text(site.Backorders.Metric), Text(site.Backorders.VariMetric), Text(site.Backorders.Exact),
            site.FillRate.ToString("P1", CultureInfo.InvariantCulture), Text(best?.Sites[j]))));
        var units = model.Warehouse + model.Stocks.Sum(stock => (long)stock);
        lines.Add(Line("all sites together", units.ToString(CultureInfo.InvariantCulture), Text(outlook.Total.Metric), Text(outlook.Total.VariMetric), Text(outlook.Total.Exact), "", Text(model.Budget)));
        if (best is not null)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"With {model.Budget:N0} units (value {model.Budget * model.UnitCost:N2}) kept best, {best.Backorders:0.000000} are expected to be owed instead of {outlook.Total.Exact:0.000000}."));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Line(string name, string stock, string metric, string variMetric, string exact, string fill, string best) =>
        $"{name,-24} {stock,9} {metric,13} {variMetric,13} {exact,13} {fill,10} {best,10}".TrimEnd();

    private static string Text(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
