namespace Mainstay.Cases.Demo;

/// <summary>What customers say at the counter and what is written beside it, in the two languages of the demo.</summary>
internal static class DemoWords
{
    public static readonly string[] Marks =
    [
        "Light scratches on the back", "Dent at the lower left corner", "Screen guard with bubbles", "Fine scratches on the glass", "Paint worn off at the edges",
        "पीछे हल्के खरोंच", "कोने पर निशान",
    ];

    public static readonly string[] Evidence =
    [
        "Impact mark at the upper right corner, glass splintered from there.",
        "Liquid indicator at the SIM slot is red; white deposits on the connector.",
        "Frame bent by two millimetres near the power key.",
        "Screws with tool marks, adhesive of another make under the cover.",
    ];

    public static readonly string[] IdentityPapers = ["driving_licence", "voter_card", "passport"];

    public static readonly string[] Carriers = ["Vayu Roadways", "Setu Express", "Garuda Surface"];

    public static readonly string[] Firmware = ["14.2.1", "14.2.4", "15.0.2", "15.1.0", "15.1.3"];

    public static string Problem(string symptom, bool inHindi) => symptom switch
    {
        "111" or "112" => inHindi ? "चालू नहीं हो रहा" : "Does not switch on any more",
        "113" or "H41" => inHindi ? "बैटरी जल्दी खत्म हो जाती है" : "Battery is empty by noon",
        "121" or "122" or "123" => inHindi ? "चार्ज नहीं होता" : "Charges slowly or not at all",
        "125" => inHindi ? "बहुत गरम होता है" : "Gets very hot while charging",
        "131" or "132" or "134" => inHindi ? "स्क्रीन पर कुछ नहीं दिखता" : "Picture is dark or has lines",
        "161" => inHindi ? "गिरने से टूट गया" : "Broke when it fell",
        "H11" or "H12" or "H13" or "H14" => inHindi ? "बार-बार रुकता और फिर चालू होता है" : "Hangs and restarts, worse since the last update",
        "H21" or "H22" => inHindi ? "नेटवर्क नहीं आता" : "No network at home where others have it",
        "H31" => inHindi ? "टच काम नहीं करता" : "Touch does not answer in the lower half",
        "H32" => inHindi ? "कैमरा धुंधला है" : "Pictures are blurred",
        "H33" => inHindi ? "आवाज़ नहीं आती" : "Callers cannot be heard",
        "H42" => inHindi ? "पीछे का ढक्कन फूल गया है" : "Back cover lifts, battery seems swollen",
        _ => inHindi ? "ठीक से काम नहीं करता" : "Does not work as it should",
    };
}
