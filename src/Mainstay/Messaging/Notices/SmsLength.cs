using System.Buffers;

namespace Mainstay.Messaging.Notices;

/// <summary>
/// How many segments a text is sent and paid as. 3GPP TS 23.038 and 23.040: 160 characters of the GSM 7-bit alphabet, or 153 in
/// each of several; as soon as one character is outside it, 70 and 67 UTF-16 units (UCS-2).
/// </summary>
/// <param name="Units">Septets, or UTF-16 units.</param>
public readonly record struct SmsLength(int Units, int Segments, bool IsUnicode)
{
    /// <summary>3GPP TS 23.038, table 6.2.1; line feed and carriage return are in it.</summary>
    private static readonly SearchValues<char> _basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    /// <summary>Table 6.2.1.1: two septets each, never split over two segments.</summary>
    private static readonly SearchValues<char> _extended = SearchValues.Create("\f^{}\\[~]|€");

    public static SmsLength Of(string text)
    {
        var septets = 0;
        var inSegment = 0;
        var segments = 1;
        foreach (var c in text)
        {
            var size = _basic.Contains(c) ? 1 : _extended.Contains(c) ? 2 : 0;
            if (size == 0)
            {
                return Unicode(text);
            }

            if (inSegment + size > 153)
            {
                segments++;
                inSegment = 0;
            }

            septets += size;
            inSegment += size;
        }

        return new SmsLength(septets, septets == 0 ? 0 : septets <= 160 ? 1 : segments, IsUnicode: false);
    }

    /// <summary>A pair of surrogates is not split either.</summary>
    private static SmsLength Unicode(string text)
    {
        if (text.Length <= 70)
        {
            return new SmsLength(text.Length, 1, IsUnicode: true);
        }

        var segments = 1;
        var inSegment = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var size = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
            if (inSegment + size > 67)
            {
                segments++;
                inSegment = 0;
            }

            inSegment += size;
            i += size - 1;
        }

        return new SmsLength(text.Length, segments, IsUnicode: true);
    }
}
