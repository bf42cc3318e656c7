using Mainstay.Access.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Terminals;

/// <summary>A browser at a counter where people take turns: bound to its site, known by a secret that only it holds.</summary>
public sealed class Terminal
{
    public const int DefaultIdleMinutes = 5;

    public required TerminalId Id { get; init; }

    public required SiteId Site { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret in the browser's sealed cookie.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Untouched for so long it locks itself.</summary>
    public required int IdleMinutes { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public required PersonId RegisteredBy { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public PersonId? RevokedBy { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Terminal>
    {
        public void Configure(EntityTypeBuilder<Terminal> table)
        {
            table.ToTable("access_terminals").HasKey(terminal => terminal.Id);
            table.AreLoose();
            table.HasIndex(terminal => terminal.Site);
        }
    }
}

/// <summary>How a person takes his turn: badge and PIN. Good at terminals only.</summary>
public sealed class CounterKey
{
    public required PersonId Person { get; init; }

    /// <summary>SHA-256 of what the scanner reads from his badge; null: he picks his name.</summary>
    public byte[]? BadgeDigest { get; set; }

    public required string PinHash { get; set; }

    public required DateTimeOffset SetAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CounterKey>
    {
        public void Configure(EntityTypeBuilder<CounterKey> table)
        {
            table.ToTable("access_counter_keys").HasKey(key => key.Person);
            table.SharesKey();
            table.StaysBehind(); // Four digits are guessed in seconds from their hash: they do not travel.
            table.HasIndex(key => key.BadgeDigest).IsUnique().HasFilter("badge_digest IS NOT NULL");
        }
    }
}

/// <summary>Wrong PINs of one person at one terminal since his last success there.</summary>
public sealed class CounterTry
{
    public required TerminalId Terminal { get; init; }

    public required PersonId Person { get; init; }

    public required int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CounterTry>
    {
        public void Configure(EntityTypeBuilder<CounterTry> table)
        {
            table.ToTable("access_counter_tries").HasKey(row => new { row.Terminal, row.Person });
            table.AreLoose();
            table.StaysBehind();
        }
    }
}
