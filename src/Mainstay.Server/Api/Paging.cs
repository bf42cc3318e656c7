namespace Mainstay.Server.Api;

/// <summary>A page of a list. <c>next_cursor</c> goes into <c>cursor</c> of the next request; null on the last page.</summary>
/// <param name="Count">On all pages, where that is known cheaply.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, int? Count);

/// <summary>What was made.</summary>
public sealed record Made(Guid Id);
