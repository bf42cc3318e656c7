using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mainstay.Server.Pages;
using Mainstay.Testing;

namespace Mainstay.Server.Tests.Pages;

/// <summary>Every word of a page stands in English and in Hindi, and nowhere else.</summary>
public sealed partial class TextsTests
{
    private static readonly string _server = Path.Combine(Repository.Root, "src", "Mainstay.Server");

    public static TheoryData<string> Sets => [.. Directory.GetFiles(Path.Combine(_server, "Texts"), "*.resx")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => !name.EndsWith(".hi", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Sets))]
    public void English_and_Hindi_have_the_same_texts_with_the_same_places_for_arguments(string set)
    {
        Dictionary<string, string> english = Read(set + ".resx");
        Dictionary<string, string> hindi = Read(set + ".hi.resx");

        None(english.Keys.Except(hindi.Keys).Select(key => "no Hindi: " + key).Concat(hindi.Keys.Except(english.Keys).Select(key => "no English: " + key)));
        None(english.Keys.Where(key => !key.StartsWith(set + ".", StringComparison.Ordinal)).Select(key => $"{key} stands in the set {set}"));
        None(english.Where(text => !Places(text.Value).SetEquals(Places(hindi[text.Key]))).Select(text => "other arguments in Hindi: " + text.Key));
    }

    [Fact]
    public void Every_text_a_page_asks_for_exists()
    {
        List<string> missing = [];
        foreach (string file in Sources("*.razor").Concat(Sources("*.cs")))
        {
            string source = Comment().Replace(File.ReadAllText(file), "");
            missing.AddRange(Key().Matches(source).Select(match => match.Groups[1].Value).Where(key => !Words.Has(key)).Select(key => $"{Name(file)}: {key}"));
            missing.AddRange(KeyPrefix().Matches(source).Select(match => match.Groups[1].Value).Where(prefix => !AnyStartsWith(prefix) && !source.Contains($"Words.Has($\"{prefix}{{", StringComparison.Ordinal)).Select(prefix => $"{Name(file)}: {prefix}…"));
        }

        missing.AddRange(Navigation.All.SelectMany(item => new[] { item.Group, item.Text }).Where(key => !Words.Has(key)));
        None(missing.Distinct());
    }

    [Fact]
    public void Pages_hold_no_words_of_their_own()
    {
        IEnumerable<string> found = Sources("*.razor")
            .Where(file => !Name(file).StartsWith("Pages/Dev/", StringComparison.Ordinal))
            .SelectMany(file => PageText.Literals(File.ReadAllText(file)).Select(literal => $"{Name(file)}:{literal.Line}: {literal.Words}"));

        None(found);
    }

    [Theory]
    [InlineData("<p>Hello</p>")]
    [InlineData("<p>@W[\"a.b\"] and more</p>")]
    [InlineData("<img alt=\"A phone\">")]
    [InlineData("<EmptyState Title=\"Nothing here\" />")]
    [InlineData("<p>नमस्ते</p>")]
    public void A_word_in_a_page_is_found(string razor) => Assert.NotEmpty(PageText.Literals(razor));

    [Theory]
    [InlineData("@page \"/desk\"\n<p class=\"quiet\">@W[\"desk.title\", Show.Number(3)]</p>")]
    [InlineData("@if (Case is { } found)\n{\n    <a href=\"/cases/@found.Number\">@found.Number</a>\n}\nelse\n{\n    <br>\n}")]
    [InlineData("@foreach (var (owner, length) in _totals)\n{\n    <li>@W[$\"parts.owner.{owner}\"]: @Show.Duration(length)</li>\n}")]
    [InlineData("<Card Title=\"@W[\"a.b\"]\">&nbsp;·&nbsp;</Card>")]
    public void What_is_not_a_word_of_the_page_is_left_alone(string razor) => Assert.Empty(PageText.Literals(razor));

    private static void None(IEnumerable<string> offences)
    {
        string found = string.Join('\n', offences);
        Assert.True(found.Length == 0, found);
    }

    private static bool AnyStartsWith(string prefix)
    {
        string set = prefix.Split('.')[0];
        return File.Exists(Path.Combine(_server, "Texts", set + ".resx")) && Read(set + ".resx").Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(string pattern) => Directory.EnumerateFiles(_server, pattern, SearchOption.AllDirectories)
        .Where(file => !Name(file).StartsWith("js/", StringComparison.Ordinal) && !Name(file).StartsWith("obj/", StringComparison.Ordinal));

    private static string Name(string file) => Path.GetRelativePath(_server, file).Replace('\\', '/');

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(_server, "Texts", file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?:\bW\[|Words\.Text\()""([a-z]\w*\.[\w.-]+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"(?:\bW\[|Words\.Text\()\$""([a-z]\w*\.[\w.-]*)\{")]
    private static partial Regex KeyPrefix();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place();
}
