using System.Text;

namespace Mainstay.Cases.Notices;

/// <summary>What a customer can say by text.</summary>
internal enum TextWord
{
    Yes,
    No,
    Status,
    Stop,
    Start,
}

/// <summary>Reads it, in English and in Hindi written either way.</summary>
internal static class TextWords
{
    private static readonly Dictionary<string, TextWord> _words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = TextWord.Yes,
        ["y"] = TextWord.Yes,
        ["haan"] = TextWord.Yes,
        ["haa"] = TextWord.Yes,
        ["हाँ"] = TextWord.Yes,
        ["हां"] = TextWord.Yes,
        ["जी"] = TextWord.Yes,
        ["no"] = TextWord.No,
        ["n"] = TextWord.No,
        ["nahi"] = TextWord.No,
        ["nahin"] = TextWord.No,
        ["नहीं"] = TextWord.No,
        ["नही"] = TextWord.No,
        ["ना"] = TextWord.No,
        ["status"] = TextWord.Status,
        ["स्थिति"] = TextWord.Status,
        ["स्टेटस"] = TextWord.Status,
        ["stop"] = TextWord.Stop,
        ["unsubscribe"] = TextWord.Stop,
        ["बंद"] = TextWord.Stop,
        ["रोको"] = TextWord.Stop,
        ["start"] = TextWord.Start,
        ["शुरू"] = TextWord.Start,
    };

    public static string Of(TextWord word) => word.ToString().ToUpperInvariant();

    /// <returns>The word it begins with, and what follows it as the number of a case; null where there is none.</returns>
    public static (TextWord? Word, string? Number) Read(string text)
    {
        var parts = text.Normalize(NormalizationForm.FormC).Split([' ', '\t', '\r', '\n', ',', '.', '!', ':', '।', '#'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !_words.TryGetValue(parts[0], out var word))
        {
            return (null, null);
        }

        return (word, parts.Length > 1 ? string.Concat(parts.Skip(1)) : null);
    }
}
