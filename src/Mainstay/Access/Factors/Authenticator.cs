using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Factors;

/// <summary>A person's authenticator app. Its key opens only with this installation's sealing keys, so it stays behind in backups.</summary>
public sealed class Authenticator
{
    internal const string Purpose = "access.authenticator";

    public required PersonId Person { get; init; }

    public required byte[] SealedKey { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its first code was typed; before, it proves nothing.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The step of the last code taken: that one and older ones are refused.</summary>
    public long LastStep { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Authenticator>
    {
        public void Configure(EntityTypeBuilder<Authenticator> table)
        {
            table.ToTable("access_authenticators").HasKey(row => row.Person);
            table.SharesKey();
            table.StaysBehind();
        }
    }
}
