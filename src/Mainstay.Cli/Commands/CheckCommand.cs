using System.CommandLine;
using Mainstay.Devices.Contracts;
using Mainstay.Network;

namespace Mainstay.Cli.Commands;

/// <summary><c>check KIND VALUE</c>: is this number well formed? Needs no database, and exits 0 for either verdict.</summary>
internal sealed class CheckCommand : Command
{
    public CheckCommand() : base("check", "Say whether a number is well formed, and why not.")
    {
        Add(new CheckKind("imei", "The 15 digits that name a mobile device.", text => Of(Imei.Check(text))));
        Add(new CheckKind("gstin", "India's goods-and-services tax number.", text => Of(Gstin.Check(text.Trim()))));
    }

    private static (object Verdict, string Text) Of(ImeiCheck check) =>
        (new { check.Valid, check.Reason, check.Message, Imei = check.Imei?.ToString(), check.Tac }, check.Message);

    private static (object Verdict, string Text) Of(GstinVerdict check) =>
        (new { check.Valid, check.Reason, check.Message, check.Parts?.StateCode, check.Parts?.State, check.Parts?.Pan }, check.Message);

    private sealed class CheckKind : Command
    {
        public CheckKind(string kind, string description, Func<string, (object Verdict, string Text)> check) : base(kind, description)
        {
            var number = new Argument<string>("NUMBER");
            var json = new Option<bool>("--json") { Description = "Print one JSON object for programs." };
            Add(number);
            Add(json);
            SetAction(parsed =>
            {
                var (verdict, text) = check(parsed.GetRequiredValue(number));
                new Output(parsed.GetValue(json)).Result(verdict, text);
                return ExitCodes.Done;
            });
        }
    }
}
