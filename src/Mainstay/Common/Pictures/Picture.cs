namespace Mainstay.Common.Pictures;

/// <summary>
/// A picture somebody sent, as it may be kept: its content decides the kind, its structure was walked to the end, and nothing is left
/// of it but what is needed to draw it. Place, time, camera, comments, thumbnails, colour profiles and whatever was hung on behind the
/// end are gone; pixels are untouched, the picture is not encoded again. Which way is up is kept.
/// </summary>
/// <param name="ContentType">image/jpeg, image/png or image/webp.</param>
public sealed record Picture(string ContentType, byte[] Content, int Width, int Height)
{
    public const int LargestBytes = 5 * 1024 * 1024;
    public const int LongestSide = 20_000;
    public const long MostPixels = 50_000_000;

    /// <exception cref="RefusedException">attachment-too-large, attachment-type, picture-damaged, picture-too-many-pixels.</exception>
    public static Picture Of(byte[] sent)
    {
        if (sent.Length > LargestBytes)
        {
            throw new RefusedException("attachment-too-large", "A picture may have 5 MB at most.");
        }

        return sent switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Jpeg.Clean(sent),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png.Clean(sent),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Webp.Clean(sent),
            _ => throw NoPicture(),
        };
    }

    /// <summary>The name a browser should save it under; never the one it was sent with.</summary>
    public static string ExtensionOf(string contentType) => contentType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "bin",
    };

    internal static RefusedException NoPicture() => new("attachment-type", "Only still PNG, JPEG and WebP pictures can be attached.");

    internal static RefusedException Damaged() => new("picture-damaged", "This picture is damaged or not complete: take it again.");

    internal static void DemandSize(int width, int height)
    {
        if (width <= 0 || height <= 0)
        {
            throw Damaged();
        }

        if (width > LongestSide || height > LongestSide || (long)width * height > MostPixels)
        {
            throw new RefusedException("picture-too-many-pixels", "A picture may have 50 million pixels and 20,000 on a side at most.");
        }
    }
}
