using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mainstay.Devices;

/// <summary>
/// One identity: the numbers a unit or board came with. They are never rewritten (law 5); a swap makes a new identity that
/// points to the first of its chain.
/// </summary>
public sealed class Device
{
    public required DeviceId Id { get; init; }

    /// <summary>The first identity of the chain; null when this is it, so that an index over the few that differ stays small.</summary>
    public DeviceId? Root { get; private set; }

    /// <summary>
    /// The same unit in its former life: it was replaced, came back, was refurbished, and begins anew with the numbers it has. The
    /// first life of a unit has none.
    /// </summary>
    public DeviceId? Former { get; init; }

    public required ModelId Model { get; init; }

    public string? Serial { get; init; }

    public Imei? Imei1 { get; init; }

    public Imei? Imei2 { get; init; }

    public string? Eid { get; init; }

    public DateOnly? SoldOn { get; set; }

    public OrganisationId? SoldBy { get; set; }

    public string? Channel { get; set; }

    /// <summary>Where it was sold, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; set; }

    public DateOnly? ActivatedOn { get; set; }

    /// <summary>Year and ISO week in which it was built, such as 202514.</summary>
    public int? BuildWeek { get; init; }

    public DeviceState State { get; private set; } = DeviceState.InUse;

    public int Version { get; private set; }

    public DeviceId ChainRoot => Root ?? Id;

    /// <summary>Warranty starts at sale or first use, whichever is known; the earlier when both are.</summary>
    public DateOnly? WarrantyStart => SoldOn is { } sold && ActivatedOn is { } activated
        ? sold < activated ? sold : activated
        : SoldOn ?? ActivatedOn;

    public DeviceInfo ToInfo() => new(
        Id, ChainRoot, Model, Serial, Imei1?.ToString(), Imei2?.ToString(), Eid, SoldOn, ActivatedOn, Country, Channel, State, Former);

    public bool HasNumber(Imei imei) => Imei1 == imei || Imei2 == imei;

    /// <summary>This identity ends and the other goes on with its story: same chain, same start of warranty.</summary>
    public void ContinueAs(Device replacement)
    {
        DemandLive();
        replacement.Root = ChainRoot;
        replacement.SoldOn = SoldOn;
        replacement.SoldBy = SoldBy;
        replacement.Channel = Channel;
        replacement.Country = Country;
        replacement.ActivatedOn = ActivatedOn;
        replacement.Version++;
        State = DeviceState.Replaced;
        Version++;
    }

    public void Sell(DateOnly on, OrganisationId? by, string? channel, string? country)
    {
        if (SoldOn is { } known && known != on)
        {
            throw new RefusedException("sale-known", $"The books say it was sold on {known:yyyy-MM-dd}.");
        }

        SoldOn = on;
        SoldBy ??= by;
        Channel ??= channel;
        Country ??= country;
        Version++;
    }

    /// <summary>Fills in what nobody told so far; what is known stays.</summary>
    public void LearnSale(DateOnly? on, OrganisationId? by, string? channel, string? country, DateOnly? activatedOn)
    {
        SoldOn ??= on;
        SoldBy ??= by;
        Channel ??= channel;
        Country ??= country;
        ActivatedOn ??= activatedOn;
        Version++;
    }

    public void MarkStolen()
    {
        DemandLive();
        State = DeviceState.Stolen;
        Version++;
    }

    public void MarkFound()
    {
        if (State != DeviceState.Stolen)
        {
            throw new RefusedException("device-not-stolen", "The device is not marked as stolen.");
        }

        State = DeviceState.InUse;
        Version++;
    }

    /// <summary>The unit as good as new: nobody has it, nothing covers it, and whose device it was goes on under its replacement.</summary>
    /// <param name="kind">How it was replaced: a board leaves its serial to the unit that it was taken out of.</param>
    public Device Refurbished(DeviceId id, SwapKind kind)
    {
        if (State != DeviceState.Replaced)
        {
            throw new RefusedException("device-not-replaced", "Only a unit that was replaced and came back begins anew; this one is in somebody's hands.");
        }

        var serial = kind == SwapKind.BoardSwap ? null : Serial;
        return serial is null && Imei1 is null
            ? throw new RefusedException("identifier-malformed", "This board has no number of its own; its unit keeps the serial.")
            : new Device { Id = id, Former = Id, Model = Model, Serial = serial, Imei1 = Imei1, Imei2 = Imei2, Eid = Eid, BuildWeek = BuildWeek };
    }

    public void Scrap()
    {
        DemandLive();
        State = DeviceState.Scrapped;
        Version++;
    }

    private void DemandLive()
    {
        if (State != DeviceState.InUse)
        {
            throw new RefusedException("device-not-live", State switch
            {
                DeviceState.Replaced => "This identity was replaced; its story goes on under another one.",
                DeviceState.Stolen => "The device is marked as stolen.",
                _ => "The device was scrapped.",
            });
        }
    }

    /// <summary>
    /// Tens of millions of rows: the numbers a search comes with have an index, and nothing else; what is mostly absent (a
    /// second IMEI, an EID, another root) is indexed only where it is there. The model is the only foreign key; the seller is
    /// checked when he is written down, chains and lives by <c>doctor</c>. Numbers are unique among first lives; a later life repeats
    /// those of its former one, and each life has one successor at most.
    /// </summary>
    internal sealed class Table : IEntityTypeConfiguration<Device>
    {
        private static readonly ValueConverter<Imei, long> _asNumber = new(imei => imei.Value, value => Imei.Trusted(value));

        public void Configure(EntityTypeBuilder<Device> table)
        {
            table.ToTable("devices_devices").AreLoose().HasKey(device => device.Id);
            table.HasOne<Model>().WithMany().HasForeignKey(device => device.Model);
            table.Property(device => device.Imei1).HasConversion(_asNumber);
            table.Property(device => device.Imei2).HasConversion(_asNumber);
            table.HasIndex(device => device.Serial).IsUnique().HasFilter("serial IS NOT NULL AND former IS NULL");
            table.HasIndex(device => device.Imei1).IsUnique().HasFilter("imei1 IS NOT NULL AND former IS NULL");
            table.HasIndex(device => device.Imei2).IsUnique().HasFilter("imei2 IS NOT NULL AND former IS NULL");
            table.HasIndex(device => device.Eid).IsUnique().HasFilter("eid IS NOT NULL AND former IS NULL");
            table.HasIndex(device => device.Former).IsUnique().HasFilter("former IS NOT NULL");
            table.HasIndex(device => device.Root).HasFilter("root IS NOT NULL");
            table.Ignore(device => device.ChainRoot).Ignore(device => device.WarrantyStart);
            table.Property(device => device.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>One identity goes on as another: which, how, in which case and when.</summary>
public sealed class DeviceLink
{
    public required DeviceLinkId Id { get; init; }

    public required DeviceId Predecessor { get; init; }

    public required DeviceId Successor { get; init; }

    public required SwapKind Kind { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DeviceLink>
    {
        public void Configure(EntityTypeBuilder<DeviceLink> table)
        {
            table.ToTable("devices_links").HasKey(link => link.Id);
            table.HasIndex(link => link.Predecessor).IsUnique();
            table.HasIndex(link => link.Successor).IsUnique();
        }
    }
}
