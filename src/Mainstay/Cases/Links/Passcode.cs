using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Links;

/// <summary>How the bench gets past the lock of the screen.</summary>
public enum Unlock
{
    /// <summary>The customer does not give it, or there is no lock.</summary>
    None,

    /// <summary>In the vault, to be read once.</summary>
    Passcode,

    /// <summary>The customer switched the device to its repair mode: the bench sees none of his data.</summary>
    RepairMode,
}

/// <summary>The vault: a customer's screen passcode while his device is with us. Sealed; never in events, logs, exports or backups.</summary>
internal sealed class Passcode
{
    public required CaseId Case { get; init; }

    public required byte[] Sealed { get; set; }

    public required DateTimeOffset GivenAt { get; set; }

    public required PersonId GivenTo { get; set; }

    /// <summary>How often it may still be read: once after it was given, once more each time the manager says so.</summary>
    public int ReadsLeft { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public PersonId? ReadBy { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Passcode>
    {
        public void Configure(EntityTypeBuilder<Passcode> table)
        {
            table.ToTable("cases_passcodes").HasKey(p => p.Case);
            table.SharesKey();
            table.AreLoose();
            table.StaysBehind();
            table.HasOne<Case>().WithMany().HasForeignKey(p => p.Case);
            table.Property(p => p.ReadsLeft).IsConcurrencyToken();
        }
    }
}
