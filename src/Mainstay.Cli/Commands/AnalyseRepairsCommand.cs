using System.CommandLine;
using System.Globalization;
using Mainstay.Cases.History;

namespace Mainstay.Cli.Commands;

internal sealed class AnalyseRepairsCommand() : DataCommand("repairs", "What became of the repair attempts of the imported history, by product category.")
{
    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var analysis = await session.Get<AnalyseRepairsHandler>().HandleAsync(Session.Actor, ct);
        var lines = analysis.Categories.Select(category => string.Create(
            CultureInfo.InvariantCulture,
            $"{category.Category,-34} {category.Attempts,8:N0} {category.Fixed,8:N0} {category.Repairable,8:N0} {category.EndOfLife,8:N0} {category.Unknown,8:N0}"));
        output.Result(analysis, string.Join(Environment.NewLine, lines.Prepend($"{"category",-34} {"attempts",8} {"fixed",8} {"repair.",8} {"end",8} {"unknown",8}")));
        return ExitCodes.Done;
    }
}
