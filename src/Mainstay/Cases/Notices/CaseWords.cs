using System.Globalization;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Notices;

/// <summary>Times, amounts and reasons in the customer's language and on the clock of the centre's wall, as one would say them aloud.</summary>
internal sealed class CaseWords
{
    private static readonly CaseWords _english = new("en-IN")
    {
        Today = "today {0}",
        Tomorrow = "tomorrow {0}",
        Ready = "Ready {0}, at the latest {1}",
        ReadyBy = "Ready {0} at the latest",
        Known = "We tell you more {0} at the latest",
        NoPromise = "We tell you when it is ready",
        Nothing = "nothing",
        OpenFrom = "{0} from {1} to {2}",
        Reasons = new()
        {
            ["part_late"] = "a part comes later than planned",
            ["factory_late"] = "the repair at our factory takes longer",
            ["courier_late"] = "the transport is late",
            ["decision_late"] = "a decision of the maker is still open",
            ["bench_full"] = "there is more work at the centre than planned",
            ["second_fault"] = "a second fault was found",
            ["customer_asked"] = "you asked for it",
        },
        OtherReason = "something unforeseen came up",
        States = new()
        {
            ["draft"] = "is being written down",
            ["booked"] = "is booked; we wait for your device",
            ["received"] = "is with us and waits to be looked at",
            ["triage"] = "is being looked at",
            ["diagnosed"] = "was looked at; the repair is being prepared",
            ["estimate_sent"] = "waits for your yes or no to the price",
            ["approved"] = "is agreed and waits for the bench",
            ["declined"] = "was declined; we make it ready for you to collect",
            ["parts_wait"] = "waits for a part",
            ["in_repair"] = "is being repaired",
            ["quality_check"] = "is repaired and being checked",
            ["ready"] = "is ready to be collected",
            ["handed_over"] = "was handed over to you",
            ["closed"] = "is closed",
            ["to_factory"] = "is on its way to our factory",
            ["at_factory"] = "is at our factory",
            ["factory_repair"] = "is being repaired at our factory",
            ["from_factory"] = "is on its way back from our factory",
            ["swap_approved"] = "will be exchanged for another device",
            ["swap_issued"] = "was exchanged; the other device is being prepared",
            ["beyond_repair"] = "cannot be repaired; we talk to you about what comes next",
            ["return_unrepaired"] = "goes back to you unrepaired",
            ["cancelled"] = "was cancelled",
        },
        CaseIs = "Case {0} {1}",
        YesOrNo = "Case {0}: answer YES {0} to agree to {1}, or NO {0}",
        Which = "You have several cases with us. Answer with the number: {0}",
        Unknown = "We know no open case for this phone. Answer STATUS and the case number",
        NotUnderstood = "Answer STATUS, YES or NO with your case number. STOP ends our messages",
        NothingToAnswer = "Case {0} has no price that waits for your answer",
        Stopped = "You get no more messages from us on this number. START brings them back",
        Started = "You get our messages again",
        ThankYou = "Thank you. We have your answer for case {0}",
        NotDone = "We could not do that for case {0}. Please call the centre",
    };

    private static readonly CaseWords _hindi = new("hi-IN")
    {
        Today = "आज {0}",
        Tomorrow = "कल {0}",
        Ready = "{0} तक तैयार, देर से देर {1} तक",
        ReadyBy = "देर से देर {0} तक तैयार",
        Known = "देर से देर {0} तक हम आपको और बताएँगे",
        NoPromise = "तैयार होने पर हम आपको बताएँगे",
        Nothing = "कुछ नहीं",
        OpenFrom = "{0} {1} से {2} तक",
        Reasons = new()
        {
            ["part_late"] = "एक पुर्ज़ा देर से आ रहा है",
            ["factory_late"] = "हमारे कारख़ाने में मरम्मत में ज़्यादा समय लग रहा है",
            ["courier_late"] = "सामान पहुँचने में देर हो रही है",
            ["decision_late"] = "कंपनी का एक फ़ैसला अभी बाक़ी है",
            ["bench_full"] = "केंद्र पर अनुमान से ज़्यादा काम है",
            ["second_fault"] = "एक और ख़राबी मिली है",
            ["customer_asked"] = "आपने ऐसा कहा था",
        },
        OtherReason = "कुछ अचानक आ गया है",
        States = new()
        {
            ["draft"] = "लिखा जा रहा है",
            ["booked"] = "बुक है; हम आपके सामान का इंतज़ार कर रहे हैं",
            ["received"] = "हमारे पास है और जाँच का इंतज़ार कर रहा है",
            ["triage"] = "जाँच में है",
            ["diagnosed"] = "की जाँच हो गई; मरम्मत की तैयारी है",
            ["estimate_sent"] = "दाम पर आपकी हाँ या ना का इंतज़ार कर रहा है",
            ["approved"] = "मंज़ूर है, मरम्मत शुरू होने वाली है",
            ["declined"] = "की मरम्मत से मना किया गया; हम लौटाने की तैयारी कर रहे हैं",
            ["parts_wait"] = "एक पुर्ज़े का इंतज़ार कर रहा है",
            ["in_repair"] = "की मरम्मत चल रही है",
            ["quality_check"] = "की मरम्मत हो गई, जाँच चल रही है",
            ["ready"] = "तैयार है, आप ले जा सकते हैं",
            ["handed_over"] = "आपको सौंप दिया गया",
            ["closed"] = "बंद है",
            ["to_factory"] = "हमारे कारख़ाने जा रहा है",
            ["at_factory"] = "हमारे कारख़ाने में है",
            ["factory_repair"] = "की मरम्मत हमारे कारख़ाने में चल रही है",
            ["from_factory"] = "हमारे कारख़ाने से लौट रहा है",
            ["swap_approved"] = "के बदले दूसरा सामान मिलेगा",
            ["swap_issued"] = "बदल दिया गया; दूसरा सामान तैयार हो रहा है",
            ["beyond_repair"] = "की मरम्मत नहीं हो सकती; आगे की बात हम आपसे करेंगे",
            ["return_unrepaired"] = "बिना मरम्मत लौटाया जाएगा",
            ["cancelled"] = "रद्द किया गया",
        },
        CaseIs = "केस {0} {1}",
        YesOrNo = "केस {0}: {1} मंज़ूर हो तो YES {0} भेजें, नहीं तो NO {0}",
        Which = "हमारे पास आपके कई केस हैं. नंबर के साथ जवाब दें: {0}",
        Unknown = "इस फ़ोन का कोई खुला केस नहीं मिला. STATUS और केस नंबर भेजें",
        NotUnderstood = "केस नंबर के साथ STATUS, YES या NO भेजें. STOP से संदेश बंद होंगे",
        NothingToAnswer = "केस {0} में कोई दाम आपके जवाब का इंतज़ार नहीं कर रहा",
        Stopped = "अब इस नंबर पर हमारे संदेश नहीं आएँगे. फिर पाने के लिए START भेजें",
        Started = "अब आपको हमारे संदेश फिर मिलेंगे",
        ThankYou = "धन्यवाद. केस {0} के लिए आपका जवाब मिला",
        NotDone = "केस {0} में यह नहीं हो सका. कृपया केंद्र को फ़ोन करें",
    };

    private readonly CultureInfo _culture;

    private CaseWords(string culture) => _culture = CultureInfo.GetCultureInfo(culture);

    public required string Today { get; init; }
    public required string Tomorrow { get; init; }
    public required string Ready { get; init; }
    public required string ReadyBy { get; init; }
    public required string Known { get; init; }
    public required string NoPromise { get; init; }
    public required string Nothing { get; init; }
    public required string OpenFrom { get; init; }
    public required Dictionary<string, string> Reasons { get; init; }
    public required string OtherReason { get; init; }
    public required Dictionary<string, string> States { get; init; }
    public required string CaseIs { get; init; }
    public required string YesOrNo { get; init; }
    public required string Which { get; init; }
    public required string Unknown { get; init; }
    public required string NotUnderstood { get; init; }
    public required string NothingToAnswer { get; init; }
    public required string Stopped { get; init; }
    public required string Started { get; init; }
    public required string ThankYou { get; init; }
    public required string NotDone { get; init; }

    public static CaseWords In(string? language) => language?.StartsWith("hi", StringComparison.OrdinalIgnoreCase) == true ? _hindi : _english;

    public string Say(string text, params ReadOnlySpan<object?> args) => string.Format(_culture, text, args);

    /// <summary>"Thursday 14:00" within the coming week, otherwise with the date.</summary>
    public string Time(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = local.ToString("HH:mm", _culture);
        return (local.Date - TimeZoneInfo.ConvertTime(now, zone).Date).Days switch
        {
            0 => Say(Today, time),
            1 => Say(Tomorrow, time),
            > 1 and < 7 => local.ToString("dddd HH:mm", _culture),
            _ => local.ToString("dddd d MMMM, HH:mm", _culture),
        };
    }

    public string Day(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM", _culture);

    public string Promise(DateTimeOffset? knownBy, DateTimeOffset? p50, DateTimeOffset? p90, DateTimeOffset now, TimeZoneInfo zone) => (knownBy, p50, p90) switch
    {
        (_, { } likely, { } latest) when likely > now && Time(likely, now, zone) != Time(latest, now, zone) => Say(Ready, Time(likely, now, zone), Time(latest, now, zone)),
        (_, _, { } latest) when latest > now => Say(ReadyBy, Time(latest, now, zone)),
        ({ } known, _, _) when known > now => Say(Known, Time(known, now, zone)),
        _ => NoPromise,
    };

    public string Reason(string? code) => code is not null && Reasons.TryGetValue(code, out var words) ? words : OtherReason;

    public string Amount(Money amount)
    {
        if (amount.Minor == 0)
        {
            return Nothing;
        }

        var value = amount.Minor / 100m;
        var number = value.ToString(value == decimal.Truncate(value) ? "N0" : "N2", _culture);
        return amount.Currency == "INR" ? $"₹{number}" : $"{number} {amount.Currency}";
    }

    /// <summary>When one can come on this day or the next open one.</summary>
    public string Open(OpeningHours hours, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, hours.Zone);
        var today = DateOnly.FromDateTime(local.DateTime);
        var minute = (local.Hour * 60) + local.Minute;
        for (var days = 0; days < 14; days++)
        {
            var day = today.AddDays(days);
            var shifts = hours.ShiftsOn(day).Where(shift => days > 0 || shift.ToMinute > minute).ToList();
            if (shifts.Count > 0)
            {
                var name = days switch { 0 => Say(Today, ""), 1 => Say(Tomorrow, ""), _ => day.ToString("dddd d MMMM", _culture) };
                return Say(OpenFrom, name.Trim(), Clock(shifts[0].FromMinute), Clock(shifts[^1].ToMinute));
            }
        }

        return "";
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60 % 24:00}:{minute % 60:00}");
}
