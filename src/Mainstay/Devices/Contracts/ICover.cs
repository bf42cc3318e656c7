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

/// <summary>
/// Everything a decision looks at. Stored with the decision, so that it can be replayed (law 6). Made by
/// <see cref="CoverFacts.InputsFor"/>.
/// </summary>
/// <param name="LineKind">part, labour, transport, exchange.</param>
/// <param name="PartClass">Of the part; on labour and transport the class of the part they are for, where there is one.</param>
/// <param name="CustomerDamage">The bench found damage by the customer on what this line mends.</param>
/// <param name="WarrantyStart">Sale or activation of the root identity; null when nobody knows.</param>
/// <param name="RepairWarrantyUntil">Last day of a former repair's own warranty for the same part class, where there is one.</param>
/// <param name="BoughtCovers">Kind of each bought cover that holds today for this part class, and its last day.</param>
/// <param name="QualityProgramme">Code of the maker's programme for this device and part class, where there is one.</param>
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
    IReadOnlyDictionary<string, DateOnly> BoughtCovers,
    bool IsSymptomSafety,
    string? QualityProgramme);

public sealed record CoverDecision(
    Entitlement Entitlement, IReadOnlyList<PayerShare> Shares, Why Why, PolicyVersionId Policy, CoverInputs Inputs);

/// <summary>One version of the warranty tables.</summary>
public delegate CoverDecision CoverRule(CoverInputs inputs);

/// <summary>Warranty as versioned decision tables: the first row that matches decides, and says why.</summary>
public interface ICover
{
    /// <summary>By the version in force on <see cref="CoverInputs.Today"/>. Pure once the policies are in memory.</summary>
    ValueTask<CoverDecision> DecideAsync(CoverInputs inputs, CancellationToken ct);

    /// <summary>The version in force on that day as a pure function: for whoever decides many lines at once.</summary>
    ValueTask<CoverRule> RuleAsync(DateOnly day, CancellationToken ct);

    /// <summary>What is known of the device's covers: start of warranty, bought covers, repair warranties by part class.</summary>
    Task<CoverFacts> FactsAsync(DeviceId root, CancellationToken ct);

    /// <summary>A repair's own warranty, which never resets the main one. Added to the caller's unit of work.</summary>
    void GrantRepairWarranty(DeviceId root, Guid caseId, string partClass, DateOnly from, DateOnly until);
}

/// <param name="PartClass">Null for every part.</param>
/// <param name="Until">Last day.</param>
public sealed record BoughtCover(string Kind, string? PartClass, DateOnly From, DateOnly Until);

/// <param name="PartClass">Null for every part.</param>
public sealed record ProgrammeInfo(string Code, string? PartClass, DateOnly Until);

/// <param name="RepairWarrantyUntil">Last day by part class.</param>
public sealed record CoverFacts(
    DateOnly? WarrantyStart,
    string? Channel,
    string? Country,
    IReadOnlyList<BoughtCover> Bought,
    IReadOnlyDictionary<string, DateOnly> RepairWarrantyUntil,
    IReadOnlyList<ProgrammeInfo> Programmes)
{
    /// <summary>What a decision on one line looks at.</summary>
    public CoverInputs InputsFor(
        ModelInfo model, string lineKind, string? partClass, bool customerDamage, DateOnly today, bool isSymptomSafety) => new(
        model.CategoryCode,
        model.Code,
        lineKind,
        partClass,
        customerDamage,
        today,
        WarrantyStart,
        Channel,
        Country,
        partClass is not null && RepairWarrantyUntil.TryGetValue(partClass, out var until) ? until : null,
        Bought
            .Where(cover => cover.From <= today && today <= cover.Until && (cover.PartClass is null || cover.PartClass == partClass))
            .GroupBy(cover => cover.Kind)
            .ToDictionary(same => same.Key, same => same.Max(cover => cover.Until)),
        isSymptomSafety,
        Programmes
            .Where(programme => today <= programme.Until && (programme.PartClass is null || programme.PartClass == partClass))
            .Select(programme => programme.Code)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault());
}
