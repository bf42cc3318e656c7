using Mainstay.Common;

namespace Mainstay.Server.Api;

/// <summary>An enum in an address, by the same word as in bodies: <c>kind=service_centre</c>.</summary>
public readonly record struct Word<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? culture, out Word<T> word)
    {
        var isWord = EnumText<T>.TryParse(text, out var value);
        word = new Word<T>(value);
        return isWord;
    }
}
