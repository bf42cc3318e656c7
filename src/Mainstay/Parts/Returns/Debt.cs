using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Returns;

/// <summary>A replaced part that a site owes: taken out of a customer's device and due back by a day.</summary>
public sealed class Debt
{
    /// <summary>The bin of a site where what has to go back lies.</summary>
    public const string Bin = "RETURN";

    public required DebtId Id { get; init; }

    /// <summary>Stands on the label, and is scanned where the piece has no serial.</summary>
    public required string Number { get; init; }

    public required CaseId Case { get; init; }

    public required LineId Line { get; init; }

    /// <summary>Of several that the line's pieces replaced: 1, 2 …</summary>
    public required int Piece { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>Where it has to come.</summary>
    public required SiteId To { get; init; }

    public required PartId Part { get; init; }

    public required OrganisationId Owner { get; init; }

    /// <summary>Of the replaced piece, as the bench scanned it; null where there is none.</summary>
    public string? Serial { get; set; }

    /// <summary>The piece in the ledger, where pieces have serials.</summary>
    public UnitId? Unit { get; set; }

    /// <summary>The piece lies in the ledger for this debt: in the site's bin, on the way, or where it came to.</summary>
    public bool InStock { get; set; }

    public required long CoreMinor { get; init; }

    public required string Currency { get; init; }

    /// <summary>The term it was made by; null: the house's own.</summary>
    public CoreTermId? Term { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateOnly DueOn { get; init; }

    public required DebtState State { get; set; }

    /// <summary>The transfer it is packed in or went with.</summary>
    public TransferId? Transfer { get; set; }

    public TransferLineId? TransferLine { get; set; }

    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>What came instead.</summary>
    public string? GotSerial { get; set; }

    public UnitId? GotUnit { get; set; }

    /// <summary>Why it is a mismatch, came back to owed, or was written off: resource <c>returns.reason.{code}</c>.</summary>
    public string? Reason { get; set; }

    public PersonId? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>When others were told that it is overdue.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    public int Version { get; set; }

    public bool IsOpen => State is DebtState.Owed or DebtState.OnTheWay or DebtState.Mismatch;

    public Money Core => new(CoreMinor, Currency);

    /// <summary>Where the piece lies while the site still has it.</summary>
    public PlaceKey InReturns(string lot = "") => PlaceKey.InBin(Site, Part, Owner, Condition.Defective, Bin, lot);

    public bool IsOverdueOn(DateOnly day) => IsOpen && DueOn < day;

    public void Pack(TransferId transfer, TransferLineId line)
    {
        if (State != DebtState.Owed || Transfer is not null || !InStock)
        {
            throw new RefusedException("debt-not-owed", Transfer is not null
                ? $"{Number} is packed already."
                : $"{Number} cannot be packed: it is {EnumText<DebtState>.Of(State)}{(InStock ? "" : " and not in the store")}.");
        }

        (Transfer, TransferLine) = (transfer, line);
        Version++;
    }

    public void Unpack()
    {
        (Transfer, TransferLine, State) = (null, null, State == DebtState.OnTheWay ? DebtState.Owed : State);
        Version++;
    }

    public void Leave()
    {
        State = DebtState.OnTheWay;
        Version++;
    }

    public void Arrive(PersonId by, DateTimeOffset at)
    {
        (State, ReturnedAt, ClosedAt, ClosedBy) = (DebtState.Returned, at, at, by);
        Version++;
    }

    /// <summary>The carrier lost it: the site owes it as before, and has nothing to send.</summary>
    public void LoseOnTheWay()
    {
        (State, InStock, Reason, Transfer, TransferLine) = (DebtState.Owed, false, "lost_on_way", null, null);
        Version++;
    }

    public void Differ(string gotSerial, UnitId? gotUnit)
    {
        (State, Reason, GotSerial, GotUnit) = (DebtState.Mismatch, "other_serial", gotSerial, gotUnit);
        Version++;
    }

    /// <exception cref="RefusedException"><c>debt-not-owed</c>, <c>write-off-limit</c>.</exception>
    public void WriteOff(string reason, bool mayAll, PersonId by, DateTimeOffset at)
    {
        if (State is not (DebtState.Owed or DebtState.Mismatch) || (State == DebtState.Owed && Transfer is not null))
        {
            throw new RefusedException("debt-not-owed", $"{Number} is {(Transfer is not null ? "packed or on its way" : EnumText<DebtState>.Of(State))}; only what is owed or does not match is written off.");
        }

        if (!mayAll && CoreMinor > CoreRule.ManagerWritesOffMinor)
        {
            throw new RefusedException("write-off-limit", $"{Number} is worth more than a centre's manager may write off; ask the head of service.");
        }

        (State, Reason, ClosedBy, ClosedAt) = (DebtState.WrittenOff, reason, by, at);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<Debt>
    {
        public void Configure(EntityTypeBuilder<Debt> table)
        {
            table.ToTable("parts_debts").HasKey(debt => debt.Id);
            table.Ignore(debt => debt.IsOpen).Ignore(debt => debt.Core);
            table.Property(debt => debt.ClosedBy).IsLoose();
            table.Property(debt => debt.Version).IsConcurrencyToken();
            table.HasIndex(debt => debt.Number).IsUnique();
            table.HasIndex(debt => new { debt.Line, debt.Piece }).IsUnique();
            table.HasIndex(debt => debt.Case);
            table.HasIndex(debt => new { debt.Site, debt.State });
            table.HasIndex(debt => new { debt.To, debt.State });
            table.HasIndex(debt => debt.Transfer);
            table.HasIndex(debt => debt.DueOn).HasFilter("closed_at IS NULL"); // What is open; the settled ones cost it nothing.
        }
    }
}
