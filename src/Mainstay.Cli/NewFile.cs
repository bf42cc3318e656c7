using Mainstay.Common;

namespace Mainstay.Cli;

/// <summary>A file that appears under its name when it is whole, or not at all.</summary>
internal static class NewFile
{
    /// <exception cref="RefusedException"><c>file-unwritable</c>.</exception>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var partial = $"{path}.{Environment.ProcessId}.part";
        try
        {
            T result;
            await using (var stream = Create(path, partial))
            {
                result = await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return result;
        }
        catch (IOException e) when (e.HResult is 28 or 122) // ENOSPC, EDQUOT
        {
            throw new RefusedException("disk-full", $"There is no room left on the disk of {path}. Nothing was written.");
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    private static FileStream Create(string path, string partial)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new RefusedException("file-unwritable", $"{path} is a folder.");
            }

            if (File.Exists(path) && Path.GetFullPath(path) is var full && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
            {
                throw new RefusedException("file-unwritable", $"{path} is a device, and a file would take its place.");
            }

            return new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("file-unwritable", $"{path} cannot be written: its folder is missing or not ours to write.");
        }
    }
}
