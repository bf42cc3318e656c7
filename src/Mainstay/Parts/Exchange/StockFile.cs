using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;

namespace Mainstay.Parts.Exchange;

/// <summary>Opening stock of a file, read and checked on its own; nothing is written here.</summary>
/// <param name="ownerOf">Whose it is at a site where the file does not say.</param>
internal sealed class StockFile(
    string name, IReadOnlyDictionary<string, SiteInfo> sites, IReadOnlyDictionary<string, PartInfo> parts, IReadOnlyDictionary<string, OrganisationId> owners, Func<SiteInfo, OrganisationId> ownerOf)
{
    public static readonly CsvFormat Format = new("site", "part", "quantity") { Optional = ["bin", "condition", "owner", "lot", "serials"], MaxBytes = 1L << 30 };

    private readonly Dictionary<PlaceKey, OpeningPlace> _places = [];
    private readonly Dictionary<(PartId, string), long> _serials = [];

    public long Rows { get; private set; }

    /// <returns>One for each place, in the order of the file.</returns>
    public IReadOnlyList<OpeningPlace> Read(Stream content, IProgress<Progress>? progress)
    {
        using var csv = Csv.Read(content, name, Format);
        foreach (var row in csv.Rows())
        {
            Take(row.Problem is { } problem ? throw new FileProblemException(problem) : row);
            if (++Rows % 4096 == 0)
            {
                progress?.Report(new Progress(Rows, csv.Lines));
            }
        }

        return [.. _places.Values];
    }

    private void Take(CsvRow row)
    {
        var site = sites.GetValueOrDefault(row.Required("site")) ?? throw row.Wrong("site", $"There is no site '{row["site"].To(40)}'.");
        var part = parts.GetValueOrDefault(row.Required("part")) ?? throw row.Wrong("part", $"The catalogue has no part '{row["part"].To(40)}'.");
        var quantity = row.Whole("quantity", 1, StockRules.MostPieces) ?? throw row.Wrong("quantity", "A whole number of pieces is expected, not an empty field.");
        var owner = row.Text("owner") is not { } code ? ownerOf(site)
            : owners.TryGetValue(code, out var found) ? found : throw row.Wrong("owner", $"There is no organisation '{code.To(40)}'.");
        var key = PlaceKey.InBin(site.Id, part.Id, owner, row.Choice<Condition>("condition") ?? Condition.Good, Code(row, "bin"), Code(row, "lot"));
        var serials = Serials(row, part, quantity);
        if (!_places.TryGetValue(key, out var place))
        {
            _places[key] = place = new OpeningPlace(key, row.Line, row);
        }
        else if (!part.SerialTracked)
        {
            throw row.Wrong("part", $"The same place stands already on line {place.Line}: give its pieces in one row.");
        }

        place.Quantity += quantity;
        place.Rows++;
        place.Serials.AddRange(serials);
    }

    private static string Code(CsvRow row, string column)
    {
        try
        {
            return StockRules.Code(row.Text(column), column);
        }
        catch (RefusedException e)
        {
            throw row.Wrong(column, e.Message);
        }
    }

    private IReadOnlyList<string> Serials(CsvRow row, PartInfo part, int quantity)
    {
        IReadOnlyList<string> serials;
        try
        {
            serials = StockDesk.Serials(part, part.SerialTracked ? quantity : null, row.Text("serials")?.Split([';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        catch (RefusedException e)
        {
            throw row.Wrong("serials", e.Message);
        }

        foreach (var serial in serials)
        {
            if (!_serials.TryAdd((part.Id, serial), row.Line))
            {
                throw row.Wrong("serials", $"The serial {serial} of {part.Number} stands already on line {_serials[(part.Id, serial)]}.");
            }
        }

        return serials;
    }
}

/// <summary>What lay in one place on the day stock keeping began.</summary>
internal sealed class OpeningPlace(PlaceKey key, long line, CsvRow row)
{
    public PlaceKey Key => key;

    public long Line => line;

    public CsvRow Row => row;

    public int Quantity { get; set; }

    public int Rows { get; set; }

    public List<string> Serials { get; } = [];
}
