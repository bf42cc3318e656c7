using System.CommandLine;
using System.Globalization;
using System.Text;
using Mainstay.Storage;

namespace Mainstay.Cli.Commands;

/// <summary>Walks every law that data can show and says what it looked at. A check that could run is done, whatever its verdict.</summary>
internal sealed class DoctorCommand() : DataCommand("doctor", "Check every law that the data can show.")
{
    protected override async Task<int> RunAsync(Session session, ParseResult parsed, Output output, CancellationToken ct)
    {
        var diagnosis = await session.Get<Doctor>().ExamineAsync(starting: null, ct);
        output.Result(diagnosis, Text(diagnosis));
        return ExitCodes.Done;
    }

    private static string Text(Diagnosis diagnosis)
    {
        var text = new StringBuilder();
        foreach (var check in diagnosis.Checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(check.Violations == 0 ? "ok " : "BAD")}  {check.Name,-32} {check.Rows,14:N0} rows\n");
            check.Details.ToList().ForEach(detail => text.Append("       ").Append(detail).Append('\n'));
        }

        var found = diagnosis.Checks.Sum(check => check.Violations);
        return text.Append(diagnosis.Clean ? "Clean." : $"{found} violations.").ToString();
    }
}
