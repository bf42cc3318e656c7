namespace Mainstay.Server.Pages.Shared;

/// <summary>One line of a choice; <paramref name="Hint"/> stands smaller beneath it.</summary>
public sealed record Option(string Value, string Text, string? Hint = null);
