using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Supply;

/// <summary>On what terms a supplier delivers a part from a day on, until its next such day.</summary>
public sealed class SupplyTerm
{
    public required PartId Part { get; init; }

    public required OrganisationId Supplier { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>From the order to the goods at our warehouse.</summary>
    public required int LeadDays { get; set; }

    public required int MinQuantity { get; set; }

    /// <summary>Only whole packs are delivered.</summary>
    public required int PackSize { get; set; }

    /// <summary>Of one piece, in minor units.</summary>
    public required long PriceMinor { get; set; }

    public required string Currency { get; set; }

    /// <summary>The least that can be ordered and covers the wish: at least the minimum, in whole packs.</summary>
    public int Rounded(int wished)
    {
        var packs = ((long)Math.Max(wished, MinQuantity) + PackSize - 1) / PackSize;
        return (int)Math.Min(packs * PackSize, Stock.StockRules.MostPieces / PackSize * PackSize);
    }

    /// <summary>The cheapest of those in force on the day; of equal ones the quicker.</summary>
    public static SupplyTerm? Best(IEnumerable<SupplyTerm> terms, DateOnly day) => terms
        .Where(term => term.ValidFrom <= day)
        .GroupBy(term => term.Supplier)
        .Select(supplier => supplier.MaxBy(term => term.ValidFrom)!)
        .OrderBy(term => term.PriceMinor).ThenBy(term => term.LeadDays).ThenBy(term => term.Supplier.Value)
        .FirstOrDefault();

    internal sealed class Table : IEntityTypeConfiguration<SupplyTerm>
    {
        public void Configure(EntityTypeBuilder<SupplyTerm> table) =>
            table.ToTable("parts_supply_terms").HasKey(term => new { term.Part, term.Supplier, term.ValidFrom });
    }
}

/// <summary>What planning must know of a part beside its terms. A part without such a row is a consumable that will be made for ever.</summary>
public sealed class PartSupply
{
    public required PartId Part { get; init; }

    /// <summary>The number that takes its place; chains have no circle.</summary>
    public PartId? Successor { get; set; }

    /// <summary>The last day on which the supplier takes orders.</summary>
    public DateOnly? LastOrderOn { get; set; }

    /// <summary>Until this day devices are repaired with it (ecodesign rules: seven years after the last device was sold).</summary>
    public DateOnly? SupportedUntil { get; set; }

    /// <summary>Replaced ones come back from the factory refurbished.</summary>
    public bool Repairable { get; set; }

    public int Version { get; set; }

    /// <summary>Whether naming this successor would lead back to the part.</summary>
    public static bool LeadsBack(PartId part, PartId successor, Func<PartId, PartId?> successorOf)
    {
        for (PartId? at = successor; at is { } next; at = successorOf(next))
        {
            if (next == part)
            {
                return true;
            }
        }

        return false;
    }

    internal sealed class Table : IEntityTypeConfiguration<PartSupply>
    {
        public void Configure(EntityTypeBuilder<PartSupply> table)
        {
            table.ToTable("parts_supply").SharesKey().HasKey(supply => supply.Part);
            table.Property(supply => supply.Version).IsConcurrencyToken();
        }
    }
}
