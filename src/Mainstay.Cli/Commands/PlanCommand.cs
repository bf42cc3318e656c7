using System.CommandLine;

namespace Mainstay.Cli.Commands;

/// <summary><c>plan KIND</c>: one class per kind, listed here.</summary>
internal sealed class PlanCommand : Command
{
    public PlanCommand() : base("plan", "Work out what should be where, and what that costs.") => Add(new PlanStockCommand());
}
