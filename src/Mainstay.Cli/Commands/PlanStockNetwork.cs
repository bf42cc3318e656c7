using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Planning;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

/// <summary><c>plan stock --budget M | --target-fill F</c>: levels of all parts at all sites, from the demand in the database. Changes nothing.</summary>
internal sealed class PlanStockNetwork : IStockQuestion
{
    private const int NextUnits = 20;

    private readonly DataPlace _place = new();
    private readonly Option<double?> _budget = new("--budget") { HelpName = "M", Description = "All levels together may cost so much, in the currency's main unit." };
    private readonly Option<double?> _fill = new("--target-fill") { HelpName = "SHARE", Description = "So large a share of needs is to find its part at once, such as 0.95." };
    private readonly Option<int?> _months = new("--months") { HelpName = "N", Description = $"Demand of so many months is looked at (default {PlanSupply.UsualMonths})." };
    private readonly Option<string?> _out = new("--out") { HelpName = "FILE.csv", Description = "Write the levels here: site, part, level, needs a day." };

    public string Named => "--budget or --target-fill";

    public void AddTo(Command command)
    {
        _budget.MustBeAmount();
        _fill.MustBeAmount();
        _out.MustSay("the name of a file");
        foreach (var option in new Option[] { _budget, _fill, _months, _out })
        {
            command.Add(option);
        }

        _place.AddTo(command);
    }

    public bool IsAsked(CommandResult result) => result.GetResult(_budget) is not null || result.GetResult(_fill) is not null;

    public IEnumerable<Option> Given(CommandResult result) => new Option[] { _budget, _fill, _months, _out }.Where(option => result.GetResult(option) is not null);

    public IEnumerable<string> Errors(CommandResult result)
    {
        if (result.GetResult(_budget) is not null && result.GetResult(_fill) is not null)
        {
            yield return "--budget and --target-fill exclude each other.";
        }
    }

    public async Task<int> AnswerAsync(ParseResult parsed, Output output, CancellationToken ct)
    {
        var (fill, months) = (parsed.GetValue(_fill), parsed.GetValue(_months) ?? PlanSupply.UsualMonths);
        long? budget = parsed.GetValue(_budget) is { } amount ? (long)(amount * 100) : null;
        SupplyModel.Demand(fill, budget, months);
        await using var database = _place.Open(parsed);
        try
        {
            await using var session = await Session.OpenAsync(database, mayCreate: false, ct);
            var ground = await session.Get<SupplyModel>().LoadAsync(months, session.Get<TimeProvider>().GetUtcNow(), ct);
            var plan = LevelPlanner.Plan(ground.Demands, fill, budget);
            var next = LevelPlanner.Next(ground.Demands, plan.Parts, NextUnits);
            if (parsed.GetValue(_out) is { } file)
            {
                Write(file, ground, plan);
            }

            Tell(output, ground, plan, next, fill, budget, months, parsed.GetValue(_out));
            return ExitCodes.Done;
        }
        catch (Exception e) when (StorageProblem.Translate(e, database) is { } refused && refused != e)
        {
            throw refused;
        }
    }

    private static void Tell(Output output, SupplyGround ground, LevelPlan plan, IReadOnlyList<NextPiece> next, double? fill, long? budget, int months, string? file)
    {
        long units = plan.Parts.Sum(levels => levels.ToStocks().Units), atWarehouses = plan.Parts.Sum(levels => (long)levels.Warehouse);
        var parts = ground.Demands.Select(demand => demand.Part).Distinct().Count();
        var sites = ground.Demands.SelectMany(demand => demand.Sites).Select(point => point.Site).Distinct().Count();
        string Place(SiteId site) => ground.Sites[site].Ref.Code;
        string Number(PartId part) => ground.Parts[part].Number;
        output.Result(
            new
            {
                TargetFill = budget is null ? fill : null,
                Budget = budget / 100.0,
                Demand = new { Months = months, ground.Demand.Days, ground.Demand.Pieces },
                Parts = parts,
                Sites = sites,
                Totals = new
                {
                    Units = units,
                    UnitsAtWarehouses = atWarehouses,
                    FillRate = plan.Fill,
                    ExpectedBackorders = plan.Backorders,
                    LeastBackorders = plan.LeastBackorders,
                    plan.WaitDays,
                    Money = plan.MoneyMinor / 100.0,
                    ground.Currency,
                    plan.IsReached,
                },
                Next = next.Select(piece => new { Part = Number(piece.Part), Site = Place(piece.Site), piece.Level, Saves = piece.Saved, Cost = piece.CostMinor / 100.0 }),
                Levels = file,
            },
            string.Join(Environment.NewLine, [
                string.Create(CultureInfo.InvariantCulture, $"{parts:N0} parts at {sites:N0} sites, from {ground.Demand.Pieces:N0} pieces used in {ground.Demand.Days:N0} days."),
                string.Create(CultureInfo.InvariantCulture, $"Levels: {units:N0} units, {atWarehouses:N0} of them at warehouses, worth {plan.MoneyMinor / 100.0:N2} {ground.Currency}."),
                string.Create(CultureInfo.InvariantCulture, $"Expected: {plan.Fill:P2} of needs met at once, {plan.Backorders:N2} needs waiting at any time (nobody can have fewer than {plan.LeastBackorders:N2} for this money), {plan.WaitDays:N3} days each on average."),
                .. plan.IsReached ? Array.Empty<string>() : ["The wished availability cannot be reached with any stock."],
                "What one more unit would buy:",
                .. next.Select(piece => string.Create(CultureInfo.InvariantCulture, $"  {Number(piece.Part),-24} {Place(piece.Site),-16} {piece.Level,4}  {piece.Saved,10:0.0000} fewer waiting for {piece.CostMinor / 100.0:N2}")),
            ]));
    }

    private static void Write(string file, SupplyGround ground, LevelPlan plan)
    {
        try
        {
            using var writer = new StreamWriter(file);
            Csv.Write(writer, ["site", "part", "level", "rate"], Rows(ground, plan));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("file-unreadable", $"{file} cannot be written: {e.Message}");
        }
    }

    private static IEnumerable<IEnumerable<string?>> Rows(SupplyGround ground, LevelPlan plan)
    {
        for (var p = 0; p < ground.Demands.Count; p++)
        {
            var demand = ground.Demands[p];
            string[] Row(SiteId site, int level, double rate) =>
                [ground.Sites[site].Ref.Code, ground.Parts[demand.Part].Number, level.ToString(CultureInfo.InvariantCulture), rate.ToString("R", CultureInfo.InvariantCulture)];
            yield return Row(demand.Warehouse, plan.Parts[p].Warehouse, demand.Rate);
            for (var s = 0; s < demand.Sites.Count; s++)
            {
                if (plan.Parts[p].Sites[s] > 0)
                {
                    yield return Row(demand.Sites[s].Site, plan.Parts[p].Sites[s], demand.Sites[s].Rate);
                }
            }
        }
    }
}
