using System.Runtime.CompilerServices;

namespace Mainstay.Testing;

/// <summary>The working tree the tests were compiled from, for committed texts that tests compare and rewrite.</summary>
public static class Repository
{
    /// <summary>Rewrite committed texts instead of comparing them.</summary>
    public static bool UpdatesSnapshots => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static string Root { get; } = Find(ThisFile());

    /// <summary>A folder of the real data that stands beside the project, or null where it does not.</summary>
    public static string? SharedData(string folder) =>
        Path.Combine(Root, "..", "shared", "data", folder) is var path && Directory.Exists(path) ? path : null;

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string Find(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Mainstay.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No Mainstay.slnx above {path}.");
    }
}
