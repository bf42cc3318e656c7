namespace Mainstay.Storage;

/// <summary>One law that data can show, looked at by <c>doctor</c>. Rooms register theirs.</summary>
public interface ICheck
{
    /// <summary>Short and stable, such as <c>cases.clock_tiles</c>.</summary>
    string Name { get; }

    Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct);
}

/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Violations">One sentence each; at most a hundred are listed.</param>
public sealed record CheckResult(long Rows, IReadOnlyList<string> Violations);

/// <summary>What the doctor found: every check that ran, with what it looked at.</summary>
public sealed record Diagnosis(bool Clean, IReadOnlyList<Finding> Checks);

/// <param name="Name">The check's.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Violations">How many were found; counting stops at a hundred or so.</param>
/// <param name="Details">One sentence for each that was found.</param>
public sealed record Finding(string Name, long Rows, int Violations, IReadOnlyList<string> Details);

/// <summary>Runs every check that the rooms have registered, each on a context of its own.</summary>
public sealed class Doctor(IEnumerable<ICheck> checks, Database database)
{
    public async Task<Diagnosis> ExamineAsync(Action<string>? starting, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var check in checks.OrderBy(check => check.Name, StringComparer.Ordinal))
        {
            starting?.Invoke(check.Name);
            var result = await RunAsync(check, ct);
            findings.Add(new Finding(check.Name, result.Rows, result.Violations.Count, result.Violations));
        }

        return new Diagnosis(findings.TrueForAll(finding => finding.Violations == 0), findings);
    }

    /// <summary>A check that cannot run has not found the data clean; the others still have their say.</summary>
    private async Task<CheckResult> RunAsync(ICheck check, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        try
        {
            return await check.RunAsync(db, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && StorageProblem.Translate(e, database) is not { Code: "database-unavailable" })
        {
            return new CheckResult(0, [$"The check could not run: {e.Message}"]);
        }
    }
}
