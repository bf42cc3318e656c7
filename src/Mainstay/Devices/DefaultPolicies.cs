using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>
/// Version 1 of every kind of policy, in force from the beginning of time, so that a fresh installation can decide. A maker
/// publishes his own over them.
/// </summary>
public static class DefaultPolicies
{
    public static readonly DateOnly ValidFrom = new(2000, 1, 1);

    public static readonly PolicyId WarrantyPolicy = new(new Guid("00000000-0000-7000-8000-0000000000a1"));
    public static readonly PolicyId TermsPolicy = new(new Guid("00000000-0000-7000-8000-0000000000a2"));
    public static readonly PolicyVersionId WarrantyVersion = new(new Guid("00000000-0000-7000-8000-0000000000b1"));
    public static readonly PolicyVersionId TermsVersion = new(new Guid("00000000-0000-7000-8000-0000000000b2"));

    private static readonly IReadOnlyList<PayerShare> _maker = [new(Payer.Maker, 100)];
    private static readonly IReadOnlyList<PayerShare> _customer = [new(Payer.Customer, 100)];
    private static readonly IReadOnlyList<PayerShare> _insurer = [new(Payer.Insurer, 100)];

    /// <summary>The single market, where the seller answers for two years (Directive 2019/771); an example of a row by country.</summary>
    private static readonly string[] _europe =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
        "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    public static DecisionTable Warranty { get; } = new(
    [
        // What the customer broke is his, unless he is insured for it. Only this line: the others are judged by themselves.
        new(new() { CustomerDamage = true, CoverKinds = ["accidental_damage"] }, Entitlement.ExtendedCover, _insurer, "warranty.bought_cover"),
        new(new() { CustomerDamage = true }, Entitlement.OutOfWarranty, _customer, "warranty.customer_damage"),
        new(new() { InProgramme = true, AgeMonthsBelow = 24 }, Entitlement.QualityProgramme, _maker, "warranty.programme"),
        new(new() { RepairWarranty = true }, Entitlement.RepeatRepair, _maker, "warranty.repair_warranty"),
        new(new() { LineKinds = ["exchange"], AgeDaysBelow = 15 }, Entitlement.DeadOnArrival, _maker, "warranty.dead_on_arrival"),
        new(new() { LineKinds = ["exchange"], AgeDaysFrom = 15, AgeDaysBelow = 90 }, Entitlement.EarlyLifeExchange, _maker, "warranty.early_life"),
        new(new() { PartClasses = ["accessory"], AgeMonthsBelow = 6 }, Entitlement.InWarranty, _maker, "warranty.in_period"),
        new(new() { PartClasses = ["accessory"], AgeMonthsFrom = 6 }, Entitlement.OutOfWarranty, _customer, "warranty.ended"),
        new(new() { AgeMonthsBelow = 12 }, Entitlement.InWarranty, _maker, "warranty.in_period"),
        new(new() { BoughtCover = true }, Entitlement.ExtendedCover, _insurer, "warranty.bought_cover"),
        new(new() { Countries = _europe, AgeMonthsBelow = 24 }, Entitlement.ConsumerLaw, _maker, "warranty.consumer_law"),
        new(new() { AgeMonthsFrom = 12 }, Entitlement.OutOfWarranty, _customer, "warranty.ended"),
        new(new(), Entitlement.OutOfWarranty, _customer, "warranty.start_unknown"),
    ]);
}
