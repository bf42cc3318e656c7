using System.Globalization;
using System.Text;

namespace Mainstay.Common;

/// <summary>The one normal form of text that is searched: what is stored and what is asked for both pass through here.</summary>
public static class Searchable
{
    /// <summary>Lower case, Latin accents removed, single spaces. Letters of other scripts keep their vowel signs.</summary>
    public static string Name(string text)
    {
        var result = new StringBuilder(text.Length);
        var latinBefore = false;
        foreach (var c in Characters(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark && latinBefore)
            {
                continue;
            }

            latinBefore = c < 0x250;
            if (char.IsWhiteSpace(c))
            {
                if (result.Length > 0 && result[^1] != ' ')
                {
                    result.Append(' ');
                }
            }
            else
            {
                result.Append(char.ToLowerInvariant(c));
            }
        }

        return result.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Half characters and the code point that is none cannot be normalised, and somebody will send them.</summary>
    private static string Characters(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal)
            ? string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune))
            : text;

    /// <summary>Letters and digits only, upper case: serials, IMEIs and numbers as people type them.</summary>
    public static string Code(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
