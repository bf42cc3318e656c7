using Mainstay.Access.Contracts;
using Mainstay.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Factors;

/// <summary>A key pair in somebody's phone, computer or security key; only its public half is known here.</summary>
public sealed class Passkey
{
    public required PasskeyId Id { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string Name { get; set; }

    public required byte[] CredentialId { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>Goes up with each use where the device counts; a copy is noticed by it.</summary>
    public required long SignCount { get; set; }

    public required string Transports { get; init; }

    public required bool IsUserVerified { get; set; }

    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; set; }

    public required byte[] Attestation { get; init; }

    public required byte[] ClientData { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    internal static Passkey Of(PasskeyId id, PersonId person, UserPasskeyInfo info) => new()
    {
        Id = id,
        Person = person,
        Name = info.Name ?? "",
        CredentialId = info.CredentialId,
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = string.Join(',', info.Transports ?? []),
        IsUserVerified = info.IsUserVerified,
        IsBackupEligible = info.IsBackupEligible,
        IsBackedUp = info.IsBackedUp,
        Attestation = info.AttestationObject,
        ClientData = info.ClientDataJson,
        CreatedAt = info.CreatedAt.ToMicroseconds(),
    };

    internal UserPasskeyInfo ToInfo() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports.Split(',', StringSplitOptions.RemoveEmptyEntries),
        IsUserVerified, IsBackupEligible, IsBackedUp, Attestation, ClientData)
    { Name = Name };

    internal sealed class Table : IEntityTypeConfiguration<Passkey>
    {
        public void Configure(EntityTypeBuilder<Passkey> table)
        {
            table.ToTable("access_passkeys").HasKey(row => row.Id);
            table.HasIndex(row => row.Person);
            table.HasIndex(row => row.CredentialId).IsUnique();
        }
    }
}

public readonly record struct PasskeyId(Guid Value) : IId<PasskeyId>
{
    public static PasskeyId From(Guid value) => new(value);
    public static bool TryParse(string? text, IFormatProvider? culture, out PasskeyId id) => Common.Id.TryParse(text, out id);
    public override string ToString() => Value.ToString();
}
