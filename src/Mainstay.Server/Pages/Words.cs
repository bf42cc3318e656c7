using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Mainstay.Server.Pages;

/// <summary>
/// Page texts in the language of the request. The part of a key before its first dot names the resource set:
/// <c>W["desk.intake.title"]</c> is <c>desk.intake.title</c> in <c>Texts/desk.resx</c> (English) and <c>Texts/desk.hi.resx</c> (Hindi).
/// </summary>
public sealed class Words
{
    private static readonly ConcurrentDictionary<string, ResourceManager> _sets = new();

    /// <summary>A missing text is a mistake found while developing, and its key while serving.</summary>
    public static bool Strict { get; set; }

#pragma warning disable CA1822 // pages take the words of their request by injection
    public string this[string key] => Text(key);

    public string this[string key, params object?[] args] => Text(key, args);
#pragma warning restore CA1822

    public static string Text(string key, params object?[] args)
    {
        string? text = (IsOne(args) ? Find(key + ".one", CultureInfo.CurrentUICulture) : null) ?? Find(key, CultureInfo.CurrentUICulture);
        if (text is null)
            return Strict ? throw new InvalidOperationException($"There is no text {key} in Texts/{SetOf(key)}.resx.") : key;
        return args.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, args);
    }

    public static bool Has(string key) => Find(key, CultureInfo.InvariantCulture) is not null;

    /// <summary>A text that counts has a second form, <c>KEY.one</c>, where one thing is said unlike several: the first number among the arguments decides.</summary>
    private static bool IsOne(object?[] args)
    {
        foreach (object? arg in args)
        {
            if (arg is int or long)
            {
                return arg is 1 or 1L;
            }
        }

        return false;
    }

    private static string? Find(string key, CultureInfo culture)
    {
        ResourceManager set = _sets.GetOrAdd(SetOf(key), name => new ResourceManager($"Mainstay.Server.Texts.{name}", typeof(Words).Assembly));
        try
        {
            return set.GetString(key, culture);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }

    private static string SetOf(string key) => key.Split('.', 2)[0];
}
