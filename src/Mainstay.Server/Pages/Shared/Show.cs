using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Server.Pages.Shared;

/// <summary>How amounts, times and rates are written, in the language of the request.</summary>
public static class Show
{
    /// <summary>Digits after the point that currencies have, where it is not two (ISO 4217).</summary>
    private static readonly Dictionary<string, int> _minorDigits = new() { ["JPY"] = 0, ["KRW"] = 0, ["VND"] = 0, ["KWD"] = 3, ["BHD"] = 3 };

    private static readonly Dictionary<string, string> _signs = new() { ["INR"] = "₹", ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£", ["JPY"] = "¥" };

    /// <summary>₹1,23,456.50: grouped as the language groups; whole amounts without paise.</summary>
    public static string Money(Money amount)
    {
        int digits = _minorDigits.GetValueOrDefault(amount.Currency, 2);
        decimal value = amount.Minor / (decimal)Math.Pow(10, digits);
        string number = Math.Abs(value).ToString(value == decimal.Truncate(value) ? "N0" : "N" + digits, CultureInfo.CurrentCulture);
        string sign = _signs.TryGetValue(amount.Currency, out string? symbol) ? symbol : amount.Currency + " ";
        return (value < 0 ? "−" : "") + sign + number;
    }

    /// <summary>₹12.4 lakh, ₹3.1 crore: for figures where every rupee does not matter.</summary>
    public static string MoneyShort(Money amount)
    {
        int digits = _minorDigits.GetValueOrDefault(amount.Currency, 2);
        decimal value = amount.Minor / (decimal)Math.Pow(10, digits);
        string sign = _signs.TryGetValue(amount.Currency, out string? symbol) ? symbol : amount.Currency + " ";
        return Math.Abs(value) switch
        {
            >= 10_000_000 => Words.Text("show.crore", sign + (value / 10_000_000).ToString("N1", CultureInfo.CurrentCulture)),
            >= 100_000 => Words.Text("show.lakh", sign + (value / 100_000).ToString("N1", CultureInfo.CurrentCulture)),
            _ => Money(amount),
        };
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    public static string Number(double value, int digits) => value.ToString("N" + digits, CultureInfo.CurrentCulture);

    /// <summary>0.816 is "82 %".</summary>
    public static string Percent(double share, int digits = 0) => Words.Text("show.percent", Number(share * 100, digits));

    /// <summary>"82 % (79–85), n=412": no rate without its interval and its count (law 7).</summary>
    public static string Rate(double share, double low, double high, long n, int digits = 0) =>
        Words.Text("show.rate", Number(share * 100, digits), Number(low * 100, digits), Number(high * 100, digits), Number(n));

    /// <summary>"Thu 26 Nov, 14:00" in the zone of the site.</summary>
    public static string Time(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("ddd d MMM, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>"Thu 26 Nov 2026, 14:00:05 IST".</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo zone) =>
        Local(at, zone).ToString("ddd d MMM yyyy, HH:mm:ss", CultureInfo.CurrentCulture) + " " + ZoneName(zone, at);

    public static string Date(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    public static string Date(DateTimeOffset at, TimeZoneInfo zone) => Date(DateOnly.FromDateTime(Local(at, zone).DateTime));

    /// <summary>"Thursday 14:00" within the coming week, otherwise the date too: how a promise is said aloud.</summary>
    public static string Promise(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTimeOffset local = Local(at, zone);
        int days = (local.Date - Local(now, zone).Date).Days;
        string time = local.ToString("HH:mm", CultureInfo.CurrentCulture);
        return days switch
        {
            0 => Words.Text("show.today_at", time),
            1 => Words.Text("show.tomorrow_at", time),
            > 1 and < 7 => local.ToString("dddd HH:mm", CultureInfo.CurrentCulture),
            _ => local.ToString("ddd d MMM, HH:mm", CultureInfo.CurrentCulture),
        };
    }

    /// <summary>"just now", "12 min ago", "in 3 h", "5 days ago".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        TimeSpan apart = now - at;
        TimeSpan size = apart.Duration();
        if (size < TimeSpan.FromMinutes(1))
        {
            return Words.Text("show.now");
        }

        string text = size.TotalMinutes < 60 ? Words.Text("show.minutes", (int)size.TotalMinutes)
            : size.TotalHours < 24 ? Words.Text("show.hours", (int)size.TotalHours)
            : size.TotalDays < 2 ? Words.Text("show.day")
            : size.TotalDays < 60 ? Words.Text("show.days", (int)size.TotalDays)
            : size.TotalDays < 730 ? Words.Text("show.months", (int)(size.TotalDays / 30.44))
            : Words.Text("show.years", (int)(size.TotalDays / 365.25));
        return Words.Text(apart < TimeSpan.Zero ? "show.in" : "show.ago", text);
    }

    /// <summary>"3 h 20 min", "2 d 4 h": the two largest units.</summary>
    public static string Duration(TimeSpan span)
    {
        string minus = span < TimeSpan.Zero ? "−" : "";
        long minutes = (long)Math.Round(span.Duration().TotalMinutes);
        (long days, long hours, long rest) = (minutes / 1440, minutes % 1440 / 60, minutes % 60);
        string text = days > 0
            ? hours > 0 ? Words.Text("show.days_hours", days, hours) : Words.Text("show.days_short", days)
            : hours > 0
                ? rest > 0 ? Words.Text("show.hours_minutes", hours, rest) : hours == 1 ? Words.Text("show.hour") : Words.Text("show.hours", hours)
                : Words.Text("show.minutes", rest);
        return minus + text;
    }

    private static DateTimeOffset Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);

    private static string ZoneName(TimeZoneInfo zone, DateTimeOffset at) => zone.Id switch
    {
        "Asia/Kolkata" or "Asia/Calcutta" => "IST",
        "UTC" or "Etc/UTC" => "UTC",
        _ => "UTC" + zone.GetUtcOffset(at).ToString(zone.GetUtcOffset(at) < TimeSpan.Zero ? @"\-hh\:mm" : @"\+hh\:mm", CultureInfo.InvariantCulture),
    };
}
