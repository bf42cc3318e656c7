using System.CommandLine;

namespace Mainstay.Cli.Commands;

/// <summary><c>analyse KIND</c>: one class per kind, listed here; those on our records are <see cref="DataCommand"/>s.</summary>
internal sealed class AnalyseCommand : Command
{
    public AnalyseCommand() : base("analyse", "Count and measure what the records show.")
    {
        Add(new AnalyseRepairsCommand());
        Add(new AnalyseDemandCommand());
    }
}
