namespace Mainstay.Server.Pages.Shared;

/// <summary>A stretch of the clock ledger: who owned it and for how long.</summary>
/// <param name="Owner"><c>customer</c>, <c>centre</c>, <c>parts</c>, <c>factory</c>, <c>courier</c> or <c>maker</c>.</param>
/// <param name="Label">What it was spent on, in the language of the page.</param>
public sealed record ClockSegment(string Owner, TimeSpan Length, string Label, DateTimeOffset? From = null);

/// <summary>Whose minute it is, in the order the legends show them.</summary>
public static class Owners
{
    public static readonly IReadOnlyList<string> All = ["centre", "parts", "factory", "courier", "maker", "customer"];
}
