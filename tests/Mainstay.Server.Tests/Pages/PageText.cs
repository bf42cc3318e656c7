using System.Text;
using System.Text.RegularExpressions;

namespace Mainstay.Server.Tests.Pages;

/// <summary>Finds words written into a page instead of into its texts. Reads markup only: code, comments and expressions are left out.</summary>
internal static partial class PageText
{
    private static readonly HashSet<string> _spoken = new(StringComparer.Ordinal)
    {
        "title", "placeholder", "aria-label", "aria-description", "alt", "content",
        "Title", "TabTitle", "Text", "Label", "Hint", "Lead", "Why", "Note", "Unit", "Up", "Empty", "More", "Blocked", "Error", "Problem", "TrendText",
    };

    /// <summary>Words of the markup that a reader would see, each with its line.</summary>
    public static IEnumerable<(int Line, string Words)> Literals(string razor)
    {
        string markup = Markup(razor);
        StringBuilder text = new();
        int at = 0;
        while (at < markup.Length)
        {
            if (markup[at] == '<' && at + 1 < markup.Length && (char.IsLetter(markup[at + 1]) || markup[at + 1] is '/' or '!'))
            {
                int end = EndOfTag(markup, at);
                foreach (string value in Attributes(markup[at..end]))
                {
                    yield return (Line(markup, at), value);
                }

                text.Append(' ', end - at);
                at = end;
            }
            else
            {
                text.Append(markup[at++]);
            }
        }

        string[] lines = text.ToString().Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = Entity().Replace(lines[i], " ").Trim();
            if (!IsCode(line) && Word().IsMatch(line))
            {
                yield return (i + 1, line);
            }
        }
    }

    /// <summary>The page without comments, code block and expressions, every line still in its place.</summary>
    private static string Markup(string razor)
    {
        string text = Comment().Replace(razor, match => Blank(match.Value));
        text = Directive().Replace(text, match => Blank(match.Value));
        Match code = CodeBlock().Match(text);
        text = code.Success ? text[..code.Index] : text;
        StringBuilder kept = new();
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] != '@')
            {
                kept.Append(text[at++]);
                continue;
            }

            int end = EndOfExpression(text, at);
            kept.Append(Blank(text[at..end]));
            at = end;
        }

        return kept.ToString();
    }

    /// <summary>An expression such as <c>@W["a.b", x]</c>, <c>@(…)</c> or <c>@foreach (…)</c>, with every bracket that follows it.</summary>
    private static int EndOfExpression(string text, int at)
    {
        int i = at + 1;
        while (i < text.Length)
        {
            if (char.IsLetterOrDigit(text[i]) || text[i] is '_' || (text[i] is '.' or '!' or '?' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] is '.' or '[')))
            {
                i++;
            }
            else if (text[i] is '(' or '[')
            {
                i = EndOfBracket(text, i);
            }
            else if (text[i] == ' ' && Control().IsMatch(text[(at + 1)..i]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return Math.Max(i, at + 1);
    }

    private static int EndOfBracket(string text, int at)
    {
        int depth = 0;
        bool quoted = false;
        for (int i = at; i < text.Length; i++)
        {
            if (text[i] == '"' && text[i - 1] != '\\')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is '(' or '[')
            {
                depth++;
            }
            else if (!quoted && text[i] is ')' or ']' && --depth == 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfTag(string text, int at)
    {
        bool quoted = false;
        for (int i = at; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] == '>' && !quoted)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static IEnumerable<string> Attributes(string tag) => Attribute().Matches(tag)
        .Where(match => _spoken.Contains(match.Groups[1].Value) && Word().IsMatch(match.Groups[2].Value) && !tag.StartsWith("<meta name=\"", StringComparison.Ordinal))
        .Select(match => match.Value);

    private static bool IsCode(string line) => line is "{" or "}" || Statement().IsMatch(line);

    private static string Blank(string text) => NotNewLine().Replace(text, " ");

    private static int Line(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(?:page|using|inject|inherits|attribute|layout|implements|typeparam|namespace|preservewhitespace) .*$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^(?:if|foreach|for|switch|while)$")]
    private static partial Regex Control();

    [GeneratedRegex(@"^(?:else|(?:if|foreach|for|switch|while) \(|case\b|default:|break;|var |string |int )|[;{]$|=>")]
    private static partial Regex Statement();

    [GeneratedRegex(@"([\w-]+)=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotNewLine();
}
