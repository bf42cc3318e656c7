using System.Diagnostics;
using Mainstay.Testing;

namespace Mainstay.Tests.Architecture;

/// <summary>The files under version control, as they stand in the working copy the tests were built from.</summary>
internal static class TrackedFiles
{
    /// <summary>Tracked text files with their content, by path from the root. Skips the test where git cannot say.</summary>
    public static async Task<IReadOnlyList<TextFile>> ReadAsync(CancellationToken ct)
    {
        var files = new List<TextFile>();
        foreach (var path in await NamesAsync(ct))
        {
            var full = Repository.PathOf(path);
            if (!File.Exists(full) || new FileInfo(full).LinkTarget is not null)
            {
                continue;
            }

            var text = await File.ReadAllTextAsync(full, ct);
            if (!text.Contains('\0', StringComparison.Ordinal))
            {
                files.Add(new TextFile(path, text));
            }
        }

        return files;
    }

    private static async Task<string[]> NamesAsync(CancellationToken ct)
    {
        // A copy may belong to another account than the one that tests it.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            var output = await git.StandardOutput.ReadToEndAsync(ct);
            await git.WaitForExitAsync(ct);
            Assert.SkipUnless(git.ExitCode == 0, "This is not a git working copy.");
            return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("git is not installed.");
            return [];
        }
    }
}

internal sealed record TextFile(string Path, string Text)
{
    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    public int Lines => Text.AsSpan().Count('\n');
}
