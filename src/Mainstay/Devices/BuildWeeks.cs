using System.Globalization;
using Mainstay.Common;

namespace Mainstay.Devices;

/// <summary>Year and ISO week as one number, such as 202514.</summary>
public static class BuildWeeks
{
    public static int Of(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(date) * 100) + ISOWeek.GetWeekOfYear(date);
    }

    public static bool IsOne(int week) =>
        week / 100 is >= 1990 and <= 2100 && week % 100 >= 1 && week % 100 <= ISOWeek.GetWeeksInYear(week / 100);

    public static void Demand(int? week)
    {
        if (week is { } given && !IsOne(given))
        {
            throw new RefusedException("catalogue-invalid", $"{given} is no build week such as 202514 (year and ISO week).");
        }
    }
}
