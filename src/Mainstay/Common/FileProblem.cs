namespace Mainstay.Common;

/// <summary>What is wrong at one place of a file, and what was expected there.</summary>
/// <param name="Line">The line on which the record starts, counted from 1; quoted line breaks count.</param>
/// <param name="Column">The column's name; empty when the whole record is meant.</param>
public sealed record FileProblem(long Line, string Column, string Message)
{
    /// <summary>Imports of our own formats are all or nothing: the first problem refuses the file.</summary>
    public RefusedException Refusal(string file) => new(
        "file-row",
        Column.Length == 0 ? $"{file}, line {Line}: {Message}" : $"{file}, line {Line}, column {Column}: {Message}");
}

/// <summary>A field that cannot be read. Own formats refuse the file with it, foreign ones list it and go on.</summary>
public sealed class FileProblemException(FileProblem problem) : Exception(problem.Message)
{
    public FileProblem Problem { get; } = problem;
}
