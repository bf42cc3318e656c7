namespace Mainstay.Common.Pictures;

/// <summary>
/// JPEG by its marker segments (ITU-T T.81, annex B). Kept: tables, frame, scans, a bare JFIF header, and Adobe's colour transform,
/// without which four-colour pictures turn negative. Frames that browsers do not draw (lossless, arithmetic, hierarchical) are refused.
/// </summary>
internal static class Jpeg
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte QuantizationTables = 0xDB;
    private const byte HuffmanTables = 0xC4;
    private const byte RestartInterval = 0xDD;
    private const byte Application0 = 0xE0;
    private const byte Application1 = 0xE1;
    private const byte Application14 = 0xEE;

    /// <summary>Progressive pictures of cameras have about ten; thousands of them keep a browser busy for minutes.</summary>
    private const int MostScans = 64;

    public static Picture Clean(byte[] sent)
    {
        var read = new PictureBytes(sent);
        read.Take(2);
        var kept = new MemoryStream(sent.Length);
        (int Width, int Height)? size = null;
        var orientation = 1;
        var scans = 0;
        var isJfif = false;
        while (true)
        {
            var marker = Marker(ref read);
            if (marker == EndOfImage)
            {
                break;
            }

            if (marker is 0 or 1 or StartOfImage or >= 0xD0 and <= 0xD7)
            {
                throw Picture.Damaged(); // These stand alone and have no business between segments.
            }

            var segment = read.Take(read.UInt16BigEndian() - 2);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    size = size is null ? SizeOf(segment) : throw Picture.Damaged();
                    Write(kept, marker, segment);
                    break;
                case StartOfScan:
                    if (size is null || ++scans > MostScans)
                    {
                        throw Picture.Damaged();
                    }

                    Write(kept, marker, segment);
                    kept.Write(read.TakeScan());
                    break;
                case QuantizationTables or HuffmanTables or RestartInterval:
                    Write(kept, marker, segment);
                    break;
                case 0xC3 or >= 0xC5 and <= 0xCF or >= 0xDC and <= 0xDF:
                    throw Picture.NoPicture();
                case Application0 when segment.StartsWith("JFIF\0"u8):
                    isJfif = true;
                    break;
                case Application1 when segment.StartsWith("Exif\0\0"u8):
                    orientation = Orientation.Of(segment[6..]);
                    break;
                case Application14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                    Write(kept, marker, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, segment[11]]);
                    break;
                default:
                    break; // Applications' own segments and comments.
            }
        }

        return size is { } found && scans > 0
            ? new Picture("image/jpeg", Assemble(kept, isJfif, orientation), found.Width, found.Height)
            : throw Picture.Damaged();
    }

    private static byte[] Assemble(MemoryStream kept, bool isJfif, int orientation)
    {
        var whole = new MemoryStream((int)kept.Length + 64);
        whole.Write([0xFF, StartOfImage]);
        if (isJfif)
        {
            Write(whole, Application0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]); // It also says how colours are stored.
        }

        if (Orientation.Block(orientation) is { } block)
        {
            Write(whole, Application1, [.. "Exif\0\0"u8, .. block]);
        }

        kept.WriteTo(whole);
        whole.Write([0xFF, EndOfImage]);
        return whole.ToArray();
    }

    /// <summary>A marker is 0xFF, any number of 0xFF to fill, and a byte that is neither.</summary>
    private static byte Marker(ref PictureBytes read)
    {
        if (read.Byte() != 0xFF)
        {
            throw Picture.Damaged();
        }

        byte marker;
        do
        {
            marker = read.Byte();
        }
        while (marker == 0xFF);
        return marker;
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6 || frame[0] is not (8 or 12) || frame[5] is not (1 or 3 or 4) || frame.Length != 6 + (3 * frame[5]))
        {
            throw Picture.Damaged();
        }

        var (height, width) = ((frame[1] << 8) | frame[2], (frame[3] << 8) | frame[4]);
        Picture.DemandSize(width, height);
        return (width, height);
    }

    private static void Write(MemoryStream to, byte marker, ReadOnlySpan<byte> segment)
    {
        to.Write([0xFF, marker, (byte)((segment.Length + 2) >> 8), (byte)(segment.Length + 2)]);
        to.Write(segment);
    }
}
