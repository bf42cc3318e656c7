using System.Buffers.Binary;

namespace Mainstay.Common.Pictures;

/// <summary>Reads forward through what somebody sent; past its end the picture is damaged.</summary>
internal ref struct PictureBytes(ReadOnlySpan<byte> all)
{
    private readonly ReadOnlySpan<byte> _all = all;

    public int At { get; private set; }

    public readonly bool AtEnd => At >= _all.Length;

    public readonly int Left => _all.Length - At;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            throw Picture.Damaged();
        }

        var taken = _all.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public ushort UInt16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public uint UInt32LittleEndian() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>From where we are to the next marker of a JPEG scan: 0xFF not followed by a stuffed zero, a restart or another 0xFF.</summary>
    public ReadOnlySpan<byte> TakeScan()
    {
        var from = At;
        while (true)
        {
            var next = _all[At..].IndexOf((byte)0xFF);
            if (next < 0 || At + next + 1 >= _all.Length)
            {
                throw Picture.Damaged();
            }

            At += next;
            var after = _all[At + 1];
            if (after is not 0 and not (>= 0xD0 and <= 0xD7) and not 0xFF)
            {
                return _all[from..At];
            }

            At += after == 0xFF ? 1 : 2;
        }
    }
}
