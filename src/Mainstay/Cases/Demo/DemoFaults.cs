namespace Mainstay.Cases.Demo;

/// <summary>What breaks in the demo, how it is seen, coded and mended.</summary>
/// <param name="Weight">How often, against the other faults of its category.</param>
/// <param name="Symptoms">Codes a customer may choose for it.</param>
/// <param name="PartClass">What is replaced; null when no part is needed.</param>
/// <param name="DamageShare">How often the customer broke it himself.</param>
/// <param name="Safety">The danger it may be, as a reason of the safety mark.</param>
internal sealed record DemoFault(
    double Weight, string[] Symptoms, string Section, string? Defect, string? Repair, string? PartClass, double DamageShare = 0.02, string? Safety = null)
{
    public bool IsNoFault => Section == "HNTF";

    public bool IsSoftware => Section == "HSW";
}

internal static class DemoFaults
{
    private static readonly DemoFault _software = new(15, ["H11", "H12", "H13", "H14", "175"], "HSW", "HD09", "HR05", null, 0);
    private static readonly DemoFault _none = new(9, ["111", "121", "H11", "H12", "H21", "H22", "H41"], "HNTF", null, null, null, 0);

    private static readonly DemoFault[] _phones =
    [
        new(24, ["131", "161", "H31"], "HDSP", "HD01", "HR01", "display", 0.5),
        new(16, ["113", "122", "H41"], "HBAT", "HD04", "HR01", "battery"),
        new(2, ["H42", "125"], "HBAT", "HD05", "HR01", "battery", 0.02, "swollen_battery"),
        new(9, ["121", "123"], "HCHG", "HD08", "HR01", "charging_port", 0.1),
        new(6, ["111", "H11", "H21"], "HBRD", "HD02", "HR08", "main_board", 0.22),
        new(3, ["111", "125"], "HBRD", "HD03", "HR02", "power_ic", 0.05),
        new(3, ["131", "H31"], "HBRD", "HD08", "HR02", "connector", 0.1),
        new(4, ["H32"], "HCAM", "HD10", "HR01", "camera", 0.08),
        new(4, ["H33"], "HAUD", "HD12", "HR01", "speaker", 0.05),
        new(3, ["H33"], "HAUD", "HD10", "HR01", "microphone", 0.05),
        new(2, ["H34"], "HSNS", "HD10", "HR01", "sensor", 0.05),
        new(2, ["H99"], "HBTN", "HD04", "HR01", "button", 0.1),
        new(4, ["161"], "HHSG", "HD01", "HR01", "back_cover", 0.75),
        new(2, ["122", "181"], "HCHG", "HD04", "HR01", "accessory", 0.1),
        _software,
        _none,
    ];

    private static readonly DemoFault[] _wearables =
    [
        new(18, ["131", "161", "H31"], "HDSP", "HD01", "HR01", "display", 0.4),
        new(20, ["113", "H41"], "HBAT", "HD04", "HR01", "battery"),
        new(8, ["111"], "HBRD", "HD06", "HR08", "main_board", 0.3),
        new(8, ["H34"], "HSNS", "HD10", "HR01", "sensor"),
        new(5, ["H99"], "HBTN", "HD04", "HR01", "button"),
        new(9, ["161"], "HHSG", "HD04", "HR01", "accessory", 0.2),
        _software,
        _none,
    ];

    private static readonly DemoFault[] _audio =
    [
        new(26, ["H33", "111"], "HAUD", "HD10", "HR09", "earbud", 0.1),
        new(16, ["121", "122"], "HCHG", "HD08", "HR09", "charging_case", 0.08),
        new(12, ["113", "H41"], "HBAT", "HD04", "HR01", "battery"),
        new(7, ["H33"], "HAUD", "HD10", "HR01", "microphone"),
        new(7, ["161"], "HHSG", "HD01", "HR01", "hinge", 0.4),
        new(8, ["H33"], "HAUD", "HD12", "HR04", "mesh", 0.2),
        _software,
        _none,
    ];

    private static readonly DemoFault[] _televisions =
    [
        new(18, ["131", "161"], "HDSP", "HD01", "HR01", "display", 0.35),
        new(16, ["132"], "HDSP", "HD04", "HR01", "backlight"),
        new(16, ["111", "112"], "HPSU", "HD02", "HR01", "power_board", 0.02, "smoke_or_fire"),
        new(12, ["111", "H11"], "HBRD", "HD03", "HR01", "main_board"),
        new(6, ["134"], "HBRD", "HD08", "HR02", "connector"),
        new(5, ["H33"], "HAUD", "HD10", "HR01", "speaker"),
        new(7, ["151", "152"], "HSNS", "HD04", "HR01", "accessory", 0.1),
        _software,
        _none,
    ];

    private static readonly DemoFault[] _appliances =
    [
        new(20, ["111", "112"], "HBRD", "HD03", "HR01", "main_board"),
        new(14, ["143", "H99"], "HMOT", "HD04", "HR01", "motor"),
        new(12, ["111"], "HPSU", "HD02", "HR01", "power_board", 0.02, "electric_shock"),
        new(10, ["124", "125"], "HSNS", "HD10", "HR01", "thermostat"),
        new(10, ["143"], "HMOT", "HD12", "HR01", "fan"),
        new(8, ["161"], "HHSG", "HD01", "HR01", "door", 0.3),
        new(8, ["H99"], "HHSG", "HD04", "HR01", "seal"),
        new(4, ["182"], "HPSU", "HD03", "HR02", "power_ic"),
        _none,
    ];

    /// <summary>A fault that the bench mends with one part, one that is the factory's work, and one that is only looked at.</summary>
    public static DemoFault Battery => _phones[1];

    public static DemoFault Display => _phones[0];

    public static DemoFault Board => _phones[4];

    public static DemoFault Nothing => _none;

    public static IReadOnlyList<DemoFault> Of(string categoryCode) => categoryCode switch
    {
        "wearable" => _wearables,
        "audio" => _audio,
        "television" => _televisions,
        "appliance" => _appliances,
        _ => _phones,
    };
}
