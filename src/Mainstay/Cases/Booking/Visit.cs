using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Booking;

public enum VisitState
{
    Booked,
    Arrived,
    NoShow,
    Cancelled,
}

/// <summary>
/// A time at a counter kept for somebody. With a device of the books it belongs to a case in state booked, which has the same number;
/// without one the case is opened when the device is on the counter. Ids and codes only: who comes is the customer's row.
/// </summary>
internal sealed class Visit
{
    public required VisitId Id { get; init; }

    /// <summary>The number of the case, or one of its own such as <c>MH-MUM-07-V12</c>.</summary>
    public required string Number { get; init; }

    public required SiteId Site { get; set; }

    public required CategoryId Category { get; init; }

    public ModelId? Model { get; init; }

    public required CustomerId Customer { get; init; }

    public CaseId? Case { get; set; }

    public required DateTimeOffset StartsAt { get; set; }

    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Its place in the slot; null when the counter squeezed it in beside the slots.</summary>
    public int? Seat { get; set; }

    public VisitState State { get; private set; } = VisitState.Booked;

    public required DateTimeOffset BookedAt { get; init; }

    public required PersonId BookedBy { get; init; }

    /// <summary>The terms by which seats were reckoned (law 6); null when squeezed in.</summary>
    public PolicyVersionId? Policy { get; set; }

    public DateTimeOffset? ArrivedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? Reason { get; private set; }

    public TokenId? Token { get; set; }

    /// <summary>The start the customer was reminded of; another start asks for another reminder.</summary>
    public DateTimeOffset? RemindedOf { get; set; }

    public int Moved { get; private set; }

    public int Version { get; private set; }

    /// <summary>A seat beyond those there are, given because some who book do not come.</summary>
    public bool IsExtra => Seat > SeatRule.FirstExtra;

    public static Visit Of(Case @case, SeatClaim? seat, Step step) => new()
    {
        Id = seat?.Visit ?? step.Ids.Next<VisitId>(),
        Number = @case.Number,
        Site = @case.Site,
        Category = @case.Category,
        Model = @case.Model,
        Customer = @case.Customer,
        Case = @case.Id,
        StartsAt = @case.BookedFor!.Value,
        EndsAt = seat?.EndsAt ?? @case.BookedFor.Value.AddMinutes(SlotPlan.CellMinutes),
        Seat = seat?.Seat,
        BookedAt = step.At,
        BookedBy = step.By,
        Policy = seat?.Policy,
    };

    public void Move(SiteId site, SeatClaim seat)
    {
        DemandBooked();
        (Site, StartsAt, EndsAt, Seat, Policy) = (site, seat.StartsAt, seat.EndsAt, seat.Seat, seat.Policy);
        Moved++;
        Version++;
    }

    /// <summary>He is here. Told twice is told once.</summary>
    public void Arrive(DateTimeOffset at, TokenId? token = null)
    {
        Token ??= token;
        if (State == VisitState.Arrived)
        {
            return;
        }

        DemandBooked();
        State = VisitState.Arrived;
        ArrivedAt = at;
        Version++;
    }

    /// <param name="reason"><c>no_show</c>, or why it was called off.</param>
    public void End(string reason, DateTimeOffset at)
    {
        if (State is VisitState.Arrived)
        {
            return; // He came; that the case went no further is told by the case.
        }

        DemandBooked();
        State = reason == "no_show" ? VisitState.NoShow : VisitState.Cancelled;
        Reason = reason;
        EndedAt = at;
        Version++;
    }

    private void DemandBooked()
    {
        if (State != VisitState.Booked)
        {
            throw new RefusedException("visit-over", $"Visit {Number} is {EnumText<VisitState>.Of(State).Replace('_', ' ')} already.");
        }
    }

    internal sealed class Table : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> table)
        {
            table.ToTable("cases_visits").HasKey(v => v.Id);
            table.AreLoose();
            table.Ignore(v => v.IsExtra);
            table.HasOne<Case>().WithMany().HasForeignKey(v => v.Case);
            table.Property(v => v.Version).IsConcurrencyToken();
            table.HasIndex(v => v.Number).IsUnique();
            table.HasIndex(v => v.Case).IsUnique().HasFilter("\"case\" IS NOT NULL");
            table.HasIndex(v => new { v.Site, v.StartsAt });
            table.HasIndex(v => v.Customer);
            table.HasIndex(v => v.StartsAt).HasFilter("state = 'booked'");
        }
    }
}

/// <summary>One cell of the day's grid at one seat of a site. Its key is what makes two customers unable to take the same seat.</summary>
internal sealed class SeatTaken
{
    public required SiteId Site { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required int Seat { get; init; }

    public required VisitId Visit { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<SeatTaken>
    {
        public void Configure(EntityTypeBuilder<SeatTaken> table)
        {
            table.ToTable("cases_visit_seats").HasKey(s => new { s.Site, s.StartsAt, s.Seat });
            table.AreLoose();
            table.HasIndex(s => s.Visit);
        }
    }
}

/// <summary>A seat that is ours now, within the transaction that claimed it.</summary>
internal sealed record SeatClaim(VisitId Visit, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Seat, PolicyVersionId Policy);

internal static class BookingTables
{
    extension(MainstayDb db)
    {
        internal DbSet<Visit> Visits => db.Set<Visit>();
        internal DbSet<SeatTaken> SeatsTaken => db.Set<SeatTaken>();
    }
}
