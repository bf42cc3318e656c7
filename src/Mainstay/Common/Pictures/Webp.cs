using System.Buffers.Binary;

namespace Mainstay.Common.Pictures;

/// <summary>
/// WebP by its RIFF chunks (RFC 9649). Kept: the image, its transparency, and the extended header where one of both needs it.
/// Moving pictures are refused.
/// </summary>
internal static class Webp
{
    private const uint Lossy = 0x20385056; // "VP8 "
    private const uint Lossless = 0x4C385056; // VP8L
    private const uint Extended = 0x58385056; // VP8X
    private const uint Alpha = 0x48504C41; // ALPH
    private const uint Exif = 0x46495845; // EXIF
    private const uint Animation = 0x4D494E41; // ANIM
    private const uint Frame = 0x464D4E41; // ANMF
    private const byte HasExif = 0x08;
    private const byte HasAlpha = 0x10;
    private const byte IsAnimated = 0x02;

    public static Picture Clean(byte[] sent)
    {
        var outer = new PictureBytes(sent);
        outer.Take(4);
        var read = new PictureBytes(outer.Take(outer.UInt32LittleEndian())); // What hangs on behind is not looked at.
        read.Take(4);
        (uint Kind, byte[] Content, int Width, int Height, bool HasAlpha)? image = null;
        byte[]? alpha = null;
        (int Width, int Height)? canvas = null;
        var orientation = 1;
        for (var isFirst = true; !read.AtEnd; isFirst = false)
        {
            var kind = read.UInt32LittleEndian();
            var length = read.UInt32LittleEndian();
            var content = read.Take(length);
            if (length % 2 == 1 && !read.AtEnd)
            {
                read.Take(1);
            }

            switch (kind)
            {
                case Extended:
                    canvas = isFirst && content.Length == 10 ? CanvasOf(content) : throw Picture.Damaged();
                    break;
                case Lossy or Lossless:
                    var (width, height, transparent) = image is not null ? throw Picture.Damaged() : kind == Lossy ? LossyOf(content) : LosslessOf(content);
                    image = (kind, content.ToArray(), width, height, transparent);
                    break;
                case Alpha when canvas is not null && image is null && alpha is null && content.Length > 0:
                    alpha = content.ToArray();
                    break;
                case Exif:
                    orientation = Orientation.Of(content.StartsWith("Exif\0\0"u8) ? content[6..] : content);
                    break;
                case Animation or Frame:
                    throw Picture.NoPicture();
                case Alpha:
                    throw Picture.Damaged();
                default:
                    break; // Profiles, XMP and what nobody knows.
            }
        }

        if (image is not { } found || (canvas is { } declared && declared != (found.Width, found.Height)) || (alpha is not null && found.Kind != Lossy))
        {
            throw Picture.Damaged();
        }

        var block = Orientation.Block(orientation);
        var body = new MemoryStream(sent.Length);
        body.Write("WEBP"u8);
        if (block is not null || alpha is not null)
        {
            var flags = (block is null ? 0 : HasExif) | (alpha is not null || found.HasAlpha ? HasAlpha : 0);
            var (w, h) = (found.Width - 1, found.Height - 1);
            Write(body, Extended, [(byte)flags, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)]);
        }

        if (alpha is not null)
        {
            Write(body, Alpha, alpha);
        }

        Write(body, found.Kind, found.Content);
        if (block is not null)
        {
            Write(body, Exif, block);
        }

        var whole = new byte[body.Length + 8];
        "RIFF"u8.CopyTo(whole);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)body.Length);
        body.GetBuffer().AsSpan(0, (int)body.Length).CopyTo(whole.AsSpan(8));
        return new Picture("image/webp", whole, found.Width, found.Height);
    }

    private static (int Width, int Height) CanvasOf(ReadOnlySpan<byte> header)
    {
        if ((header[0] & IsAnimated) != 0)
        {
            throw Picture.NoPicture();
        }

        var (width, height) = (1 + (header[4] | (header[5] << 8) | (header[6] << 16)), 1 + (header[7] | (header[8] << 8) | (header[9] << 16)));
        Picture.DemandSize(width, height);
        return (width, height);
    }

    /// <summary>The frame header of VP8 (RFC 6386, 9.1): a key frame, its start code, 14 bits a side.</summary>
    private static (int Width, int Height, bool HasAlpha) LossyOf(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 10 || (frame[0] & 1) != 0 || frame[3] != 0x9D || frame[4] != 0x01 || frame[5] != 0x2A)
        {
            throw Picture.Damaged();
        }

        var firstPart = (frame[0] | (frame[1] << 8) | (frame[2] << 16)) >> 5;
        var (width, height) = ((frame[6] | (frame[7] << 8)) & 0x3FFF, (frame[8] | (frame[9] << 8)) & 0x3FFF);
        Picture.DemandSize(width, height);
        return firstPart > frame.Length - 10 ? throw Picture.Damaged() : (width, height, false);
    }

    private static (int Width, int Height, bool HasAlpha) LosslessOf(ReadOnlySpan<byte> image)
    {
        if (image.Length < 5 || image[0] != 0x2F || image[4] >> 5 != 0)
        {
            throw Picture.Damaged();
        }

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(image[1..]);
        var (width, height) = (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        Picture.DemandSize(width, height);
        return (width, height, (bits >> 28 & 1) != 0);
    }

    private static void Write(MemoryStream to, uint kind, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(head, kind);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)content.Length);
        to.Write(head);
        to.Write(content);
        if (content.Length % 2 == 1)
        {
            to.WriteByte(0);
        }
    }
}
