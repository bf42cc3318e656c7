using Mainstay.Common;
using Microsoft.AspNetCore.Identity;

namespace Mainstay.Access;

/// <summary>
/// What a password must be: long rather than strange (NIST SP 800-63B, 5.1.1.2), and none of those everybody tries first.
/// </summary>
public static class PasswordRule
{
    public const int Shortest = 12;
    public const int Longest = 200;
    private const int FewestDifferent = 6;

    /// <summary>
    /// Words that long passwords are stretched from: what the yearly lists of leaked passwords have in common (keyboard rows, greetings,
    /// sports, heroes), and what people here would think of first. Written down by us, not copied from a list; compared after digits, marks and the usual letter swaps are undone.
    /// </summary>
    private static readonly HashSet<string> _common = new(StringComparer.Ordinal)
    {
        "password", "passwort", "passcode", "qwerty", "qwertyuiop", "qwertyui", "asdfghjkl", "zxcvbnm", "welcome", "letmein", "iloveyou",
        "admin", "administrator", "root", "login", "secret", "changeme", "default", "master", "monkey", "dragon", "football", "cricket",
        "sunshine", "princess", "superman", "batman", "computer", "internet", "service", "servicecentre", "servicecenter", "repair",
        "mainstay", "india", "bharat", "krishna", "ganesh", "abcdefgh", "abcdefghijkl", "abc", "test", "testing", "user", "guest", "hello",
    };

    /// <returns>One sentence that says what is wrong, or null.</returns>
    public static string? WeaknessOf(string password, string? login, string name)
    {
        if (password.Length < Shortest)
        {
            return $"A password has at least {Shortest} characters.";
        }

        if (password.Length > Longest)
        {
            return $"A password has at most {Longest} characters.";
        }

        if (password.Distinct().Count() < FewestDifferent || IsRun(password))
        {
            return "This password is too simple: use several words.";
        }

        var letters = Letters(password);
        if (_common.Contains(letters) || _common.Any(word => IsRepeated(letters, word)) || (letters.Length < 4 && password.All(char.IsAsciiLetterOrDigit)))
        {
            return "This is one of the passwords that are tried first: use several words.";
        }

        if (login is { Length: > 3 } && password.Contains(login, StringComparison.OrdinalIgnoreCase))
        {
            return "A password does not hold one's own login.";
        }

        var own = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(login ?? "").Append(name.Replace(" ", "", StringComparison.Ordinal));
        return own.Any(word => word.Length > 2 && letters == Letters(word)) ? "A password is not one's own name." : null;
    }

    /// <summary>What is left of a password without digits and marks around it and with the usual swaps undone (p4ssw0rd).</summary>
    private static string Letters(string text)
    {
        var core = text.Trim("0123456789@$!?.,#*_-+ ".ToCharArray()).ToLowerInvariant();
        return string.Concat(core.Select(c => c switch
        {
            '0' => 'o',
            '1' => 'l',
            '3' => 'e',
            '4' or '@' => 'a',
            '5' or '$' => 's',
            _ => c,
        }).Where(char.IsLetter));
    }

    private static bool IsRepeated(string letters, string word) =>
        letters.Length > word.Length && letters.Length % word.Length == 0
        && Enumerable.Range(0, letters.Length / word.Length).All(i => string.CompareOrdinal(letters, i * word.Length, word, 0, word.Length) == 0);

    /// <summary>1234567890123, abcdefghijkl, or the same backwards.</summary>
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => char.IsAsciiDigit(a) && char.IsAsciiDigit(b) ? (b - a + 10) % 10 : b - a).ToList();
        return steps.Count(step => step is 1 or 9 or -1) >= steps.Count - 1;
    }
}

internal sealed class PasswordValidator : IPasswordValidator<Person>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(PasswordRule.WeaknessOf(password ?? "", user.Login, user.Name) is { } weakness
            ? IdentityResult.Failed(new IdentityError { Code = "password-weak", Description = weakness })
            : IdentityResult.Success);
}

internal static class IdentityResults
{
    public static void DemandSuccess(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new RefusedException("password-weak", result.Errors.First().Description);
        }
    }
}
