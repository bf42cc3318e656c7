using System.CommandLine;

namespace Mainstay.Cli.Commands;

/// <summary><c>analyse KIND</c>: one class per kind, listed here; each is a <see cref="DataCommand"/> that prints one result.</summary>
internal sealed class AnalyseCommand : Command
{
    public AnalyseCommand() : base("analyse", "Count and measure what the records show.") => Add(new AnalyseRepairsCommand());
}
