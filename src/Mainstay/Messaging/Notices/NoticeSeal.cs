using System.Text;
using System.Text.Json;
using Mainstay.Common;

namespace Mainstay.Messaging.Notices;

/// <summary>What a message says may open a case or hand over a device: it lies sealed, as the link and the code themselves do.</summary>
public sealed class NoticeSeal(ISeal seal)
{
    private const string Purpose = "notice.text";

    public string Close(string text) => Convert.ToBase64String(seal.Close(Purpose, Encoding.UTF8.GetBytes(text)));

    public string Close(IReadOnlyDictionary<string, string> values) => Close(JsonSerializer.Serialize(values));

    /// <returns>Null when it was erased, or its key is gone: after a backup was restored on another machine.</returns>
    public string? Open(string? closed)
    {
        var bytes = new byte[(closed?.Length ?? 0) / 4 * 3];
        return closed is not null && Convert.TryFromBase64String(closed, bytes, out var length) && seal.Open(Purpose, bytes[..length]) is { } plain
            ? Encoding.UTF8.GetString(plain)
            : null;
    }

    public IReadOnlyDictionary<string, string>? OpenValues(string? closed) =>
        Open(closed) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) : null;
}
