using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Links;

/// <summary>
/// A customer's key to one case. Found by the digest of its token only; the token itself lies sealed, so that later messages can
/// carry it. Without its keys (a backup restored elsewhere) the seal does not open, but the link in the customer's hand goes on working.
/// </summary>
internal sealed class CustomerLink
{
    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Digest { get; init; }

    public required CaseId Case { get; init; }

    public required byte[] Sealed { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The program for the first, a clerk for those after it.</summary>
    public required PersonId IssuedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public PersonId? RevokedBy { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CustomerLink>
    {
        public void Configure(EntityTypeBuilder<CustomerLink> table)
        {
            table.ToTable("cases_links").HasKey(link => link.Digest);
            table.AreLoose();
            table.HasOne<Case>().WithMany().HasForeignKey(link => link.Case);
            table.HasIndex(link => new { link.Case, link.IssuedAt });
        }
    }
}

/// <summary>What a customer complained of. His words are personal and erasable; that he complained stays.</summary>
internal sealed class Complaint
{
    public required CaseId Case { get; init; }

    public required int Sequence { get; init; }

    public required CustomerChannel Via { get; init; }

    public string? Text { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Complaint>
    {
        public void Configure(EntityTypeBuilder<Complaint> table) => table.ToTable("cases_complaints").HasKey(c => new { c.Case, c.Sequence });
    }
}

internal static class LinkTables
{
    extension(MainstayDb db)
    {
        internal DbSet<CustomerLink> CustomerLinks => db.Set<CustomerLink>();
        internal DbSet<Complaint> Complaints => db.Set<Complaint>();
        internal DbSet<Passcode> Passcodes => db.Set<Passcode>();
    }
}
