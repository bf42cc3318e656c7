namespace Mainstay.Messaging.Notices;

/// <summary>Made-up values for looking at a message before it is published.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string> _english = new()
    {
        ["name"] = "Meera Iyer",
        ["centre"] = "Pune Camp",
        ["number"] = "MH-PUN-01-1042",
        ["device"] = "Alpha X1",
        ["promise"] = "Ready Thursday 14:00, at the latest Friday 18:00",
        ["link"] = "https://service.example/c/Xk3v9QpLw0aZ7tRbY2mN",
        ["amount"] = "₹3,450.00",
        ["until"] = "1 April",
        ["reason"] = "a part comes later than planned",
        ["hours"] = "today until 19:00, tomorrow 10:00 to 19:00",
        ["now"] = "2 March, 10:00",
        ["when"] = "Thursday 5 March, 11:30",
        ["code"] = "482913",
        ["text"] = "Case MH-PUN-01-1042 is being repaired. Ready Thursday 14:00, at the latest Friday 18:00.",
    };

    private static readonly Dictionary<string, string> _hindi = new(_english)
    {
        ["name"] = "मीरा अय्यर",
        ["centre"] = "पुणे कैंप",
        ["promise"] = "गुरुवार 14:00 तक तैयार, देर से देर शुक्रवार 18:00 तक",
        ["until"] = "1 अप्रैल",
        ["reason"] = "एक पुर्ज़ा देर से आ रहा है",
        ["hours"] = "आज 19:00 तक, कल 10:00 से 19:00",
        ["now"] = "2 मार्च, 10:00",
        ["when"] = "गुरुवार 5 मार्च, 11:30",
        ["text"] = "केस MH-PUN-01-1042 की मरम्मत चल रही है. गुरुवार 14:00 तक तैयार.",
    };

    public static IReadOnlyDictionary<string, string> In(string language) => language == "hi" ? _hindi : _english;
}
