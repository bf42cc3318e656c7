using Mainstay.Cases.Model;
using Mainstay.Common;

namespace Mainstay.Cases;

/// <summary>Pictures are known by what they begin with, not by what they are called.</summary>
internal static class Attaching
{
    public const int LargestBytes = 5 * 1024 * 1024;

    public static Attachment Make(CaseFile file, string kind, string? note, byte[]? content, Step step) => new()
    {
        Case = file.Case.Id,
        Sequence = ++file.Case.BesideCount,
        Kind = kind,
        Note = note,
        Content = content,
        ContentType = content is null ? null : TypeOf(content),
        By = step.By,
        At = step.OccurredAt,
    };

    private static string TypeOf(byte[] content)
    {
        if (content.Length > LargestBytes)
        {
            throw new RefusedException("attachment-too-large", "A picture may have 5 MB at most.");
        }

        return content switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            _ => throw new RefusedException("attachment-type", "Only PNG, JPEG and WebP pictures can be attached."),
        };
    }
}
