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
