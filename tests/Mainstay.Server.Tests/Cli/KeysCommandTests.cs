namespace Mainstay.Server.Tests.Cli;

/// <summary>Sealing keys from the command line: made anew, and never beside those of another secret.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mainstay-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Keys_are_rotated_with_their_secret_and_refused_with_another_or_none()
    {
        var (right, wrong) = (Secret("right", "the secret of this installation, long enough"), Secret("wrong", "the secret of quite another installation"));
        await EndsAsync(0, "root", right, "copper lantern 42 mango\n", "admin", "create-first", "Asha Rao", "root");
        await EndsAsync(0, "There is a new key.", right, null, "admin", "rotate-keys");
        await EndsAsync(0, "sessions ended", right, null, "admin", "rotate-keys", "--revoke");
        var before = Keys();
        Assert.Equal(2, before.Count(name => name.StartsWith("key-", StringComparison.Ordinal)));
        Assert.All(Directory.GetFiles(Path.Combine(_folder, "data", "keys"), "key-*"), file => Assert.DoesNotContain("<value>", File.ReadAllText(file), StringComparison.Ordinal));

        foreach (var other in (string?[])[wrong, null])
        {
            await EndsAsync(1, "None of the sealing keys opens", other, null, "admin", "rotate-keys");
            await EndsAsync(1, "None of the sealing keys opens", other, null, "serve", "--port", "0");
        }

        await EndsAsync(1, "at least 32 characters", Secret("short", "short"), null, "admin", "rotate-keys");
        Assert.Equal(before, Keys());
    }

    private async Task EndsAsync(int exitCode, string says, string? keyFile, string? input, params string[] arguments)
    {
        await using var process = CliProcess.Start(keyFile, input, [.. arguments, "--data", Path.Combine(_folder, "data")]);
        var ended = await process.EndAsync();
        Assert.True(ended.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {ended.ExitCode} {ended.Output} {ended.Error}");
        Assert.Contains(says, ended.Output + ended.Error, StringComparison.Ordinal);
    }

    private string[] Keys() => [.. Directory.GetFiles(Path.Combine(_folder, "data", "keys")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private string Secret(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
