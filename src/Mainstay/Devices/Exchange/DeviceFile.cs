using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Devices.Exchange;

/// <summary>
/// The devices of a file, read and checked on their own and against each other; nothing is written here.
/// </summary>
internal sealed class DeviceFile(
    string name,
    IReadOnlyDictionary<string, ModelInfo> models,
    IReadOnlyDictionary<string, ModelInfo> modelsByTac,
    IReadOnlyDictionary<string, OrganisationInfo> organisations,
    IdSource ids,
    DateOnly latest)
{
    public static readonly CsvFormat Format = new("model", "serial", "imei1")
    {
        Optional = ["imei2", "eid", "build_week", "sold_on", "sold_by", "channel", "country", "activated_on"],
        MaxBytes = 1L << 30,
    };

    private const int BatchSize = 5_000;

    private readonly Dictionary<string, long> _serials = new(StringComparer.Ordinal);
    private readonly Dictionary<Imei, long> _imeis = [];
    private readonly Dictionary<string, long> _eids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <param name="content">Stays open.</param>
    /// <exception cref="RefusedException"><c>file-unreadable</c>, <c>file-header</c>, <c>file-row</c>; while it is enumerated.</exception>
    public IEnumerable<DeviceBatch> Batches(Stream content)
    {
        using var csv = Csv.Read(content, name, Format, leaveOpen: true);
        var batch = new DeviceBatch(csv.Lines);
        foreach (var row in csv.Rows())
        {
            try
            {
                batch.Add(row.Problem is { } problem ? throw new FileProblemException(problem) : One(row), row.Line);
            }
            catch (FileProblemException e)
            {
                throw e.Problem.Refusal(name);
            }

            if (batch.Devices.Count == BatchSize)
            {
                yield return batch;
                batch = new DeviceBatch(csv.Lines);
            }
        }

        yield return batch;
    }

    private Device One(CsvRow row)
    {
        var model = models.GetValueOrDefault(row.Required("model")) ?? throw row.Wrong("model", $"There is no model '{row["model"]}' in the catalogue.");
        var serial = row.Text("serial") is { } typed
            ? Serial.TryNormalise(typed, out var read) ? read : throw row.Wrong("serial", $"A serial has {Serial.Shortest} to {Serial.Longest} letters and digits; '{typed}' has not.")
            : null;
        var imei1 = ReadImei(row, "imei1");
        var imei2 = ReadImei(row, "imei2");
        if (model.HasImei && imei1 is null)
        {
            throw row.Wrong("imei1", $"A {model.Name} is known by its IMEI; none is given.");
        }

        if (serial is null && imei1 is null)
        {
            throw row.Wrong("serial", "A device has at least a serial or an IMEI.");
        }

        if (imei1 is { } first && modelsByTac.TryGetValue(first.Tac, out var byTac) && byTac.Id != model.Id)
        {
            throw row.Wrong("imei1", $"The TAC {first.Tac} belongs to the model {byTac.Code}, not to {model.Code}.");
        }

        var eid = row.Text("eid") is { } given
            ? Eid.TryNormalise(given, out var number) ? number : throw row.Wrong("eid", "An EID has 32 digits of which the last two must fit; these do not.")
            : null;
        Once(row, "serial", _serials, serial);
        Once(row, "imei1", _imeis, imei1);
        Once(row, "imei2", _imeis, imei2);
        Once(row, "eid", _eids, eid);
        var week = row.Whole("build_week");
        if (week is { } built && !BuildWeeks.IsOne(built))
        {
            throw row.Wrong("build_week", $"{built} is no build week such as 202514 (year and ISO week).");
        }

        return new Device
        {
            Id = ids.Next<DeviceId>(),
            Model = model.Id,
            Serial = serial,
            Imei1 = imei1,
            Imei2 = imei2,
            Eid = eid,
            BuildWeek = week,
            SoldOn = SaleColumns.Day(row, "sold_on", latest),
            SoldBy = SaleColumns.Seller(row, organisations),
            Channel = Word(SaleColumns.Channel(row)),
            Country = Word(SaleColumns.Country(row)),
            ActivatedOn = SaleColumns.Day(row, "activated_on", latest),
        };
    }

    private static Imei? ReadImei(CsvRow row, string column) => row.Text(column) switch
    {
        null => null,
        var text => Imei.TryParse(text, out var imei) ? imei : throw row.Wrong(column, Imei.Check(text).Message),
    };

    private static void Once<T>(CsvRow row, string column, Dictionary<T, long> seen, T? value) where T : notnull
    {
        if (value is not null && !seen.TryAdd(value, row.Line))
        {
            throw Twice(row, column, seen[value]);
        }
    }

    private static void Once(CsvRow row, string column, Dictionary<Imei, long> seen, Imei? value)
    {
        if (value is { } imei && !seen.TryAdd(imei, row.Line))
        {
            throw Twice(row, column, seen[imei]);
        }
    }

    private static FileProblemException Twice(CsvRow row, string column, long line) => row.Wrong(column, line == row.Line
        ? "The two IMEIs of a device differ; these are the same."
        : $"'{row[column]}' stands already on line {line}.");

    /// <summary>A few words repeat a million times: one copy of each.</summary>
    private string? Word(string? word) => word is null ? null : _words.TryGetValue(word, out var known) ? known : _words[word] = word;
}

/// <param name="linesInFile">Of the whole file, for progress.</param>
internal sealed class DeviceBatch(long linesInFile)
{
    public List<Device> Devices { get; } = [];

    /// <summary>The line of each device.</summary>
    public List<long> Lines { get; } = [];

    public long LinesInFile => linesInFile;

    public void Add(Device device, long line)
    {
        Devices.Add(device);
        Lines.Add(line);
    }
}

/// <summary>The columns about a sale, the same in both files.</summary>
internal static class SaleColumns
{
    private const int LongestChannel = 40;

    public static DateOnly? Day(CsvRow row, string column, DateOnly latest) => row.Date(column) switch
    {
        null => null,
        { } day => day <= latest ? day : throw row.Wrong(column, $"{day:yyyy-MM-dd} is in the future."),
    };

    public static OrganisationId? Seller(CsvRow row, IReadOnlyDictionary<string, OrganisationInfo> organisations) => row.Text("sold_by") switch
    {
        null => null,
        var code => organisations.TryGetValue(code, out var seller) ? seller.Id : throw row.Wrong("sold_by", $"There is no organisation '{code}'."),
    };

    public static string? Channel(CsvRow row) => row.Text("channel") is not { } text ? null
        : text.Length <= LongestChannel && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? text
        : throw row.Wrong("channel", $"'{text}' is no channel: small letters, digits and '_' such as brand_store.");

    public static string? Country(CsvRow row) => row.Text("country") is not { } text ? null
        : text.Length == 2 && text.All(char.IsAsciiLetterUpper) ? text
        : throw row.Wrong("country", $"'{text}' is no country of ISO 3166-1 such as IN.");
}
