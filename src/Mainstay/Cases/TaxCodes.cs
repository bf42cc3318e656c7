namespace Mainstay.Cases;

/// <summary>Codes on lines; rates are data with effective dates and come with documents.</summary>
internal static class TaxCodes
{
    /// <summary>Services accounting code of telecommunication equipment repair (India, SAC 998716).</summary>
    public const string RepairService = "998716";
}
