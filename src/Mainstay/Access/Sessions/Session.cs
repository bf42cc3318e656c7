using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Access.Sessions;

/// <summary>One person signed in with one browser or program, known to the server: what ends it here ends it everywhere.</summary>
public sealed class Session
{
    public required SessionId Id { get; init; }

    public required PersonId Person { get; init; }

    public required SignInHow How { get; init; }

    /// <summary>The person's <see cref="Access.Person.SecurityStamp"/> when it began; with another one it is over.</summary>
    public required string Stamp { get; init; }

    /// <summary>Browser and system in a few words, for people to recognise; never the whole user agent.</summary>
    public required string Device { get; init; }

    /// <summary>The network part of the address it began from.</summary>
    public required string Address { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written in rounds, so up to a minute late.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>However busy it is, it ends here.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the person last proved that it is he: dangerous verbs ask how long ago. Null where the way of signing in proves too little (badge).</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>A second factor is overdue: until it is there, only one's own account is open.</summary>
    public bool IsLimited { get; init; }

    /// <summary>The counter terminal it was begun at; it reaches that one's site only.</summary>
    public TerminalId? Terminal { get; init; }

    /// <summary>Unused for so long it ends; null: what holds for all.</summary>
    public int? IdleMinutes { get; init; }

    /// <summary>Signed out, switched, or cut off.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> table)
        {
            table.ToTable("access_sessions").HasKey(session => session.Id);
            table.HasIndex(session => session.ExpiresAt);
            table.HasIndex(session => session.Person);
            table.StaysBehind();
        }
    }
}
