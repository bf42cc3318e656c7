using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Cases.Contracts;

namespace Mainstay.Cases.Links;

/// <summary>
/// Pictures of a case are sealed one over the other: each seal is a digest of the one before it, of what the picture is and of its
/// content. Whoever takes one away or exchanges it would have to change all seals after it, and the one that stands on the case.
/// </summary>
internal static class PictureChain
{
    public static byte[] Next(CaseId id, byte[]? before, int sequence, string kind, byte[] contentHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, sequence);
        hash.AppendData(before ?? id.Value.ToByteArray(bigEndian: true));
        hash.AppendData(number);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        hash.AppendData([0]);
        hash.AppendData(contentHash);
        return hash.GetHashAndReset();
    }

    /// <summary>The first number whose seal does not fit; null when all do. Pictures from before there were seals are passed over.</summary>
    /// <param name="pictures">In the order of their numbers.</param>
    /// <param name="last">What stands on the case.</param>
    public static int? BrokenAt(CaseId id, IEnumerable<(int Sequence, string Kind, byte[]? ContentHash, byte[]? Chain)> pictures, byte[]? last)
    {
        byte[]? before = null;
        var number = 0;
        foreach (var (sequence, kind, contentHash, chain) in pictures)
        {
            if (chain is null || contentHash is null)
            {
                continue;
            }

            number = sequence;
            if (!chain.AsSpan().SequenceEqual(Next(id, before, sequence, kind, contentHash)))
            {
                return sequence;
            }

            before = chain;
        }

        return (before ?? []).AsSpan().SequenceEqual(last ?? []) ? null : number + 1;
    }
}
