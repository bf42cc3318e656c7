using System.Text.RegularExpressions;

namespace Mainstay.Messaging.Notices;

/// <summary>Words with places such as <c>{number}</c>: checked before they are published, filled when a message is made.</summary>
public static partial class TemplateText
{
    public const int LongestTitle = 150;
    public const int LongestText = 4_000;

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Place.Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value) ?? "");

    /// <returns>What is wrong, in one sentence; null when nothing is.</returns>
    public static string? Check(TemplateKind kind, string? title, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            return $"A message needs words, at most {LongestText} characters of them.";
        }

        if (title is not null && (string.IsNullOrWhiteSpace(title) || title.Length > LongestTitle || title.AsSpan().ContainsAny('\r', '\n')))
        {
            return $"A mail needs a subject of one line, at most {LongestTitle} characters.";
        }

        var all = $"{title}\n{text}";
        if (Place.Replace(all, "").AsSpan().ContainsAny('{', '}'))
        {
            return "A brace stands alone: a place is written {number}, small letters between two braces.";
        }

        var used = Place.Matches(all).Select(match => match.Groups[1].Value).ToHashSet();
        if (used.FirstOrDefault(name => !kind.Places.Contains(name)) is { } unknown)
        {
            return $"{{{unknown}}} is no place of this message; it has {string.Join(", ", kind.Places.Select(name => $"{{{name}}}"))}.";
        }

        var inText = Place.Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        return kind.Needs.FirstOrDefault(name => !inText.Contains(name)) is { } missing
            ? $"The words leave out {{{missing}}}, without which this message is of no use to the customer."
            : null;
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Place { get; }
}
