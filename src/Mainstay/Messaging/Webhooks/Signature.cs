using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mainstay.Messaging.Webhooks;

/// <summary>The signature of the Standard Webhooks specification: HMAC-SHA256 of id, timestamp and body, a full stop between.</summary>
public static class Signature
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Header = "webhook-signature";

    /// <returns>One signature for each secret, the newest first, a space between.</returns>
    public static string Of(IEnumerable<byte[]> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
