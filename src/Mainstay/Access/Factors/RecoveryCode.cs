using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Factors;

/// <summary>Stands in once for a lost authenticator. Eighty random bits, so a plain digest tells nothing to who reads it.</summary>
public sealed class RecoveryCode
{
    public const int HowMany = 10;

    public required RecoveryCodeId Id { get; init; }

    public required PersonId Person { get; init; }

    public required byte[] Digest { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    /// <returns>Sixteen signs in four groups.</returns>
    public static string NewCode() => string.Join('-', Totp.Base32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant().Chunk(4).Select(part => new string(part)));

    /// <returns>Null when it cannot be one: too short or too long.</returns>
    public static byte[]? DigestOf(string typed)
    {
        var signs = string.Concat(typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        return signs.Length == 16 ? SHA256.HashData(Encoding.ASCII.GetBytes(signs)) : null;
    }

    internal sealed class Table : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> table)
        {
            table.ToTable("access_recovery_codes").HasKey(row => row.Id);
            table.HasIndex(row => row.Person);
            table.StaysBehind();
        }
    }
}

public readonly record struct RecoveryCodeId(Guid Value) : IId<RecoveryCodeId>
{
    public static RecoveryCodeId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out RecoveryCodeId id) => Common.Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
