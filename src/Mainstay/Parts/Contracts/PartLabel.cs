namespace Mainstay.Parts.Contracts;

/// <summary>
/// What stands in the Data Matrix of a part, and what a scanner reads back: GS1 element strings (GS1 General Specifications, section 3).
/// A part number that is a GTIN goes under (01); a maker's own number under (91), which is for company internal information. Then
/// (21) serial and (10) lot.
/// </summary>
/// <param name="Part">Part number; null when the label names none.</param>
public sealed record PartLabel(string? Part, string? Serial = null, string? Lot = null, int? Count = null)
{
    /// <summary>FNC1, and the end of an element of variable length.</summary>
    public const char Gs = '\u001d';

    private const int LongestSerial = 20;

    /// <summary>As the component DataMatrix wants it: FNC1 first.</summary>
    public string Encoded
    {
        get
        {
            List<string> elements = [];
            if (Part is { } part)
            {
                elements.Add(IsGtin(part) ? $"01{part.PadLeft(14, '0')}" : $"91{part}{Gs}");
            }

            if (Serial is { Length: > 0 } serial)
            {
                // Longer than GS1 allows under (21): under (92), again our own.
                elements.Add($"{(serial.Length <= LongestSerial ? "21" : "92")}{serial}{Gs}");
            }

            if (Lot is { Length: > 0 } lot)
            {
                elements.Add($"{(lot.Length <= LongestSerial ? "10" : "93")}{lot}{Gs}");
            }

            return Gs + string.Concat(elements).TrimEnd(Gs);
        }
    }

    /// <summary>Mod 10 with weights 3 and 1 from the right.</summary>
    public static bool IsGtin(string text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sum += (text[text.Length - 1 - i] - '0') * (i % 2 == 1 ? 3 : 1);
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// A scan as GS1 elements: with the symbology prefix <c>]d2</c>, with a leading GS, or written with parentheses. Scanners that cannot
    /// type GS are set to write <c>|</c> or <c>^</c> for it.
    /// </summary>
    /// <returns>null when it is no GS1 text: then it is a part number or a serial as it stands.</returns>
    public static PartLabel? Read(string scan)
    {
        var text = scan.Trim(' ', '\t', '\r', '\n');
        var elements = text.StartsWith('(') ? Bracketed(text)
            : text.StartsWith("]d2", StringComparison.Ordinal) || text.StartsWith("]C1", StringComparison.Ordinal) || text.StartsWith("]Q3", StringComparison.Ordinal) ? Plain(text[3..])
            : text.Length > 0 && text[0] is Gs or '|' or '^' ? Plain(text)
            : null;
        if (elements is null || elements.Count == 0)
        {
            return null;
        }

        string? Of(string ai, string? other = null) => elements.GetValueOrDefault(ai) ?? (other is null ? null : elements.GetValueOrDefault(other));
        return new PartLabel(Of("01", "91") ?? Of("241"), Of("21", "92"), Of("10", "93"),
            Of("37", "30") is { } count && int.TryParse(count, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pieces) ? pieces : null);
    }

    private static Dictionary<string, string>? Bracketed(string text)
    {
        Dictionary<string, string> elements = [];
        while (text.Length > 0)
        {
            var close = text.IndexOf(')', StringComparison.Ordinal);
            if (text[0] != '(' || close is < 3 or > 5)
            {
                return null;
            }

            var next = text.IndexOf('(', close);
            elements[text[1..close]] = text[(close + 1)..(next < 0 ? text.Length : next)].Trim(Gs, ' ');
            text = next < 0 ? "" : text[next..];
        }

        return elements;
    }

    private static Dictionary<string, string>? Plain(string text)
    {
        Dictionary<string, string> elements = [];
        text = text.Replace('|', Gs).Replace('^', Gs).TrimStart(Gs);
        while (text.Length > 2)
        {
            var ai = text.StartsWith("241", StringComparison.Ordinal) ? "241" : text[..2];
            int? length = ai switch { "01" or "02" => 14, "11" or "12" or "13" or "15" or "16" or "17" => 6, "20" => 2, "00" => 18, _ => null };
            var rest = text[ai.Length..];
            var end = length ?? (rest.IndexOf(Gs, StringComparison.Ordinal) is var gs && gs < 0 ? rest.Length : gs);
            if (end > rest.Length)
            {
                return null;
            }

            elements[ai] = rest[..end];
            text = rest[end..].TrimStart(Gs);
        }

        return text.Length == 0 ? elements : null;
    }
}
