using System.CommandLine;
using System.Globalization;
using Mainstay.Cli.Models;
using Mainstay.Kernel.Forecasting;

namespace Mainstay.Cli.Commands;

/// <summary><c>analyse demand FILE.csv</c>: forecasts of demands that are zero in most periods. Needs no database.</summary>
internal sealed class AnalyseDemandCommand : Command
{
    private const string Croston = "croston", SyntetosBoylan = "sba", TeunterSyntetosBabai = "tsb";

    private readonly Argument<string> _file = new("FILE.csv");
    private readonly Option<string> _method = new("--method") { HelpName = "croston|sba|tsb", Description = "How to smooth; sba unless said.", DefaultValueFactory = _ => SyntetosBoylan };
    private readonly Option<double> _alpha = Weight("--alpha", "A", "Weight of what is new in the size of a demand (and, but for tsb, in the time between demands).");
    private readonly Option<double> _beta = Weight("--beta", "B", "tsb: weight of what is new in the probability of a demand; as --alpha unless said.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object for programs." };

    public AnalyseDemandCommand() : base("demand", """
        Expected units a period of demands that are zero in most periods.

        One series a row, oldest period first, one number a column. The first column may hold the name of the series, the first row
        may name the columns. Rows may differ in length: empty cells at the end of a row are periods that are not there.
        """)
    {
        _method.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not (Croston or SyntetosBoylan or TeunterSyntetosBabai))
            {
                result.AddError($"--method '{token.Value}': croston, sba or tsb is expected.");
            }
        });
        foreach (var symbol in new Option[] { _method, _alpha, _beta, _json })
        {
            Add(symbol);
        }

        Add(_file);
        Validators.Add(result =>
        {
            if (result.GetResult(_beta) is { Implicit: false } && result.GetValue(_method) is Croston or SyntetosBoylan)
            {
                result.AddError("--beta goes with --method tsb only.");
            }
        });
        SetAction(parsed =>
        {
            var method = parsed.GetRequiredValue(_method);
            var alpha = parsed.GetValue(_alpha);
            double? beta = method == TeunterSyntetosBabai ? parsed.GetResult(_beta) is { Implicit: false } ? parsed.GetValue(_beta) : alpha : null;
            Func<double[], double> forecast = method switch
            {
                Croston => demand => Intermittent.Croston(demand, alpha),
                TeunterSyntetosBabai => demand => Intermittent.TeunterSyntetosBabai(demand, alpha, beta!.Value),
                _ => demand => Intermittent.SyntetosBoylan(demand, alpha),
            };
            var series = DemandFile.Read(parsed.GetRequiredValue(_file)).Select(row => new
            {
                row.Name,
                row.Row,
                Periods = row.Demand.Length,
                Demands = row.Demand.Count(units => units > 0),
                Mean = row.Demand.Length == 0 ? 0 : row.Demand.Sum() / row.Demand.Length,
                Forecast = forecast(row.Demand),
            }).ToArray();
            new Output(parsed.GetValue(_json)).Result(
                new { Method = method, Alpha = alpha, Beta = beta, Series = series },
                string.Join(Environment.NewLine, series
                    .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name ?? $"row {row.Row}",-32} {row.Periods,8} {row.Demands,8} {row.Mean,12:0.######} {row.Forecast,12:0.######}"))
                    .Prepend($"{"series",-32} {"periods",8} {"demands",8} {"mean",12} {method,12}")));
            return ExitCodes.Done;
        });
    }

    private static Option<double> Weight(string name, string help, string description)
    {
        Option<double> option = new(name) { HelpName = help, Description = description, DefaultValueFactory = _ => 0.1 };
        option.CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1)
            {
                return value;
            }

            result.AddError($"{name} '{text}': a number above 0 and at most 1 is expected.");
            return 0.1;
        };
        return option;
    }
}
