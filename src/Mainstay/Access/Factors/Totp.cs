using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mainstay.Access.Factors;

/// <summary>Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of thirty seconds, which is what every app can do.</summary>
public static class Totp
{
    public const int Digits = 6;
    public const int KeyBytes = 20;
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>RFC 4226, 5.3: four bits of the last byte say where four bytes are taken from.</summary>
    public static string CodeAt(ReadOnlySpan<byte> key, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC-SHA-1 is what authenticator apps compute; its weakness against collisions does not matter here (RFC 6238, appendix).
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>A clock may be one step off either way (RFC 6238, 5.2); a step that was used, or an older one, is not taken again.</summary>
    /// <returns>The step the code belongs to, or null.</returns>
    public static long? Accepted(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long lastStep)
    {
        var typed = string.Concat(code.Where(char.IsAsciiDigit));
        long? found = null;
        foreach (var step in (ReadOnlySpan<long>)[StepAt(now) - 1, StepAt(now), StepAt(now) + 1])
        {
            var isSame = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(key, step)), Encoding.ASCII.GetBytes(typed));
            found = isSame && step > lastStep ? step : found;
        }

        return found;
    }

    /// <summary>Base 32 (RFC 4648) without padding, as apps take it typed in.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int bits = 0, held = 0;
        foreach (var value in bytes)
        {
            held = (held << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(held >> (bits - 5)) & 31]);
            }

            held &= 0xFF;
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(held << (5 - bits)) & 31]).ToString();
    }

    /// <summary>What the QR picture says (the key URI format authenticator apps read).</summary>
    public static string Address(ReadOnlySpan<byte> key, string login) =>
        $"otpauth://totp/Mainstay:{Uri.EscapeDataString(login)}?secret={Base32(key)}&issuer=Mainstay&digits={Digits}&period={StepSeconds}";
}
