using System.Text.RegularExpressions;
using Mainstay.Common;

namespace Mainstay.Devices;

/// <summary>What every entry of the catalogue must satisfy. Codes stand in files and policies and never change.</summary>
internal static partial class CatalogueRules
{
    public const int LongestCode = 40;
    public const int LongestName = 120;
    public const int HighestRepairLevel = 4;

    public static void DemandCode(string code, string what)
    {
        if (code.Length > LongestCode || !Code().IsMatch(code))
        {
            throw Invalid($"'{code}' is no code of a {what}: letters, digits, '-', '_' and '.', at most {LongestCode}.");
        }
    }

    public static void DemandWord(string word, string what)
    {
        if (word.Length > LongestCode || !Word().IsMatch(word))
        {
            throw Invalid($"'{word}' is no {what}: small letters, digits and '_' such as main_board.");
        }
    }

    public static void DemandName(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
            {
                throw Invalid($"A name of 1 to {LongestName} characters is expected.");
            }
        }
    }

    public static void DemandAmount(Money amount)
    {
        if (amount.Minor < 0 || amount.Currency is not { Length: 3 } || !amount.Currency.All(char.IsAsciiLetterUpper))
        {
            throw Invalid("An amount is not below zero, in a currency of three capital letters such as INR.");
        }
    }

    public static RefusedException Invalid(string detail) => new("catalogue-invalid", detail);

    public static RefusedException Taken(string what, string code) => new("catalogue-code-taken", $"There is already a {what} {code}.");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Word();
}
