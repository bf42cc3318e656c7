using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mainstay.Kernel.Inventory;
using Mainstay.Kernel.Probability;

namespace Mainstay.Cli.Commands;

/// <summary><c>plan stock --newsvendor | --ss | --rq</c>: the classical models of one place.</summary>
internal sealed class PlanStockSinglePlace : IStockQuestion
{
    /// <summary>Units of counted demand in the time that stock must last; more is better planned in boxes.</summary>
    private const double MostDemand = 20_000;

    /// <summary>Orders of more units than this are not searched for: (s, S) takes the square of it.</summary>
    private const double LargestSs = 10_000;
    private const double LargestRq = 1_000_000;
    private const double MostIrregular = 10_000;
    private const int MostSizes = 100;

    private readonly Option<bool> _newsvendor = new("--newsvendor") { Description = "How much to buy once." };
    private readonly Option<bool> _ss = new("--ss") { Description = "When to order up to how much, looked at once a period." };
    private readonly Option<bool> _rq = new("--rq") { Description = "When to order how much, watched all the time." };
    private readonly Option<double?> _mean = Number("--mean", "M", "Mean demand: in all, a period, or a unit of time.");
    private readonly Option<double?> _deviation = Number("--deviation", "D", "Standard deviation of a normal demand.", "--sd");
    private readonly Option<double?> _variance = Number("--variance", "V", "Variance of a negative-binomial demand in the time of --mean; above it.");
    private readonly Option<string> _sizes = new("--sizes") { HelpName = "P1,P2,...", Description = "Shares of orders of 1, 2, ... units, adding up to 1; --mean counts orders then (compound Poisson)." };
    private readonly Option<double?> _leadTime = Number("--lead-time", "L", "From order to receipt; 0 for --ss unless said.");
    private readonly Option<double?> _holding = Number("--holding", "H", "Cost of a unit left, once, a period, or a unit of time.");
    private readonly Option<double?> _shortage = Number("--shortage", "P", "Cost of a unit short or owed, likewise.", "--penalty");
    private readonly Option<double?> _order = Number("--order-cost", "K", "Cost of an order, whatever its size.", "--fixed-cost");

    public string Named => "--newsvendor, --ss, --rq";

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    public bool IsAsked(CommandResult result) => Kinds.Any(kind => Has(result, kind));

    public IEnumerable<Option> Given(CommandResult result) => All.Where(option => Has(result, option));

    public IEnumerable<string> Errors(CommandResult result)
    {
        var kinds = Kinds.Where(kind => Has(result, kind)).ToArray();
        if (kinds.Length > 1)
        {
            return [$"{kinds[0].Name} and {kinds[1].Name} exclude each other."];
        }

        Option[] needed = kinds[0] == _newsvendor ? [_mean, _holding, _shortage] : kinds[0] == _ss ? [_mean, _holding, _shortage, _order] : [_mean, _leadTime, _holding, _shortage, _order];
        Option[] possible = kinds[0] == _newsvendor ? [_deviation, _variance, _sizes] : kinds[0] == _ss ? [_variance, _sizes, _leadTime] : [_variance];
        var given = Given(result).ToArray();
        if (needed.Except(given).FirstOrDefault() is { } missing)
        {
            return [$"{missing.Name} is missing; {kinds[0].Name} needs {string.Join(", ", needed.Select(option => option.Name))}."];
        }

        if (given.Except([.. needed, .. possible, kinds[0]]).FirstOrDefault() is { } odd)
        {
            return [$"{odd.Name} does not go with {kinds[0].Name}."];
        }

        if (given.Intersect([_deviation, _variance, _sizes]).ToArray() is [var one, var other, ..])
        {
            return [$"{one.Name} and {other.Name} exclude each other."];
        }

        if (Has(result, _sizes) && Sizes(result) is null)
        {
            return [$"{_sizes.Name}: at most {MostSizes} shares that add up to 1, such as 0.7,0.2,0.1, are expected."];
        }

        // A value that is no number is told by its own option.
        return given.OfType<Option<double?>>().All(option => result.GetResult(option)!.Tokens is [var token] && Options.IsAmount(token.Value, out _)) ? Values(result, kinds[0]) : [];
    }

    public Task<int> AnswerAsync(ParseResult parsed, Output output, CancellationToken ct)
    {
        var result = parsed.CommandResult;
        double holding = Value(result, _holding), shortage = Value(result, _shortage), order = Value(result, _order), leadTime = Value(result, _leadTime);
        if (Has(result, _newsvendor))
        {
            var best = Has(result, _deviation)
                ? Newsvendor.Normal(Value(result, _mean), Value(result, _deviation), holding, shortage)
                : Newsvendor.Counted(Demand(result, 1), holding, shortage);
            output.Result(
                new { Model = "newsvendor", best.Stock, ExpectedCost = best.Cost },
                string.Create(CultureInfo.InvariantCulture, $"Stock {best.Stock:0.######} units; expected cost {best.Cost:0.######}."));
        }
        else if (Has(result, _ss))
        {
            var best = OrderUpTo.Best(Demand(result, 1), Demand(result, leadTime + 1), holding, shortage, order);
            output.Result(
                new { Model = "ss", ReorderPoint = best.Reorder, OrderUpTo = best.UpTo, ExpectedCost = best.Cost },
                string.Create(CultureInfo.InvariantCulture, $"At {best.Reorder} or less, order up to {best.UpTo}; expected cost {best.Cost:0.######} a period."));
        }
        else
        {
            var best = OrderQuantity.Best(Value(result, _mean), Demand(result, leadTime), holding, shortage, order);
            output.Result(
                new { Model = "rq", ReorderPoint = best.Reorder, OrderQuantity = best.Quantity, ExpectedCost = best.Cost },
                string.Create(CultureInfo.InvariantCulture, $"At {best.Reorder}, order {best.Quantity}; expected cost {best.Cost:0.######} a unit of time."));
        }

        return Task.FromResult(ExitCodes.Done);
    }

    private IEnumerable<string> Values(CommandResult result, Option kind)
    {
        double mean = Value(result, _mean), holding = Value(result, _holding), shortage = Value(result, _shortage);
        foreach (var option in new[] { _holding, _shortage })
        {
            if (Value(result, option) == 0)
            {
                yield return $"{option.Name} 0: a number above 0 is expected.";
                yield break;
            }
        }

        if (shortage / (shortage + holding) is not (> 0 and < 1))
        {
            yield return $"{_holding.Name} and {_shortage.Name} are too far apart to weigh against each other.";
        }
        else if (kind != _newsvendor && mean == 0)
        {
            yield return $"{_mean.Name} 0: a number above 0 is expected with {kind.Name}.";
        }
        else if (Has(result, _variance) && !(Value(result, _variance) > mean && mean > 0 && Value(result, _variance) <= mean * MostIrregular))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{_variance.Name}: a number above {_mean.Name} and at most {MostIrregular:N0} times it is expected; without it demand is Poisson.");
        }
        else if (!Has(result, _deviation) && MeanSize(result) * mean * (kind == _ss ? Value(result, _leadTime) + 1 : kind == _rq ? Value(result, _leadTime) : 1) > MostDemand)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{_mean.Name}: at most {MostDemand:N0} units in the time stock must last are counted one by one; plan in larger units.");
        }
        else if (kind != _newsvendor && Math.Sqrt(2 * Value(result, _order) * MeanSize(result) * mean / shortage / holding * (shortage + holding)) > (kind == _ss ? LargestSs : LargestRq))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{_order.Name}: so dear an order means orders of more than {(kind == _ss ? LargestSs : LargestRq):N0} units; plan in larger units.");
        }
    }

    private IEnumerable<Option<bool>> Kinds => [_newsvendor, _ss, _rq];

    private IEnumerable<Option> All => [.. Kinds, _mean, _deviation, _variance, _sizes, _leadTime, _holding, _shortage, _order];

    /// <summary>In so many times the time of the mean.</summary>
    private CountDistribution Demand(CommandResult result, double times) =>
        Sizes(result) is { } sizes ? CountDistribution.Compound(Value(result, _mean) * times, sizes)
        : Has(result, _variance) && times > 0 ? CountDistribution.NegativeBinomial(Value(result, _mean) * times, Value(result, _variance) * times) : CountDistribution.Poisson(Value(result, _mean) * times);

    private double MeanSize(CommandResult result) => Sizes(result)?.Select((share, i) => share * (i + 1)).Sum() ?? 1;

    /// <summary>Scaled to add up to 1 to the last digit; null where none are given or they cannot be.</summary>
    private double[]? Sizes(CommandResult result)
    {
        if (result.GetResult(_sizes) is not { Tokens: [var token] })
        {
            return null;
        }

        List<double> sizes = [];
        foreach (var share in token.Value.Split(','))
        {
            if (!Options.IsAmount(share, out var value) || sizes.Count == MostSizes)
            {
                return null;
            }

            sizes.Add(value);
        }

        var sum = sizes.Sum();
        return Math.Abs(sum - 1) <= 1e-6 ? [.. sizes.Select(share => share / sum)] : null;
    }

    private static bool Has(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static double Value(CommandResult result, Option<double?> option) => result.GetValue(option) ?? 0;

    private static Option<double?> Number(string name, string help, string description, params string[] aliases)
    {
        Option<double?> option = new(name, aliases) { HelpName = help, Description = description };
        option.MustBeAmount();
        return option;
    }
}
