using System.CommandLine;
using Mainstay.Storage;

namespace Mainstay.Cli;

/// <summary>Runs one command and turns whatever happens into an exit code and at most one sentence on standard error.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, RootCommand root)
    {
        // A file may be called @name: arguments are what stands there, not files to read more of them from.
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            var path = string.Join(' ', Ancestors(parsed.CommandResult).Reverse());
            await Console.Error.WriteLineAsync($"{string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct())} './mainstay {(path.Length > 0 ? path + " " : "")}--help' says what is expected.");
            return ExitCodes.BadInput;
        }

        try
        {
            // Help names the assembly; people type the script.
            using var help = new StringWriter();
            var code = await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = help,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(12), // The server has its own limit, and may be told to drain first.
            });
            await Console.Out.WriteAsync(help.ToString().Replace(RootCommand.ExecutableName, "./mainstay", StringComparison.Ordinal));
            return code;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (StorageProblem.Translate(e) is { } refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.Of(refused.Code);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"Mainstay failed in a way it should not. Please report this:\n{e}");
            return ExitCodes.Bug;
        }
    }

    private static IEnumerable<string> Ancestors(System.CommandLine.Parsing.SymbolResult result)
    {
        for (var at = result; at is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command; at = at.Parent!)
        {
            yield return command.Command.Name;
        }
    }
}
