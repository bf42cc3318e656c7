using System.Security.Cryptography;

namespace Mainstay.Common;

/// <summary>Where what nobody may guess comes from: passed in, so that a test knows what was drawn (law 10).</summary>
public abstract class SecretSource
{
    public abstract void Fill(Span<byte> bytes);
}

/// <summary>The system's secure random source.</summary>
public sealed class SystemSecretSource : SecretSource
{
    public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
