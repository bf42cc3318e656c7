using System.CommandLine;

namespace Mainstay.Cli.Commands;

/// <summary><c>plan stock</c>: one question at a time, told by its option; each way to ask is a class of its own, listed here.</summary>
internal sealed class PlanStockCommand : Command
{
    private readonly IStockQuestion[] _questions = [new PlanStockNetwork(), new PlanStockModel(), new PlanStockSinglePlace()];

    public PlanStockCommand() : base("stock", """
        Levels of spare parts.

        --budget M          levels of all parts at all sites from the demand in the database, for so much money;
        --target-fill F     or for so large a share of needs met at once. --months N, --out FILE.csv, --data or --database
        --model FILE.json   one warehouse and its sites, for one part: expected backorders by METRIC, VARI-METRIC and exactly, and the
                            best division of a number of units. Rates a day, times in days; docs/planning.md describes the file.
        --newsvendor        how much to buy once for one demand: --mean, --holding (of a unit left), --shortage (of a unit short)
        --ss                (s, S), looked at once a period: --mean (a period), --lead-time (in periods), --holding, --shortage,
                            --order-cost
        --rq                (r, Q), watched all the time: --mean (a unit of time), --lead-time, --holding, --shortage, --order-cost

        Demand is Poisson with that mean; with --variance it is negative binomial, with --deviation normal (--newsvendor only), with
        --sizes orders are Poisson and of several units each (--newsvendor and --ss).
        """)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object for programs." };
        foreach (var question in _questions)
        {
            question.AddTo(this);
        }

        Add(json);
        Validators.Add(result =>
        {
            var asked = _questions.Where(question => question.IsAsked(result)).ToArray();
            if (asked.Length != 1)
            {
                result.AddError($"One of {string.Join(", ", _questions.Select(question => question.Named))} is expected.");
                return;
            }

            foreach (var error in _questions.Except(asked).SelectMany(question => question.Given(result)).Select(option => $"{option.Name} does not go with {asked[0].Named}.").Concat(asked[0].Errors(result)))
            {
                result.AddError(error);
                return;
            }
        });
        SetAction((parsed, ct) => _questions.Single(question => question.IsAsked(parsed.CommandResult)).AnswerAsync(parsed, new Output(parsed.GetValue(json)), ct));
    }
}
