using System.Text.RegularExpressions;

namespace Mainstay.Tests.Architecture;

/// <summary>docs/problems.md holds every code the program may answer with, and no other.</summary>
public sealed partial class ProblemsTests
{
    [Fact]
    public async Task Every_code_a_refusal_carries_is_explained()
    {
        var files = await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken);
        var explained = Explained(files).Select(row => row.Code).ToHashSet();
        var missing = files
            .Where(file => file.IsCode && file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Refusal().Matches(file.Text).Select(match => (Code: match.Groups[1].Value, file.Path)))
            .Where(refusal => !explained.Contains(refusal.Code))
            .Select(refusal => $"{refusal.Code} ({refusal.Path})");

        Offences.None(missing);
    }

    [Fact]
    public async Task Every_code_explained_is_somewhere_in_the_program()
    {
        var files = await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken);
        var code = string.Concat(files.Where(file => file.IsCode && file.Path.StartsWith("src/", StringComparison.Ordinal)).Select(file => file.Text));
        var unused = Explained(files)
            .Select(row => row.Code)
            .Where(name => !code.Contains($"\"{name}\"", StringComparison.Ordinal));

        Offences.None(unused);
    }

    [Fact]
    public async Task Every_code_stands_once_with_its_status_and_meaning()
    {
        var rows = Explained(await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.InRange(row.Status, 400, 599));
        Assert.All(rows, row => Assert.EndsWith(".", row.Meaning, StringComparison.Ordinal));
        Assert.Equal(rows.Select(row => row.Code).Distinct(), rows.Select(row => row.Code));
    }

    private static IEnumerable<(string Code, int Status, string Meaning)> Explained(IEnumerable<TextFile> files) =>
        Row().Matches(files.Single(file => file.Path == "docs/problems.md").Text)
            .Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value, null), match.Groups[3].Value.Trim()));

    [GeneratedRegex(@"RefusedException\(\s*""([^""]+)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| (\d{3}) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
