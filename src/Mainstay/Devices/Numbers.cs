using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>The normal form of a serial: letters and digits, upper case.</summary>
public static class Serial
{
    public const int Shortest = 4;
    public const int Longest = 32;

    public static bool TryNormalise(string? text, out string serial)
    {
        serial = Searchable.Code(text ?? "");
        return serial.Length is >= Shortest and <= Longest && serial.All(char.IsAsciiLetterOrDigit);
    }
}

/// <summary>The 32 digits of an embedded SIM; as a number they leave remainder 1 when divided by 97 (GSMA SGP.02, annex J; SGP.29).</summary>
public static class Eid
{
    private const int Length = 32;

    public static bool TryNormalise(string? text, out string eid)
    {
        eid = Searchable.Code(text ?? "");
        return eid.Length == Length && eid.All(char.IsAsciiDigit) && Remainder(eid) == 1;
    }

    /// <summary>Completes thirty digits by their two check digits.</summary>
    public static string Of(string body) => body + (98 - Remainder(body + "00")).ToString("D2", System.Globalization.CultureInfo.InvariantCulture);

    private static int Remainder(string digits) => digits.Aggregate(0, (rest, digit) => ((rest * 10) + (digit - '0')) % 97);
}

/// <summary>The numbers of a unit after reading them: normal in form, possible, and at least one of them there.</summary>
internal sealed record Numbers(string? Serial, Imei? Imei1, Imei? Imei2, string? Eid)
{
    /// <exception cref="RefusedException"><c>identifier-malformed</c>.</exception>
    public static Numbers Read(Identifiers given)
    {
        var serial = Given(given.Serial) is { } s
            ? Devices.Serial.TryNormalise(s, out var read) ? read : throw Malformed($"A serial has {Devices.Serial.Shortest} to {Devices.Serial.Longest} letters and digits; '{s}' has not.")
            : null;
        var eid = Given(given.Eid) is { } e
            ? Devices.Eid.TryNormalise(e, out var number) ? number : throw Malformed("An EID has 32 digits of which the last two must fit; these do not.")
            : null;
        var numbers = new Numbers(serial, ReadImei(given.Imei1), ReadImei(given.Imei2), eid);
        if (numbers.Imei1 is null && numbers.Imei2 is not null)
        {
            numbers = numbers with { Imei1 = numbers.Imei2, Imei2 = null };
        }

        if (numbers.Imei1 is not null && numbers.Imei1 == numbers.Imei2)
        {
            throw Malformed("The two IMEIs of a device differ; these are the same.");
        }

        return numbers is { Serial: null, Imei1: null } ? throw Malformed("A device has at least a serial or an IMEI.") : numbers;
    }

    private static Imei? ReadImei(string? text) => Given(text) switch
    {
        null => null,
        var given => Imei.Check(given) is { Imei: { } imei } ? imei : throw Malformed(Imei.Check(given).Message),
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static RefusedException Malformed(string detail) => new("identifier-malformed", detail);
}
