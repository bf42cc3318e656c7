using System.Globalization;
using System.Text;

namespace Mainstay.Bench.Fuzzing;

/// <summary>What the server answered to what nobody should send.</summary>
/// <param name="Status">Answers by class.</param>
/// <param name="MemoryGrowth">Resident memory at the end over the most seen in the first fifth, less one.</param>
/// <param name="Findings">Faults, answers that took longer than five seconds, memory that grew, data that was not the asker's; one for each operation and kind.</param>
public sealed record FuzzReport(
    string Provider, long Requests, IReadOnlyDictionary<string, long> Status, double Seconds, double SlowestMs, double MemoryGrowth, IReadOnlyList<string> Findings)
{
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"bench fuzz on {Provider}: {Requests:N0} requests in {Seconds:N0} s; {string.Join(", ", Status.Select(pair => $"{pair.Key} {pair.Value:N0}"))}; slowest {SlowestMs:N0} ms; memory {MemoryGrowth:+0 %;-0 %;0 %}");
        Findings.ToList().ForEach(finding => text.Append("\n  ").Append(finding));
        return text.Append(Findings.Count == 0 ? "\nNothing found." : "").ToString();
    }
}
