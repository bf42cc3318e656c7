using System.Globalization;

namespace Mainstay.Cases.Demo;

/// <summary>A second number of a household: the one beside the customer's own, in the same range.</summary>
internal static class DemoPhones
{
    public static string Another(string phone)
    {
        var last = int.Parse(phone.AsSpan(phone.Length - 1), CultureInfo.InvariantCulture);
        return $"{phone[..^1]}{(last + 1) % 10}";
    }
}
