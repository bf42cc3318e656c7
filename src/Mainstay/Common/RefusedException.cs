namespace Mainstay.Common;

/// <summary>The business says no. The code stands in docs/problems.md; the detail is one sentence for the person who asked.</summary>
public sealed class RefusedException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
