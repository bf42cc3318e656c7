using System.Text.RegularExpressions;

namespace Mainstay.Tests.Architecture;

/// <summary>What the files themselves must hold to.</summary>
public sealed partial class RepositoryTests
{
    private const int MostLines = 450;

    [Fact]
    public async Task No_test_is_switched_off()
    {
        Assert.Matches(SwitchedOff(), "[Fa" + "ct(Skip = \"later\")]");
        await NowhereAsync(SwitchedOff(), file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && file.IsCode);
    }

    [Fact]
    public async Task No_file_of_code_has_grown_into_two_things()
    {
        var files = await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken);
        var grown = files
            .Where(file => file.IsCode && !file.Path.Contains("/Snapshots/", StringComparison.Ordinal) && file.Lines > MostLines)
            .Select(file => $"{file.Path}: {file.Lines} lines");

        Offences.None(grown);
    }

    [Fact]
    public async Task Nothing_is_left_for_later()
    {
        Assert.Matches(LeftForLater(), "// TO" + "DO write it");
        await NowhereAsync(LeftForLater(), file => !file.Path.EndsWith("package-lock.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"path\": \"/ho", "me/somebody/mainstay\"")]
    [InlineData("see /wo", "rk/notes.md")]
    [InlineData(@"C:\Us", @"ers\somebody")]
    public async Task No_file_knows_the_machine_it_was_written_on(string start, string end)
    {
        Assert.Matches(MachinePath(), start + end);
        await NowhereAsync(MachinePath(), _ => true);
    }

    [Theory]
    [InlineData("\"resolved\": \"htt", "ps://packages.example/htmx.tgz\"")]
    [InlineData("https://registry.np", "mjs.org/")]
    [InlineData("https://api.nu", "get.org/v3/index.json")]
    public async Task No_file_names_a_package_registry(string start, string end)
    {
        Assert.Matches(RegistryHost(), start + end);
        await NowhereAsync(RegistryHost(), _ => true);
    }

    private static async Task NowhereAsync(Regex pattern, Func<TextFile, bool> applies)
    {
        var files = await TrackedFiles.ReadAsync(TestContext.Current.CancellationToken);
        var found = files
            .Where(applies)
            .SelectMany(file => pattern.Matches(file.Text).Select(match => $"{file.Path}:{LineOf(file.Text, match.Index)}: {match.Value}"));

        Offences.None(found);
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"\[(?:Fact|Theory)\([^\]]*\bSkip\s*=")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"\b(?:TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b")]
    private static partial Regex LeftForLater();

    [GeneratedRegex("""(?<![\w.)}\]/*-])/(?:home|work|root|Users)/[\w.-]+|\b[A-Z]:\\Users\\""")]
    private static partial Regex MachinePath();

    [GeneratedRegex("""registry\.(?:npmjs|yarnpkg)|api\.nuget|"resolved":\s*"http""")]
    private static partial Regex RegistryHost();
}
