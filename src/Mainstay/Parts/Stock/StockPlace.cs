using System.Security.Cryptography;
using System.Text;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Stock;

/// <summary>Where parts of one kind lie, in which condition and whose they are: an account of the stock ledger.</summary>
/// <param name="Bin">Of the site's store; empty for the store as a whole, and for reserved and in transit.</param>
/// <param name="Lot">Empty where lots are not told apart.</param>
public readonly record struct PlaceKey(
    SiteId Site, PartId Part, PlaceKind Kind, string Bin, Condition Condition, OrganisationId Owner, string Lot)
{
    public static PlaceKey InBin(SiteId site, PartId part, OrganisationId owner, Condition condition = Condition.Good, string bin = "", string lot = "") =>
        new(site, part, PlaceKind.Bin, bin, condition, owner, lot);

    public PlaceKey Reserved => this with { Kind = PlaceKind.Reserved, Bin = "" };

    public PlaceKey InBinOf(string bin) => this with { Kind = PlaceKind.Bin, Bin = bin };

    /// <summary>On the way to a site.</summary>
    public PlaceKey OnTheWayTo(SiteId site) => this with { Site = site, Kind = PlaceKind.InTransit, Bin = "" };

    /// <summary>
    /// A place is what its key says, so its id is made from the key: movements can name it without looking it up first, and two who
    /// use it for the first time at once mean the same row.
    /// </summary>
    public PlaceId Id
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16 + 16 + 16 + 2 + 2 + 1 + (2 * 2 * StockRules.LongestCode)];
            Site.Value.TryWriteBytes(bytes, bigEndian: true, out _);
            Part.Value.TryWriteBytes(bytes[16..], bigEndian: true, out _);
            Owner.Value.TryWriteBytes(bytes[32..], bigEndian: true, out _);
            (bytes[48], bytes[49]) = ((byte)Kind, (byte)Condition); // Their order stays as it is: what is new goes behind.
            var end = 50 + Encoding.UTF8.GetBytes(Bin, bytes[50..]);
            bytes[end++] = 0xFF; // In no UTF-8 text, so that bin and lot cannot run into each other.
            end += Encoding.UTF8.GetBytes(Lot, bytes[end..]);
            Span<byte> digest = stackalloc byte[32];
            SHA256.HashData(bytes[..end], digest);
            digest[6] = (byte)((digest[6] & 0x0F) | 0x80); // RFC 9562, 5.8: a UUID by a rule of our own.
            digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
            return new PlaceId(new Guid(digest[..16], bigEndian: true));
        }
    }
}

/// <summary>A place with what lies there now. Only <see cref="StockLedger"/> writes it.</summary>
public sealed class StockPlace
{
    public required PlaceId Id { get; init; }

    public required SiteId Site { get; init; }

    public required PartId Part { get; init; }

    public required PlaceKind Kind { get; init; }

    public required string Bin { get; init; }

    public required Condition Condition { get; init; }

    public required OrganisationId Owner { get; init; }

    public required string Lot { get; init; }

    /// <summary>The sum of all movements to this place less those from it; never below zero (law 2).</summary>
    public required int OnHand { get; init; }

    /// <summary>When somebody last counted it; null: never.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    public PlaceKey Key => new(Site, Part, Kind, Bin, Condition, Owner, Lot);

    public static StockPlace Of(PlaceKey key, int onHand, DateTimeOffset? countedAt = null) => new()
    {
        Id = key.Id,
        Site = key.Site,
        Part = key.Part,
        Kind = key.Kind,
        Bin = key.Bin,
        Condition = key.Condition,
        Owner = key.Owner,
        Lot = key.Lot,
        OnHand = onHand,
        CountedAt = countedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<StockPlace>
    {
        public void Configure(EntityTypeBuilder<StockPlace> table)
        {
            table.ToTable("parts_places", t => t.HasCheckConstraint("ck_parts_places_on_hand", "on_hand >= 0")).HasKey(place => place.Id);
            table.Ignore(place => place.Key);
            table.HasIndex(place => new { place.Site, place.Part });
            table.HasIndex(place => place.Part);
        }
    }
}
