using System.CommandLine;
using Mainstay.Messaging.Outbox;

namespace Mainstay.Cli.Commands;

/// <summary><c>admin retell</c>: what was set aside is told once more, after its cause was mended.</summary>
internal sealed class RetellCommand : DataCommand
{
    public RetellCommand() : base("retell", "Tell events once more that could not be taken and were set aside; the running server does it within a second.")
    {
    }

    protected override bool MayCreate => false;

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var events = await session.Get<RetellHandler>().HandleAsync(ct);
        output.Result(new { Events = events }, events == 0 ? "Nothing was set aside." : $"{events} events are told once more.");
        return ExitCodes.Done;
    }
}
