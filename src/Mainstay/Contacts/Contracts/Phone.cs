namespace Mainstay.Contacts.Contracts;

/// <summary>
/// Phone numbers in the one form that is stored and searched: E.164, a plus and at most 15 digits beginning with the country
/// code (ITU-T E.164, 6.2.1). Numbers written without a country are Indian: ten digits, with or without the trunk zero.
/// </summary>
public static class Phone
{
    public const string India = "91";
    private const int IndianDigits = 10;
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    /// <summary>
    /// <list type="bullet">
    /// <item><c>+91 98123 45678</c>, <c>0091…</c>: international, taken as they are; blanks, dots, dashes, slashes and brackets are dropped.</item>
    /// <item><c>98123 45678</c>, <c>098123 45678</c>, <c>91 98123 45678</c>: Indian.</item>
    /// <item>Anything else, letters included, is no phone number.</item>
    /// </list>
    /// </summary>
    public static bool TryNormalise(string? text, out string e164)
    {
        e164 = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var trimmed = text.Trim();
        var isInternational = trimmed[0] == '+';
        Span<char> digits = stackalloc char[MostDigits + 4];
        var count = 0;
        foreach (var c in isInternational ? trimmed.AsSpan(1) : trimmed)
        {
            if (char.IsDigit(c))
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = (char)('0' + (int)char.GetNumericValue(c)); // Devanagari digits too.
            }
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '.' or '(' or ')' or '/' or '\u2010' or '\u2011' or '\u2013'))
            {
                return false;
            }
        }

        ReadOnlySpan<char> number = digits[..count];
        if (!isInternational && number.StartsWith("00"))
        {
            isInternational = true;
            number = number[2..];
        }

        if (!isInternational)
        {
            var national = number.TrimStart('0');
            if (national.Length == IndianDigits + 2 && national.StartsWith(India))
            {
                national = national[2..];
            }

            if (national.Length != IndianDigits)
            {
                return false;
            }

            e164 = $"+{India}{national}";
            return true;
        }

        // No country code begins with zero; Indian numbers have ten digits after theirs.
        if (number.Length is < FewestDigits or > MostDigits || number[0] == '0'
            || (number.StartsWith(India) && number.Length != IndianDigits + 2))
        {
            return false;
        }

        e164 = $"+{number}";
        return true;
    }
}
