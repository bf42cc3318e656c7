using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Mainstay.Network;

/// <param name="StateCode">Two digits, as the tax office numbers the states.</param>
/// <param name="State">The state's name; null for a number nobody uses.</param>
/// <param name="Pan">The holder's income-tax number inside the GSTIN.</param>
/// <param name="Entity">Which registration of the holder in that state.</param>
/// <param name="CheckDigit">As written; see <see cref="GstinVerdict.Message"/> when it is wrong.</param>
public sealed record GstinParts(string StateCode, string? State, string Pan, char Entity, char CheckDigit);

/// <param name="Reason"><c>ok</c>, <c>wrong_length</c>, <c>wrong_shape</c>, <c>check_digit</c>.</param>
/// <param name="Message">The same as one sentence.</param>
/// <param name="Parts">Null when length or shape is wrong.</param>
public sealed record GstinVerdict(bool Valid, string Reason, string Message, GstinParts? Parts);

/// <summary>India's goods-and-services tax number: state 2, PAN 10, entity 1, <c>Z</c>, check digit.</summary>
public static partial class Gstin
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Length = 15;

    private static readonly FrozenDictionary<string, string> _states = new Dictionary<string, string>
    {
        ["01"] = "Jammu and Kashmir",
        ["02"] = "Himachal Pradesh",
        ["03"] = "Punjab",
        ["04"] = "Chandigarh",
        ["05"] = "Uttarakhand",
        ["06"] = "Haryana",
        ["07"] = "Delhi",
        ["08"] = "Rajasthan",
        ["09"] = "Uttar Pradesh",
        ["10"] = "Bihar",
        ["11"] = "Sikkim",
        ["12"] = "Arunachal Pradesh",
        ["13"] = "Nagaland",
        ["14"] = "Manipur",
        ["15"] = "Mizoram",
        ["16"] = "Tripura",
        ["17"] = "Meghalaya",
        ["18"] = "Assam",
        ["19"] = "West Bengal",
        ["20"] = "Jharkhand",
        ["21"] = "Odisha",
        ["22"] = "Chhattisgarh",
        ["23"] = "Madhya Pradesh",
        ["24"] = "Gujarat",
        ["26"] = "Dadra and Nagar Haveli and Daman and Diu",
        ["27"] = "Maharashtra",
        ["29"] = "Karnataka",
        ["30"] = "Goa",
        ["31"] = "Lakshadweep",
        ["32"] = "Kerala",
        ["33"] = "Tamil Nadu",
        ["34"] = "Puducherry",
        ["35"] = "Andaman and Nicobar",
        ["36"] = "Telangana",
        ["37"] = "Andhra Pradesh",
        ["38"] = "Ladakh",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> _codes = _states.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static GstinVerdict Check(string text)
    {
        if (text.Length != Length)
        {
            return new GstinVerdict(false, "wrong_length", $"A GSTIN has {Length} characters; this has {text.Length}.", null);
        }

        if (!Shape().IsMatch(text))
        {
            return new GstinVerdict(false, "wrong_shape", "The shape is wrong: 2 digits of the state, 5 letters, 4 digits, 1 letter, 1 digit or letter other than 0, the letter Z, 1 digit or letter; letters are capital.", null);
        }

        var parts = new GstinParts(text[..2], StateOf(text[..2]), text[2..12], text[12], text[14]);
        var due = CheckDigit(text.AsSpan(0, Length - 1));
        return due == parts.CheckDigit
            ? new GstinVerdict(true, "ok", "Shape and check digit are right.", parts)
            : new GstinVerdict(false, "check_digit", $"The check digit is {parts.CheckDigit}; it should be {due}.", parts);
    }

    /// <summary>The state behind a state code, or null.</summary>
    public static string? StateOf(string code) => _states.GetValueOrDefault(code);

    /// <summary>The state code of a state by its name, or null.</summary>
    public static string? CodeOf(string state) => _codes.GetValueOrDefault(state);

    /// <summary>Base 36 with factors 1, 2, 1, 2 … from the left; each product adds its quotient and remainder by 36.</summary>
    public static char CheckDigit(ReadOnlySpan<char> first14)
    {
        var sum = 0;
        for (var i = 0; i < first14.Length; i++)
        {
            var product = Digits.IndexOf(first14[i], StringComparison.Ordinal) * ((i % 2) + 1);
            sum += (product / 36) + (product % 36);
        }

        return Digits[(36 - (sum % 36)) % 36];
    }

    [GeneratedRegex("^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
