using System.Buffers.Binary;
using System.IO.Compression;

namespace Mainstay.Common.Pictures;

/// <summary>
/// PNG by its chunks, each with its checksum (W3C PNG, third edition, section 5). Kept: header, palette, transparency, gamma and
/// chromaticities, image data. The image data is inflated once, and thrown away, to see that it is as much as the header declares.
/// </summary>
internal static class Png
{
    private const uint Header = 0x49484452; // IHDR
    private const uint Palette = 0x504C5445; // PLTE
    private const uint ImageData = 0x49444154; // IDAT
    private const uint End = 0x49454E44; // IEND
    private const uint Transparency = 0x74524E53; // tRNS
    private const uint Gamma = 0x67414D41; // gAMA
    private const uint Chromaticities = 0x6348524D; // cHRM
    private const uint StandardColours = 0x73524742; // sRGB
    private const uint Exif = 0x65584966; // eXIf
    private const uint Ancillary = 0x20000000;

    private static readonly uint[] _crcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static Picture Clean(byte[] sent)
    {
        var read = new PictureBytes(sent);
        var kept = new MemoryStream(sent.Length);
        kept.Write(read.Take(8));
        if (Chunk(ref read, out var header) != Header || header.Length != 13)
        {
            throw Picture.Damaged();
        }

        var (width, height, raw) = Declared(header);
        Write(kept, Header, header);
        var orientation = 1;
        var hasPalette = false;
        var data = new MemoryStream(sent.Length);
        uint kind;
        while ((kind = Chunk(ref read, out var content)) != End)
        {
            switch (kind)
            {
                case Palette when !hasPalette && data.Length == 0 && content.Length is > 0 and <= 768 && content.Length % 3 == 0:
                    hasPalette = true;
                    Write(kept, kind, content);
                    break;
                case ImageData:
                    data.Write(content);
                    break;
                case Transparency when data.Length == 0 && content.Length <= 256:
                case Gamma when data.Length == 0 && content.Length == 4:
                case Chromaticities when data.Length == 0 && content.Length == 32:
                case StandardColours when data.Length == 0 && content.Length == 1:
                    Write(kept, kind, content);
                    break;
                case Exif:
                    orientation = Orientation.Of(content);
                    break;
                case var unknown when (unknown & Ancillary) == 0:
                    throw Picture.Damaged();
            }
        }

        if (header[9] == 3 && !hasPalette)
        {
            throw Picture.Damaged();
        }

        data.Position = 0;
        DemandInflated(data, raw);
        if (Orientation.Block(orientation) is { } block)
        {
            Write(kept, Exif, block);
        }

        Write(kept, ImageData, data.GetBuffer().AsSpan(0, (int)data.Length));
        Write(kept, End, []);
        return new Picture("image/png", kept.ToArray(), width, height);
    }

    private static uint Chunk(ref PictureBytes read, out ReadOnlySpan<byte> content)
    {
        var length = read.UInt32BigEndian();
        if (length > int.MaxValue - 4)
        {
            throw Picture.Damaged();
        }

        var typed = read.Take((long)length + 4);
        if (read.UInt32BigEndian() != Crc(typed))
        {
            throw Picture.Damaged();
        }

        content = typed[4..];
        return BinaryPrimitives.ReadUInt32BigEndian(typed);
    }

    /// <summary>Size, and how many bytes the image data has to inflate to: every row is filtered, so begins with a byte of its own.</summary>
    private static (int Width, int Height, long Raw) Declared(ReadOnlySpan<byte> header)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        Picture.DemandSize((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
        var (depth, colour) = (header[8], header[9]);
        var channels = (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => 1,
            (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => throw Picture.Damaged(),
        };
        if (header[10] != 0 || header[11] != 0 || header[12] > 1)
        {
            throw Picture.Damaged();
        }

        long Pass(long columns, long rows) => columns == 0 || rows == 0 ? 0 : rows * (1 + (((columns * channels * depth) + 7) / 8));
        var raw = header[12] == 0
            ? Pass(width, height)
            : Pass((width + 7) / 8, (height + 7) / 8) + Pass((width + 3) / 8, (height + 7) / 8) + Pass((width + 3) / 4, (height + 3) / 8)
                + Pass((width + 1) / 4, (height + 3) / 4) + Pass((width + 1) / 2, (height + 1) / 4) + Pass(width / 2, (height + 1) / 2) + Pass(width, height / 2);
        return ((int)width, (int)height, raw);
    }

    private static void DemandInflated(MemoryStream data, long raw)
    {
        // Deflate makes at most 1,032 bytes out of one: what declares more is no picture of that size.
        if (raw > data.Length * 1_032)
        {
            throw Picture.Damaged();
        }

        var buffer = new byte[64 * 1024];
        var seen = 0L;
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress, leaveOpen: true);
            for (int count; (count = inflated.Read(buffer)) > 0;)
            {
                if ((seen += count) > raw)
                {
                    throw Picture.Damaged();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Picture.Damaged();
        }

        if (seen != raw)
        {
            throw Picture.Damaged();
        }
    }

    private static void Write(MemoryStream to, uint kind, ReadOnlySpan<byte> content)
    {
        var typed = new byte[content.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(typed, kind);
        content.CopyTo(typed.AsSpan(4));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)content.Length);
        to.Write(number);
        to.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        to.Write(number);
    }

    /// <summary>CRC-32 as PNG has it (annex D): reflected, polynomial 0xEDB88320.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = _crcTable[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        }

        return crc;
    }
}
