namespace Mainstay.Common;

/// <summary>What an import did with the records of its file.</summary>
/// <param name="Read">Records in the file, the header not counted.</param>
/// <param name="Imported">New, or changed something.</param>
/// <param name="Unchanged">Already here, just so.</param>
/// <param name="Skipped">Not taken; why stands in <paramref name="Problems"/>.</param>
/// <param name="Problems">In the order of the file.</param>
public sealed record ImportResult(long Read, long Imported, long Unchanged, long Skipped, IReadOnlyList<FileProblem> Problems);
