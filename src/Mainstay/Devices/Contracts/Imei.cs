namespace Mainstay.Devices.Contracts;

/// <summary>Fifteen digits that name a mobile device: eight of the model (TAC), six of the unit, one check digit (3GPP TS 23.003).</summary>
public readonly record struct Imei
{
    private const int Length = 15;

    private Imei(long value) => Value = value;

    /// <summary>The fifteen digits as a number: half the room of text in ten million rows and their indexes.</summary>
    public long Value { get; }

    /// <summary>The first eight digits: which model it is.</summary>
    public string Tac => ToString()[..8];

    /// <summary>What came from the database still ends in its check digit.</summary>
    public bool IsSound => Value is >= 0 and < 1_000_000_000_000_000 && Value % 10 == CheckDigit(Value / 10);

    /// <summary>From a number that was an IMEI once: the database's way back.</summary>
    public static Imei Trusted(long value) => new(value);

    /// <summary>Completes a TAC and a unit number by the check digit.</summary>
    public static Imei Of(string tac, int unit)
    {
        var body = (long.Parse(tac, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000) + unit;
        return new Imei((body * 10) + CheckDigit(body));
    }

    public static bool TryParse(string? text, out Imei imei)
    {
        var check = Check(text);
        imei = check.Imei ?? default;
        return check.Imei is not null;
    }

    /// <summary>
    /// Reads what was typed or scanned. Sixteen digits are an IMEISV, whose two last are a software version instead of a
    /// check digit: they are cut off and the check digit computed.
    /// </summary>
    public static ImeiCheck Check(string? text)
    {
        Span<char> digits = stackalloc char[Length + 1];
        var count = 0;
        foreach (var c in text ?? "")
        {
            if (c is ' ' or '-' or '\t')
            {
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                return ImeiCheck.No("not_digits", $"An IMEI has only digits; '{c}' is none.");
            }

            if (count == digits.Length)
            {
                return ImeiCheck.No("wrong_length", "An IMEI has 15 digits (16 with a software version); this has more.");
            }

            digits[count++] = c;
        }

        if (count is not (Length or Length + 1))
        {
            return ImeiCheck.No("wrong_length", $"An IMEI has 15 digits (16 with a software version); this has {count}.");
        }

        var body = Number(digits[..14]);
        var imei = new Imei((body * 10) + CheckDigit(body));
        if (count == Length + 1)
        {
            return new ImeiCheck(true, "ok", $"The IMEI is {imei}.", imei, ImeiKind.Imeisv);
        }

        var given = digits[14] - '0';
        return given == imei.Value % 10
            ? new ImeiCheck(true, "ok", $"The IMEI is {imei}.", imei, ImeiKind.Imei)
            : ImeiCheck.No("check_digit", $"The check digit must be {imei.Value % 10}, not {given}.");
    }

    public override string ToString() => Value.ToString("D15", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Luhn over the fourteen digits: from the right every first is doubled, and its digits added.</summary>
    private static int CheckDigit(long body)
    {
        var sum = 0;
        for (var position = 0; body > 0; position++, body /= 10)
        {
            var digit = (int)(body % 10);
            if (position % 2 == 0)
            {
                digit *= 2;
                digit -= digit > 9 ? 9 : 0;
            }

            sum += digit;
        }

        return (10 - (sum % 10)) % 10;
    }

    private static long Number(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}

public enum ImeiKind
{
    Imei,
    Imeisv,
}

/// <param name="Reason"><c>ok</c>, <c>not_digits</c>, <c>wrong_length</c>, <c>check_digit</c>.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record ImeiCheck(bool Valid, string Reason, string Message, Imei? Imei, ImeiKind? Kind)
{
    public string? Tac => Imei?.Tac;

    internal static ImeiCheck No(string reason, string message) => new(false, reason, message, null, null);
}
