using System.Text;
using Mainstay.Common;

namespace Mainstay.Testing;

/// <summary>A seal that only marks the purpose, for tests that look at what is kept and not at how well.</summary>
public sealed class TestSeal : ISeal
{
    public byte[] Close(string purpose, ReadOnlySpan<byte> plain) => [.. Encoding.UTF8.GetBytes(purpose + "\n"), .. plain.ToArray().Select(b => (byte)(b ^ 0x5A))];

    public byte[]? Open(string purpose, byte[] closed)
    {
        var mark = Encoding.UTF8.GetBytes(purpose + "\n");
        return closed.AsSpan().StartsWith(mark) ? [.. closed.Skip(mark.Length).Select(b => (byte)(b ^ 0x5A))] : null;
    }
}
