using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mainstay.Testing;

/// <summary>Pictures as they are sent: drawn by a browser (12 by 8), or put together byte by byte with what should not stay in them.</summary>
public static class SamplePictures
{
    /// <summary>A word that may not be found in any picture that was cleaned.</summary>
    public const string Secret = "28.6139N 77.2090E";

    /// <summary>By Chromium.</summary>
    public static byte[] DrawnPng => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAICAYAAADN5B7xAAAANElEQVR4AdTPIREAQAhE0RuC0OMU0aAdlgwUgQJrEAh25skVn0SjEGc2hN5wlw4/05D9hgYAAP//GZ6VqwAAAAZJREFU" +
        "AwDEXydfCbyFsgAAAABJRU5ErkJggg==");

    /// <summary>By Chromium, with a colour profile.</summary>
    public static byte[] DrawnJpeg => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFla" +
        "AAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJY" +
        "WVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAA" +
        "E9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBC" +
        "YFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk" +
        "pKT/wAARCAAIAAwDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAGxAAAwACAwAAAAAAAAAAAAAAAAECBBNRYbH/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//EABkRAAID" +
        "AQAAAAAAAAAAAAAAAAABAgMhIv/aAAwDAQACEQMRAD8AlzaU4tt9emVvnhgFbl0GmbUcP//Z");

    /// <summary>By Chromium: lossy, with transparency and a colour profile.</summary>
    public static byte[] DrawnWebp => Convert.FromBase64String(
        "UklGRlACAABXRUJQVlA4WAoAAAAwAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFla" +
        "AAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJY" +
        "WVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAA" +
        "E9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIHgAAAAEXIBBIUp98jYgIBwUBgCTkRCb2TtAL" +
        "Ef0P8/kobFZQOCA8AAAA0AEAnQEqDAAIAAQAaCWwAnQA9E8+e8AA+ek5BMJGDTm8j+REdKesyKct1r9327UHHfxnuOAg+z8tQAAA");

    /// <summary>By Chromium: lossless, with a colour profile.</summary>
    public static byte[] DrawnLosslessWebp => Convert.FromBase64String(
        "UklGRiYCAABXRUJQVlA4WAoAAAAwAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFla" +
        "AAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJY" +
        "WVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAA" +
        "E9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMNwAAAC8LwAEQFyAQSHEkuy0QSMLecC2xYDKS" +
        "/O8IBQRFz5ke0H0HRW0bMX2XX29BPJyLQkT/o0sPMQAA");

    public static IReadOnlyList<byte[]> Drawn => [DrawnPng, DrawnJpeg, DrawnWebp, DrawnLosslessWebp];

    /// <summary>The same, each as a phone would send it: lying on its side, with place, comments and something hung on behind.</summary>
    public static IReadOnlyList<byte[]> Telling => [TellingPng(), TellingJpeg(), TellingWebp(DrawnWebp), TellingWebp(DrawnLosslessWebp)];

    /// <summary>Exif with an orientation, a maker and a place, all of them readable.</summary>
    public static byte[] Exif(int orientation)
    {
        var secret = Encoding.ASCII.GetBytes(Secret + "\0");
        var tiff = new MemoryStream();
        tiff.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 3, 0]);
        Entry(tiff, 0x010F, 2, (uint)secret.Length, 50);
        Entry(tiff, 0x0112, 3, 1, (uint)orientation);
        Entry(tiff, 0x8825, 4, 1, 50);
        tiff.Write([0, 0, 0, 0]);
        tiff.Write(secret);
        return tiff.ToArray();
    }

    public static byte[] Png(uint width, uint height, byte depth, byte colour, byte[] raw, params (string Kind, byte[] Content)[] between)
    {
        var data = new MemoryStream();
        using (var deflated = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflated.Write(raw);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colour);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. between.SelectMany(chunk => Chunk(chunk.Kind, chunk.Content)), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string kind, byte[] content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(kind), .. content];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(typed));
        return [.. length, .. typed, .. crc];
    }

    public static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    public static byte[] Riff(params (string Kind, byte[] Content)[] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes(chunk.Kind), .. BitConverter.GetBytes(chunk.Content.Length), .. chunk.Content, .. new byte[chunk.Content.Length % 2]])];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    public static bool Holds(byte[] picture, string text) => picture.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static byte[] TellingPng()
    {
        var secret = Encoding.ASCII.GetBytes(Secret);
        var drawn = DrawnPng;
        byte[] said = [.. Chunk("tEXt", [.. "Comment\0"u8, .. secret]), .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. secret]), .. Chunk("eXIf", Exif(6)), .. Chunk("tIME", [7, 230, 3, 4, 5, 6, 7]), .. Chunk("prVt", secret)];
        return [.. drawn[..33], .. said, .. drawn[33..], .. secret, .. "PK\u0003\u0004"u8];
    }

    private static byte[] TellingJpeg()
    {
        var secret = Encoding.ASCII.GetBytes(Secret);
        byte[] said =
        [
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6)]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. secret]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. secret]), .. Segment(0xFE, secret), .. Segment(0xE0, [.. "JFXX\0"u8, .. secret]), .. Segment(0xE2, [.. "MPF\0"u8, .. secret]),
        ];
        var drawn = DrawnJpeg;
        return [.. drawn[..20], .. said, .. drawn[20..], .. "<script>"u8, .. secret];
    }

    private static byte[] TellingWebp(byte[] drawn)
    {
        var secret = Encoding.ASCII.GetBytes(Secret);
        byte[] body = [.. drawn[8..], .. Riff(("EXIF", Exif(6)), ("XMP ", secret), ("note", secret))[12..]];
        body[12] |= 0x0C; // Exif and XMP are announced.
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body, .. secret];
    }

    private static void Entry(MemoryStream to, ushort tag, ushort type, uint count, uint value)
    {
        to.Write(BitConverter.GetBytes(tag));
        to.Write(BitConverter.GetBytes(type));
        to.Write(BitConverter.GetBytes(count));
        to.Write(BitConverter.GetBytes(value));
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            }
        }

        return ~crc;
    }
}
