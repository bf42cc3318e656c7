using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Keys;

public readonly record struct ApiKeyId(Guid Value) : IId<ApiKeyId>
{
    public static ApiKeyId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out ApiKeyId id) => Common.Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}

/// <summary>
/// What a program signs in with. It acts as somebody of its own, whose roles reach one site or the sites of one organisation and
/// whose name stands in events and audit; only a digest of its secret is kept.
/// </summary>
public sealed class ApiKey
{
    public const string Prefix = "mst_";
    private const int SecretBytes = 32;

    public required ApiKeyId Id { get; init; }

    /// <summary>As whom it acts: a record without a login.</summary>
    public required PersonId Person { get; init; }

    /// <summary>SHA-256 of the secret, which is too long to be guessed, so nothing slower is needed.</summary>
    public required byte[] Digest { get; init; }

    public SiteId? Site { get; init; }

    public OrganisationId? Organisation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <returns>The text that is shown once, and what is kept of it.</returns>
    public static (string Text, byte[] Digest) MakeSecret(ApiKeyId id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id.Value:N}_{secret}", DigestOf(secret));
    }

    public static bool TryRead(string text, out ApiKeyId id, [NotNullWhen(true)] out byte[]? digest)
    {
        id = default;
        digest = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length..].Split('_', 2) is not [var name, { Length: > 0 and < 200 } secret]
            || !Guid.TryParseExact(name, "N", out var value))
        {
            return false;
        }

        id = new ApiKeyId(value);
        digest = DigestOf(secret);
        return true;
    }

    private static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal sealed class Table : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> table)
        {
            table.ToTable("access_api_keys").HasKey(key => key.Id);
            table.HasIndex(key => key.Person).IsUnique();
        }
    }
}
