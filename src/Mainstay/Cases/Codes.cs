namespace Mainstay.Cases;

/// <summary>
/// Coding in the shape of IRIS. Conditions and symptoms 1xx are the published rows of the IRIS table (DIGITALEUROPE); codes that
/// begin with H are our own house set and say so. Names are resources <c>code.{kind}.{code}</c>. A maker imports more.
/// </summary>
public static class Codes
{
    public static IReadOnlyList<string> Conditions { get; } = ["1", "2", "3", "4", "5"];

    /// <summary>Published IRIS symptoms, then house symptoms for phones and connected devices.</summary>
    public static IReadOnlyList<string> Symptoms { get; } =
    [
        "111", "112", "113", "114", "121", "122", "123", "124", "125", "131", "132", "133", "134", "135", "141", "142", "143",
        "151", "152", "153", "161", "171", "172", "173", "174", "175", "181", "182", "183", "184", "185",
        "H11", "H12", "H13", "H14", "H21", "H22", "H23", "H24", "H31", "H32", "H33", "H34", "H41", "H42", "H43", "H99",
    ];

    /// <summary>House sections: where in the device. HNTF: no trouble found (needs a no-fault reason).</summary>
    public static IReadOnlyList<string> Sections { get; } = ["HBAT", "HDSP", "HBRD", "HCAM", "HAUD", "HCHG", "HRAD", "HBTN", "HHSG", "HSNS", "HMOT", "HPSU", "HSW", "HNTF"];

    public static IReadOnlyList<string> Defects { get; } = ["HD01", "HD02", "HD03", "HD04", "HD05", "HD06", "HD07", "HD08", "HD09", "HD10", "HD11", "HD12", "HD13"];

    public static IReadOnlyList<string> Repairs { get; } = ["HR01", "HR02", "HR03", "HR04", "HR05", "HR06", "HR07", "HR08", "HR09", "HR10"];

    /// <summary>Why no fault was found (needed with section HNTF).</summary>
    public static IReadOnlyList<string> NoFaultReasons { get; } = ["works_as_designed", "not_reproduced", "customer_setting", "network_operator", "reseated", "third_party"];
}
