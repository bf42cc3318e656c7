using System.Globalization;
using System.Text.Unicode;

namespace Mainstay.Common;

/// <summary>What every import asks of a text file before it reads it: it is there, small enough, and UTF-8.</summary>
public static class TextFile
{
    /// <exception cref="RefusedException"><c>file-unreadable</c>.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RefusedException("file-unreadable", $"There is no file {path}.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new RefusedException("file-unreadable", $"{path} cannot be opened for reading: it is a folder, or in use, or not ours to read.");
        }
    }

    /// <summary>Looks the stream through and puts it back to its start.</summary>
    /// <returns>How many lines it has.</returns>
    /// <exception cref="RefusedException"><c>file-unreadable</c>: too large, or bytes that are not UTF-8 text.</exception>
    public static long Check(Stream stream, string name, long maxBytes)
    {
        if (stream.Length > maxBytes)
        {
            throw Unreadable(name, $"it has {Mebibytes(stream.Length)} MiB and at most {Mebibytes(maxBytes)} are read at once; split it");
        }

        var buffer = new byte[1 << 16];
        var held = 0;
        var lines = 0L;
        var last = (byte)'\n';
        for (int read; (read = stream.Read(buffer, held, buffer.Length - held)) > 0 || held > 0;)
        {
            var bytes = buffer.AsSpan(0, held + read);
            var whole = read == 0 ? bytes.Length : bytes.Length - Unfinished(bytes);
            if (!Utf8.IsValid(bytes[..whole]) || bytes.Contains((byte)0))
            {
                throw Unreadable(name, $"it is not UTF-8 text (first seen near line {lines + 1 + ValidPrefix(bytes).Count((byte)'\n')}); save it as UTF-8");
            }

            lines += bytes[..whole].Count((byte)'\n');
            last = whole > 0 ? bytes[whole - 1] : last;
            held = bytes.Length - whole;
            bytes[whole..].CopyTo(buffer);
        }

        stream.Position = 0;
        return last == '\n' ? lines : lines + 1;
    }

    /// <summary>Line breaks of any kind: LF, CR LF, or CR alone.</summary>
    internal static long LineBreaks(ReadOnlySpan<char> text)
    {
        var breaks = 0L;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                breaks++;
            }
        }

        return breaks;
    }

    private static RefusedException Unreadable(string name, string why) => new("file-unreadable", $"{name} cannot be read: {why}. Nothing was imported.");

    private static string Mebibytes(long bytes) => ((bytes + (1 << 20) - 1) >> 20).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes at the end that begin a character which the next block finishes: at most three.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
            {
                var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }

            if (b < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<byte> ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes[start..].IndexOf((byte)'\n') is var next and >= 0 ? start + next : -1)
        {
            if (!Utf8.IsValid(bytes[start..end]) || bytes[start..end].Contains((byte)0))
            {
                break;
            }

            start = end + 1;
        }

        return bytes[..start];
    }
}
