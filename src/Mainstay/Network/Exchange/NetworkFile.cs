using Mainstay.Common;

namespace Mainstay.Network.Exchange;

public enum NetworkFormat
{
    Csv,
    Geojson,
}

/// <summary>Sites from and to files; pure, without a database.</summary>
public static class NetworkFile
{
    /// <exception cref="RefusedException"><c>file-format</c>.</exception>
    public static NetworkFormat FormatOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".csv" => NetworkFormat.Csv,
        ".geojson" => NetworkFormat.Geojson,
        _ => throw new RefusedException("file-format", $"{Path.GetFileName(fileName)}: a name that ends in .csv or .geojson is expected."),
    };

    /// <summary>All or nothing: the first row that cannot be read refuses the file.</summary>
    /// <param name="content">Must be able to seek.</param>
    /// <exception cref="RefusedException"><c>file-unreadable</c>, <c>file-header</c>, <c>file-row</c>, <c>file-format</c>.</exception>
    public static IReadOnlyList<SiteEntry> Read(Stream content, string fileName)
    {
        var name = Path.GetFileName(fileName);
        var format = FormatOf(fileName);
        try
        {
            if (format == NetworkFormat.Geojson)
            {
                return [.. NetworkGeoJson.Read(content, name).Select(SiteEntry.Read)];
            }

            using var csv = Csv.Read(content, name, SiteEntry.Format);
            return [.. csv.Rows().Select(SiteEntry.Read)];
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(name);
        }
    }

    public static void Write(Stream output, NetworkFormat format, IReadOnlyList<SiteEntry> entries)
    {
        if (format == NetworkFormat.Geojson)
        {
            NetworkGeoJson.Write(output, entries);
            return;
        }

        using var writer = new StreamWriter(output, leaveOpen: true);
        Csv.Write(writer, SiteEntry.Columns, entries.Select(entry => SiteEntry.Columns.Select(entry.Field)));
    }
}
