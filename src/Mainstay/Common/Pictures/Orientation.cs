using System.Buffers.Binary;

namespace Mainstay.Common.Pictures;

/// <summary>
/// The one value of EXIF that a picture needs to be shown as it was taken: tag 0x0112 of the first directory, 1 (upright) to 8.
/// Everything else of EXIF is left behind, and a new block with this value alone is written.
/// </summary>
internal static class Orientation
{
    private const int Upright = 1;
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;

    /// <param name="tiff">From the byte order mark on. What cannot be read is upright: a damaged block is no reason to refuse a picture.</param>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff is [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..]))
        {
            return Upright;
        }

        var isLittle = tiff[0] == 'I';
        var directory = UInt32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        var entries = tiff[((int)directory + 2)..];
        var count = UInt16(tiff[(int)directory..], isLittle);
        for (var i = 0; i < count && (i + 1) * 12 <= entries.Length; i++)
        {
            var entry = entries.Slice(i * 12, 12);
            if (UInt16(entry, isLittle) == Tag && UInt16(entry[2..], isLittle) == Short)
            {
                return UInt16(entry[8..], isLittle) is var value and >= 1 and <= 8 ? value : Upright;
            }
        }

        return Upright;
    }

    /// <returns>Null when it is upright: then no block is needed.</returns>
    public static byte[]? Block(int orientation) => orientation == Upright
        ? null
        : [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, Tag >> 8, Tag & 0xFF, 0, (byte)Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
