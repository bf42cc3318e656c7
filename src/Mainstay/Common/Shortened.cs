using System.Globalization;

namespace Mainstay.Common;

/// <summary>Foreign text made to fit: without blanks around it and never cut within a character.</summary>
public static class Shortened
{
    public static string To(this string text, int longest)
    {
        text = text.Trim();
        if (text.Length <= longest)
        {
            return text;
        }

        var end = 0;
        for (int next; end < text.Length && (next = end + StringInfo.GetNextTextElementLength(text, end)) <= longest;)
        {
            end = next;
        }

        return text[..end].TrimEnd();
    }
}
