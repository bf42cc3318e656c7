using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access;

/// <summary>A key that cookies and forms are sealed with, shared by all server nodes on one database.</summary>
public sealed class ProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ProtectionKey>
    {
        public void Configure(EntityTypeBuilder<ProtectionKey> table)
        {
            table.ToTable("access_keys").HasKey(key => key.Name);
            table.StaysBehind();
        }
    }
}
