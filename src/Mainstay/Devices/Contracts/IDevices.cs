namespace Mainstay.Devices.Contracts;

public enum DeviceState
{
    /// <summary>In a customer's hands or in our care.</summary>
    InUse,

    /// <summary>Replaced by another identity: its history goes on there.</summary>
    Replaced,

    Scrapped,

    Stolen,
}

public enum SwapKind
{
    BoardSwap,
    UnitSwap,
    AdvanceExchange,
}

/// <param name="Root">The first identity of the chain; warranty, history and bounce follow it (law 5).</param>
/// <param name="Former">The same unit's life before it was refurbished; null in its first life.</param>
/// <param name="ActivatedOn">First use seen by the maker; warranty starts at sale or activation, whichever is known.</param>
public sealed record DeviceInfo(
    DeviceId Id, DeviceId Root, ModelId Model, string? Serial, string? Imei1, string? Imei2, string? Eid,
    DateOnly? SoldOn, DateOnly? ActivatedOn, string? Country, string? Channel, DeviceState State, DeviceId? Former = null);

/// <summary>Identifiers of a unit or board as read from it. At least one is given.</summary>
public sealed record Identifiers(string? Serial, string? Imei1, string? Imei2, string? Eid);

/// <summary>What an intake looks at.</summary>
/// <param name="Facts">Of the root identity.</param>
/// <param name="Owner">Who has it today; null when nobody knows.</param>
public sealed record DeviceStanding(DeviceInfo Device, CoverFacts Facts, OwnerInfo? Owner);

public interface IDevices
{
    /// <summary>The device with its covers and owner, in one question to the database unless it is the outcome of a swap.</summary>
    Task<DeviceStanding?> AtCounterAsync(DeviceId device, CancellationToken ct);

    Task<DeviceInfo?> FindAsync(DeviceId device, CancellationToken ct);

    Task<IReadOnlyDictionary<DeviceId, DeviceInfo>> FindManyAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    /// <summary>
    /// By serial, IMEI, IMEISV or EID as typed or scanned: the unit that carries the number, in its latest life. When it was
    /// replaced, what replaced it is not followed.
    /// </summary>
    Task<DeviceInfo?> FindByIdentifierAsync(string text, CancellationToken ct);

    /// <summary>Many at once by serial or first IMEI as the books write them, each in its latest life; what is not known is missing.</summary>
    Task<IReadOnlyDictionary<string, DeviceInfo>> FindByNumbersAsync(IReadOnlyCollection<string> numbers, CancellationToken ct);

    /// <summary>The identity of the chain that is alive: the one in hands today.</summary>
    Task<DeviceInfo?> PresentAsync(DeviceId root, CancellationToken ct);

    /// <summary>All identities of the chain, oldest first.</summary>
    Task<IReadOnlyList<DeviceInfo>> ChainAsync(DeviceId root, CancellationToken ct);

    /// <summary>A device first seen at a counter. Added to the caller's unit of work, not yet saved.</summary>
    /// <exception cref="Common.RefusedException"><c>identifier-malformed</c>, <c>identifier-taken</c>, <c>model-not-found</c>, <c>date-not-possible</c>.</exception>
    Task<DeviceInfo> RegisterAsync(ModelId model, Identifiers identifiers, DateOnly? soldOn, string? channel, CancellationToken ct);

    /// <summary>
    /// Fills in when and where the chain was sold, as the customer's invoice says. Joins the caller's unit of work; nothing
    /// changes when it is known already and says the same.
    /// </summary>
    /// <exception cref="Common.RefusedException"><c>sale-known</c>: the books say another day; <c>date-not-possible</c>.</exception>
    Task RecordSaleAsync(DeviceId root, DateOnly soldOn, string? channel, CancellationToken ct);

    /// <summary>
    /// A new identity that continues the old one: linked, same root, same start of warranty. The old one becomes
    /// <see cref="DeviceState.Replaced"/>. Added to the caller's unit of work, not yet saved.
    /// </summary>
    /// <exception cref="Common.RefusedException"><c>identifier-malformed</c>, <c>identifier-taken</c>, <c>device-not-live</c>.</exception>
    /// <param name="caseId">The case in which it happened, for the link's story.</param>
    Task<DeviceInfo> SwapAsync(DeviceId old, SwapKind kind, Identifiers replacement, Guid caseId, CancellationToken ct);

    /// <summary>The case in which this identity was replaced; null while it was not.</summary>
    Task<Guid?> ReplacedInAsync(DeviceId device, CancellationToken ct);

    /// <summary>
    /// A replaced unit begins a new life with its old numbers: no owner, no sale, no cover, its own chain; it may be issued as a
    /// replacement again. The former life keeps its chain. Joins the caller's unit of work.
    /// </summary>
    /// <exception cref="Common.RefusedException"><c>device-not-found</c>, <c>device-not-replaced</c>, <c>refurbished-already</c>, <c>identifier-malformed</c>.</exception>
    Task<DeviceInfo> RefurbishAsync(DeviceId replaced, CancellationToken ct);
}
