using Mainstay.Messaging.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Messaging.Outbox;

/// <summary>
/// An event that one consumer could not take, or that waits behind such a one of the same subject, so that the order is kept. It is
/// told again a few times, then only on request (<see cref="RetellHandler"/>).
/// </summary>
public sealed class SetAside
{
    private static readonly TimeSpan[] _pauses =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public required string Consumer { get; init; }

    public required Guid Event { get; init; }

    public required string Subject { get; init; }

    public required int Version { get; init; }

    /// <summary>How often it was refused; none when it waits behind another.</summary>
    public required int Tries { get; set; }

    /// <summary>The kind of fault, without its words, which may name a person.</summary>
    public string? Fault { get; set; }

    /// <summary>Null: behind another, or given up.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public required DateTimeOffset Since { get; init; }

    /// <param name="fault">Null: it waits behind another.</param>
    /// <param name="consumer">Who could not take it.</param>
    /// <param name="happened">What.</param>
    /// <param name="now">When.</param>
    internal static SetAside Of(string consumer, OutEvent happened, Exception? fault, DateTimeOffset now)
    {
        var row = new SetAside { Consumer = consumer, Event = happened.Id, Subject = happened.Subject, Version = happened.Version, Tries = 0, Since = now };
        if (fault is not null)
        {
            row.Failed(fault, now);
        }

        return row;
    }

    internal void Failed(Exception fault, DateTimeOffset now)
    {
        NextAt = Tries < _pauses.Length ? now + _pauses[Tries] : null;
        Tries++;
        Fault = fault.GetType().Name;
    }

    internal sealed class Table : IEntityTypeConfiguration<SetAside>
    {
        public void Configure(EntityTypeBuilder<SetAside> table)
        {
            table.ToTable("messaging_set_aside").HasKey(row => new { row.Consumer, row.Event });
            table.AreLoose();
        }
    }
}
