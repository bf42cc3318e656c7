using Mainstay.Common;

namespace Mainstay.Devices.Contracts;

/// <summary>The answer to "is this covered?".</summary>
public enum Entitlement
{
    InWarranty,
    OutOfWarranty,
    DeadOnArrival,
    EarlyLifeExchange,
    RepeatRepair,
    ExtendedCover,
    QualityProgramme,
    ConsumerLaw,
    Goodwill,
}

public enum Payer
{
    Customer,
    Maker,
    Partner,
    Insurer,
}

/// <summary>Who pays how much of a line, in percent; adds up to 100.</summary>
public sealed record PayerShare(Payer Payer, int Percent);

/// <summary>Everything a decision looks at. Stored with the decision, so that it can be replayed (law 6).</summary>
/// <param name="LineKind">part, labour, transport, exchange.</param>
/// <param name="PartClass">Of the part, where there is one.</param>
/// <param name="CustomerDamage">The bench found damage by the customer on what this line mends.</param>
/// <param name="WarrantyStart">Sale or activation of the root identity; null when nobody knows.</param>
/// <param name="RepairWarrantyUntil">End of a former repair's own warranty for the same part class, where there is one.</param>
/// <param name="ExtendedUntil">End of a bought cover, and what it covers.</param>
public sealed record CoverInputs(
    string CategoryCode,
    string ModelCode,
    string LineKind,
    string? PartClass,
    bool CustomerDamage,
    DateOnly Today,
    DateOnly? WarrantyStart,
    string? Channel,
    string? Country,
    DateOnly? RepairWarrantyUntil,
    DateOnly? ExtendedUntil,
    string? ExtendedKind,
    bool IsSymptomSafety,
    string? QualityProgramme);

public sealed record CoverDecision(
    Entitlement Entitlement, IReadOnlyList<PayerShare> Shares, Why Why, PolicyVersionId Policy, CoverInputs Inputs);

/// <summary>Warranty as versioned decision tables: the first row that matches decides, and says why.</summary>
public interface ICover
{
    /// <summary>By the version in force on <see cref="CoverInputs.Today"/>. Pure once the policies are in memory.</summary>
    ValueTask<CoverDecision> DecideAsync(CoverInputs inputs, CancellationToken ct);

    /// <summary>What is known of the device's covers: start of warranty, bought covers, repair warranties by part class.</summary>
    Task<CoverFacts> FactsAsync(DeviceId root, CancellationToken ct);

    /// <summary>A repair's own warranty, which never resets the main one. Added to the caller's unit of work.</summary>
    void GrantRepairWarranty(DeviceId root, Guid caseId, string partClass, DateOnly from, DateOnly until);
}

public sealed record CoverFacts(
    DateOnly? WarrantyStart, string? Channel, string? Country,
    DateOnly? ExtendedUntil, string? ExtendedKind,
    IReadOnlyDictionary<string, DateOnly> RepairWarrantyUntil,
    string? QualityProgramme);
