using System.CommandLine;
using System.Globalization;
using Mainstay.Access.Retention;

namespace Mainstay.Cli.Commands;

/// <summary><c>admin retention</c>: the nightly forgetting, now; or only what it would forget.</summary>
internal sealed class RetentionCommand : DataCommand
{
    private readonly Option<bool> _look = new("--dry-run") { Description = "Only count what would be forgotten." };

    public RetentionCommand() : base("retention", "Forget what was kept long enough, as every night.") => Add(_look);

    protected override bool MayCreate => false;

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var isDry = parsed.GetValue(_look);
        var rounds = session.Get<RetentionRounds>();
        var counts = isDry ? await rounds.LookAsync(Session.Actor, ct) : await rounds.RunAsync(ct);
        output.Result(
            new { DryRun = isDry, Kinds = counts },
            string.Join('\n', counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Kind,-12} kept {count.Days,5} days   {(isDry ? "to forget" : "forgotten")} {count.Count:N0}"))));
        return ExitCodes.Done;
    }
}
