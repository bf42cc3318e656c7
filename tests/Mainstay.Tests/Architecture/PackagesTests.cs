using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mainstay.Tests.Architecture;

/// <summary>docs/decisions/0002-packages.md holds a reason for every package used, and for no other.</summary>
public sealed partial class PackagesTests
{
    [Fact]
    public async Task Every_package_has_its_reason()
    {
        var files = await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken);
        var explained = Row().Matches(files.Single(file => file.Path == "docs/decisions/0002-packages.md").Text)
            .Select(match => match.Groups[1].Value)
            .ToList();
        var used = files.Where(file => file.Path.EndsWith("Directory.Packages.props", StringComparison.Ordinal)).SelectMany(FromNuGet)
            .Concat(files.Where(file => Path.GetFileName(file.Path) == "package.json").SelectMany(FromNpm))
            .ToHashSet();

        Offences.None(used.Except(explained).Select(name => $"{name} is used and not explained"));
        Offences.None(explained.Except(used).Select(name => $"{name} is explained and not used"));
    }

    private static IEnumerable<string> FromNuGet(TextFile file) =>
        PackageVersion().Matches(file.Text).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> FromNpm(TextFile file)
    {
        using var document = JsonDocument.Parse(file.Text);
        string[] groups = ["dependencies", "devDependencies"];
        return [.. groups.SelectMany(group => document.RootElement.TryGetProperty(group, out var packages)
            ? packages.EnumerateObject().Select(package => package.Name)
            : [])];
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| [^|]+\. \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""<PackageVersion Include="([^"]+)" """)]
    private static partial Regex PackageVersion();
}
