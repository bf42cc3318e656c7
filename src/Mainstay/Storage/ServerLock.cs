using Mainstay.Common;

namespace Mainstay.Storage;

/// <summary>
/// An embedded database has one server: it holds this lock of the operating system on <c>server.lock</c> for as long as it
/// lives, a crash included. Commands do not ask for it and work beside the server.
/// </summary>
public sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <returns>The lock to dispose at the end; null on PostgreSQL, which any number of servers share.</returns>
    /// <exception cref="RefusedException"><c>server-running</c>.</exception>
    public static ServerLock? Take(Database database)
    {
        if (database.Folder is not { } folder)
        {
            return null;
        }

        database.MakeFolder();
        try
        {
            return new ServerLock(new FileStream(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(Path.Combine(folder, "server.lock")))
        {
            throw new RefusedException(
                "server-running",
                $"Another server already has the data folder {Path.GetFullPath(folder)} open, and a folder has one server. Stop that one first, or move to PostgreSQL, which several servers share.");
        }
    }

    public void Dispose() => _file.Dispose();
}
