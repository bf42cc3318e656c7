using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mainstay.Cli.Commands;

/// <summary>One way to ask <c>plan stock</c>.</summary>
internal interface IStockQuestion
{
    /// <summary>The options that ask it, for messages.</summary>
    string Named { get; }

    void AddTo(Command command);

    bool IsAsked(CommandResult result);

    /// <summary>Options of this question that were given.</summary>
    IEnumerable<Option> Given(CommandResult result);

    /// <summary>What is wrong with the options, when it is asked.</summary>
    IEnumerable<string> Errors(CommandResult result);

    Task<int> AnswerAsync(ParseResult parsed, Output output, CancellationToken ct);
}
