using System.Globalization;
using System.Text;

namespace Mainstay.Bench.Torture;

/// <summary>What was left after all that.</summary>
/// <param name="Acknowledged">Writes the clients were told are done.</param>
/// <param name="Lost">Of these, not found afterwards.</param>
/// <param name="Doubled">Found more often than acknowledged.</param>
/// <param name="RecoveryMsP95">From the kill of a server to its next answer, its start included.</param>
/// <param name="OthersServed">Answers of the other servers while one was dead and nothing else was done.</param>
/// <param name="OthersFailed">Of requests to them in that time: cut off, refused as not available, or a fault.</param>
/// <param name="TakeOverSMax">The longest from a kill to the next round of work that one server does for all; zero on one server.</param>
/// <param name="Findings">What an answer or doctor said that must not be; at most twenty.</param>
public sealed record TortureReport(
    string Provider,
    int Servers,
    int Clients,
    int Acknowledged,
    int Lost,
    int Doubled,
    int Kills,
    double RecoveryMsP95,
    double RecoveryMsP50,
    bool DoctorClean,
    int DatabaseRestarts,
    int Freezes,
    int SlowDisks,
    int ClockJumps,
    int OthersServed,
    int OthersFailed,
    double TakeOverSMax,
    int Repeats,
    int Retries,
    int Faults,
    IReadOnlyList<string> Findings)
{
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"bench torture on {Provider}: {Servers} servers, {Clients} clients\n");
        text.Append(CultureInfo.InvariantCulture, $"{Kills} kills, {DatabaseRestarts} restarts of the database, {Freezes} freezes, {SlowDisks} times a slow disk, {ClockJumps} clock jumps; {Repeats} requests sent again, {Retries} retries, {Faults} answers of 500\n");
        text.Append(CultureInfo.InvariantCulture, $"while one server was dead the others answered {OthersServed:N0} requests and failed {OthersFailed}; its work for all went on after {TakeOverSMax:N0} s at most\n");
        text.Append(CultureInfo.InvariantCulture, $"acknowledged {Acknowledged:N0}, lost {Lost}, doubled {Doubled}; a killed server answers again after {RecoveryMsP50:N0} ms (p50), {RecoveryMsP95:N0} ms (p95); doctor {(DoctorClean ? "finds nothing" : "FINDS something")}");
        Findings.ToList().ForEach(finding => text.Append("\n  ").Append(finding));
        return text.ToString();
    }
}
