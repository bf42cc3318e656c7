namespace Mainstay.Devices.Demo;

/// <summary>The invented brand family of the demo: series, their models and the parts that mend them. Prices in rupees.</summary>
internal static class DemoLines
{
    public const string Brand = "Kirava";

    public static readonly DemoCategory[] Categories =
    [
        new("smartphone", "Smartphone", "स्मार्टफ़ोन", 'P', 45, true, true, 0.58, "8517",
        [
            new("Dot", 8_999, ["Dot 2", "Dot 3", "Dot 4", "Dot 4s", "Dot 5"]),
            new("Lumo", 17_999, ["Lumo 6", "Lumo 7", "Lumo 7 Lite", "Lumo 8", "Lumo 8 Lite", "Lumo 9"]),
            new("Nexa", 32_999, ["Nexa 3", "Nexa 4", "Nexa 4 Pro", "Nexa 5", "Nexa 5 Pro"]),
            new("Apex", 74_999, ["Apex 2", "Apex 3", "Apex Fold", "Apex 4"]),
        ],
        [
            new("display", "Display assembly", 2, 0.22, 0.34, OfSeries: true, Serial: true),
            new("battery", "Battery", 2, 0.045, 0.085, OfSeries: true),
            new("main_board", "Main board", 4, 0.36, 0.52, OfSeries: true, Serial: true),
            new("charging_port", "Charging port board", 2, 0.018, 0.05, OfSeries: true),
            new("camera", "Rear camera module", 2, 0.07, 0.12, OfSeries: true),
            new("camera", "Front camera module", 2, 0.03, 0.06, OfSeries: true),
            new("back_cover", "Back cover", 2, 0.03, 0.07, OfSeries: true),
            new("power_ic", "Power management chip", 3, 0.02, 0.08),
            new("connector", "Display connector", 3, 0.003, 0.03),
            new("speaker", "Loudspeaker", 2, 0.008, 0.025),
            new("speaker", "Earpiece", 2, 0.006, 0.02),
            new("microphone", "Microphone", 2, 0.005, 0.02),
            new("button", "Side key flex", 2, 0.005, 0.018),
            new("sensor", "Fingerprint sensor", 2, 0.02, 0.045),
            new("sim_tray", "SIM tray", 1, 0.002, 0.01),
            new("accessory", "Charger 33 W", 1, 0.025, 0.06),
            new("accessory", "USB cable", 1, 0.006, 0.018),
        ]),
        new("tablet", "Tablet", "टैबलेट", 'T', 60, true, true, 0.07, "8471",
        [
            new("Slate", 15_999, ["Slate 8", "Slate 8 LTE", "Slate 9", "Slate 10"]),
            new("Slate Pro", 36_999, ["Slate Pro 11", "Slate Pro 12", "Slate Pro 13", "Slate Pro 13 5G"]),
        ],
        [
            new("display", "Display assembly", 2, 0.25, 0.38, OfSeries: true, Serial: true),
            new("battery", "Battery", 2, 0.06, 0.1, OfSeries: true),
            new("main_board", "Main board", 4, 0.35, 0.5, OfSeries: true, Serial: true),
            new("charging_port", "Charging port board", 2, 0.02, 0.05, OfSeries: true),
            new("back_cover", "Back cover", 2, 0.05, 0.09, OfSeries: true),
            new("camera", "Camera module", 2, 0.03, 0.06),
            new("power_ic", "Power management chip", 3, 0.02, 0.07),
            new("connector", "Board connector", 3, 0.004, 0.03),
            new("speaker", "Loudspeaker pair", 2, 0.012, 0.03),
            new("button", "Key flex", 2, 0.006, 0.02),
            new("accessory", "Stylus", 1, 0.06, 0.12),
            new("accessory", "Charger 25 W", 1, 0.02, 0.05),
        ]),
        new("television", "Television", "टेलीविज़न", 'V', 90, false, false, 0.1, "8528",
        [
            new("Vista", 21_999, ["Vista 32", "Vista 40", "Vista 43", "Vista 43 S"]),
            new("Vista Q", 54_999, ["Vista Q 50", "Vista Q 55", "Vista Q 55 S", "Vista Q 65", "Vista Q 65 S", "Vista Q 75"]),
        ],
        [
            new("display", "Panel", 2, 0.5, 0.66, OfSeries: true, Serial: true),
            new("main_board", "Main board", 2, 0.16, 0.25, OfSeries: true, Serial: true),
            new("power_board", "Power board", 2, 0.07, 0.12, OfSeries: true),
            new("backlight", "Backlight strips", 2, 0.05, 0.1, OfSeries: true),
            new("timing_board", "Timing control board", 2, 0.06, 0.11, OfSeries: true),
            new("power_ic", "Power stage components", 3, 0.01, 0.05),
            new("connector", "HDMI connector", 3, 0.003, 0.03),
            new("speaker", "Loudspeaker pair", 2, 0.015, 0.03),
            new("wireless", "Wireless module", 2, 0.015, 0.03),
            new("sensor", "Infrared receiver", 2, 0.004, 0.015),
            new("stand", "Table stand", 1, 0.02, 0.04),
            new("accessory", "Remote control", 1, 0.015, 0.035),
        ]),
        new("wearable", "Wearable", "पहनने योग्य उपकरण", 'W', 30, false, true, 0.1, "8517",
        [
            new("Pulse Band", 2_999, ["Pulse Band 2", "Pulse Band 3", "Pulse Band 4"]),
            new("Pulse", 9_999, ["Pulse 3", "Pulse 4", "Pulse 4 Pro", "Pulse 5"]),
        ],
        [
            new("display", "Display", 2, 0.28, 0.42, OfSeries: true),
            new("battery", "Battery", 2, 0.06, 0.12, OfSeries: true),
            new("main_board", "Main board", 3, 0.35, 0.5, OfSeries: true, Serial: true),
            new("back_cover", "Back cover with sensor window", 2, 0.06, 0.12, OfSeries: true),
            new("sensor", "Heart rate sensor", 2, 0.05, 0.1, OfSeries: true),
            new("button", "Crown", 2, 0.02, 0.05),
            new("speaker", "Loudspeaker", 2, 0.015, 0.04),
            new("microphone", "Microphone", 2, 0.01, 0.03),
            new("vibrator", "Vibration motor", 2, 0.012, 0.035),
            new("seal", "Water seal kit", 2, 0.005, 0.02),
            new("accessory", "Strap", 1, 0.05, 0.14),
            new("accessory", "Charging dock", 1, 0.05, 0.12),
        ]),
        new("audio", "Earbuds and audio", "ईयरबड और ऑडियो", 'A', 20, false, true, 0.1, "8518",
        [
            new("Bol", 2_499, ["Bol 2", "Bol 3", "Bol 3 Lite", "Bol 4"]),
            new("Bol Pro", 7_999, ["Bol Pro 2", "Bol Pro 3", "Bol Max"]),
        ],
        [
            new("earbud", "Left earbud", 1, 0.26, 0.38, OfSeries: true, Serial: true),
            new("earbud", "Right earbud", 1, 0.26, 0.38, OfSeries: true, Serial: true),
            new("charging_case", "Charging case", 1, 0.3, 0.44, OfSeries: true, Serial: true),
            new("battery", "Case battery", 2, 0.05, 0.12, OfSeries: true),
            new("main_board", "Case board", 2, 0.12, 0.2, OfSeries: true),
            new("charging_port", "Charging contact flex", 2, 0.02, 0.06),
            new("speaker", "Driver", 2, 0.04, 0.1),
            new("microphone", "Microphone", 2, 0.02, 0.06),
            new("hinge", "Case hinge", 2, 0.01, 0.04),
            new("mesh", "Acoustic mesh", 1, 0.004, 0.02),
            new("accessory", "Ear tips", 1, 0.02, 0.06),
            new("accessory", "USB cable", 1, 0.03, 0.08),
        ]),
        new("appliance", "Home appliance", "घरेलू उपकरण", 'H', 120, false, false, 0.05, "8516",
        [
            new("Dhara", 24_999, ["Dhara 65", "Dhara 75", "Dhara 80"]),
            new("Surya", 11_999, ["Surya 20", "Surya 28"]),
            new("Himani", 34_999, ["Himani 260", "Himani 340", "Himani 480"]),
        ],
        [
            new("main_board", "Control board", 2, 0.14, 0.22, OfSeries: true, Serial: true),
            new("motor", "Motor", 2, 0.15, 0.24, OfSeries: true),
            new("power_board", "Power board", 2, 0.07, 0.12, OfSeries: true),
            new("display", "Control panel", 2, 0.06, 0.11, OfSeries: true),
            new("door", "Door assembly", 2, 0.12, 0.2, OfSeries: true),
            new("pump", "Pump", 2, 0.05, 0.09),
            new("fan", "Fan", 2, 0.03, 0.06),
            new("thermostat", "Temperature sensor", 2, 0.01, 0.03),
            new("seal", "Door seal", 2, 0.02, 0.05),
            new("power_ic", "Inverter components", 3, 0.015, 0.05),
            new("hinge", "Door hinge", 1, 0.008, 0.02),
            new("connector", "Wiring harness", 2, 0.012, 0.03),
            new("accessory", "Inlet hose", 1, 0.01, 0.03),
            new("accessory", "Shelf or tray", 1, 0.015, 0.04),
        ]),
    ];
}

/// <param name="Letter">In codes of models and parts.</param>
/// <param name="Share">Of all devices sold.</param>
internal sealed record DemoCategory(
    string Code, string Name, string NameHi, char Letter, int RepairMinutes, bool NeedsImei, bool SameDay, double Share, string Hsn, DemoSeries[] Series, DemoPart[] Parts);

/// <param name="Price">Of the series' middle model, in rupees.</param>
internal sealed record DemoSeries(string Name, int Price, string[] Models);

/// <param name="Cost">As a share of the price of the device.</param>
/// <param name="OfSeries">Fits one series only; else one part fits the whole category.</param>
internal sealed record DemoPart(string Class, string Name, int Level, double Cost, double Price, bool OfSeries = false, bool Serial = false);
