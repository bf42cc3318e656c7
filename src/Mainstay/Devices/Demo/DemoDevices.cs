using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Devices.Demo;

/// <summary>
/// Devices as they were sold: more each month, in the channels and models of their time. Same seed, same devices, however many
/// are asked for.
/// </summary>
public sealed class DemoDevices(DemoCatalogue catalogue, IdSource ids, ulong seed, DateOnly today, IReadOnlyList<OrganisationId> sellers)
{
    private const int Months = 36;
    private const double Growth = 2.0; // The last month sells this much more than the first.
    private const int FirstUnit = 40_000_000; // Running numbers of serials from here on are units of the swap stock.
    private const int SecondSim = 500_000; // Unit numbers from here on are second IMEIs.
    private const string SerialDigits = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // Without I and O, which people misread.
    private static readonly string[] _channels = ["retail", "online", "brand_store", "enterprise"];
    private static readonly double[] _channelSums = [0.55, 0.85, 0.97, 1];

    private readonly List<Model>[] _byCategory =
        [.. catalogue.Categories.Select(category => catalogue.Models.Where(model => model.Category == category.Id).OrderBy(model => model.LaunchedOn).ToList())];

    private readonly Dictionary<ModelId, Tac[]> _tacs = catalogue.Tacs.GroupBy(tac => tac.Model).ToDictionary(same => same.Key, same => same.ToArray());
    private readonly Dictionary<ModelId, int> _places = catalogue.Models.Select((model, i) => (model.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
    private readonly double[] _categorySums = Sums(DemoLines.Categories.Select(line => line.Share));

    public IEnumerable<Device> Make(int count)
    {
        var chance = new Chance(seed);
        var units = new Dictionary<ModelId, int>();
        for (var n = 0; n < count; n++)
        {
            var sold = SoldOn(chance);
            var model = ModelOf(chance, sold);
            var unit = units.GetValueOrDefault(model.Id);
            units[model.Id] = unit + 1;
            yield return One(chance, n, model, sold, unit);
        }
    }

    /// <summary>An unsold unit of a model, for a swap; numbered where sales never come.</summary>
    public Device Unit(ModelId model, int n)
    {
        var tac = _tacs.TryGetValue(model, out var tacs) ? tacs[0].Code : null;
        var unit = (SecondSim - 1) - n;
        var built = today.AddDays(-90);
        return new Device
        {
            Id = ids.Next<DeviceId>(),
            Model = model,
            Serial = SerialOf(FirstUnit + n, _places[model], built),
            Imei1 = tac is null ? null : Imei.Of(tac, unit),
            Imei2 = tac is null ? null : Imei.Of(tac, SecondSim + unit),
            BuildWeek = BuildWeeks.Of(built),
        };
    }

    /// <summary>One in sixteen has a bought cover: longer, or against damage.</summary>
    public IEnumerable<Cover> Covers(IEnumerable<Device> devices)
    {
        var chance = new Chance(seed ^ 0xC0FE);
        foreach (var device in devices)
        {
            if (chance.Below(16) == 0 && device.SoldOn is { } sold)
            {
                var isExtended = chance.Hits(0.6);
                yield return new Cover
                {
                    Id = ids.Next<CoverId>(),
                    Root = device.Id,
                    Kind = isExtended ? "extended" : "accidental_damage",
                    StartsOn = isExtended ? sold.AddYears(1) : sold,
                    EndsOn = sold.AddYears(isExtended ? 2 : 1).AddDays(-1),
                };
            }
        }
    }

    private Device One(Chance chance, int n, Model model, DateOnly sold, int unit)
    {
        var built = sold.AddDays(-21 - chance.Below(63));
        var isConnected = _tacs.TryGetValue(model.Id, out var tacs);
        var channel = chance.Weighted(_channelSums);
        var seller = sellers.Count == 0 ? (OrganisationId?)null : sellers[chance.Below(sellers.Count)];
        var knows = chance.Share(); // Some sales were never told to the maker.
        var tac = tacs?[unit / SecondSim % tacs.Length].Code;
        return new Device
        {
            Id = ids.Next<DeviceId>(),
            Model = model.Id,
            Serial = SerialOf(n, _places[model.Id], built),
            Imei1 = tac is null ? null : Imei.Of(tac, unit % SecondSim),
            Imei2 = tac is null ? null : Imei.Of(tac, SecondSim + (unit % SecondSim)),
            SoldOn = knows < 0.97 ? sold : null,
            SoldBy = knows < 0.97 ? seller : null,
            Channel = knows < 0.97 ? _channels[channel] : null,
            Country = "IN",
            ActivatedOn = isConnected && knows < 0.99 ? Earlier(sold.AddDays(chance.Below(6)), today) : null,
            BuildWeek = BuildWeeks.Of(built),
        };
    }

    /// <summary>Density grows in a straight line over the months: the root of a quadratic gives the day.</summary>
    private DateOnly SoldOn(Chance chance)
    {
        var u = chance.Share() * (1 + (Growth / 2));
        var t = (Math.Sqrt(1 + (2 * Growth * u)) - 1) / Growth;
        var days = today.DayNumber - today.AddMonths(-Months).DayNumber;
        return today.AddDays(-days + (int)(t * days));
    }

    /// <summary>What was on the shelves that day; the newer, the more of it.</summary>
    private Model ModelOf(Chance chance, DateOnly sold)
    {
        var models = _byCategory[chance.Weighted(_categorySums)];
        var onSale = models.Count(model => model.LaunchedOn <= sold);
        if (onSale == 0)
        {
            return models[0];
        }

        var age = (int)(Math.Pow(chance.Share(), 2) * Math.Min(onSale, 8));
        return models[onSale - 1 - age];
    }

    /// <summary>Brand, model, year and week, a running number, and a check character (sum of positions times values, modulo 34).</summary>
    private static string SerialOf(int n, int model, DateOnly built)
    {
        Span<char> text = stackalloc char[13];
        var week = BuildWeeks.Of(built);
        "KV".CopyTo(text);
        text[2] = SerialDigits[model / SerialDigits.Length];
        text[3] = SerialDigits[model % SerialDigits.Length];
        text[4] = SerialDigits[week / 100 % 10];
        text[5] = SerialDigits[week % 100 / 10];
        text[6] = SerialDigits[week % 10];
        for (var i = 11; i > 6; i--, n /= SerialDigits.Length)
        {
            text[i] = SerialDigits[n % SerialDigits.Length];
        }

        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            sum += (i + 1) * SerialDigits.IndexOf(text[i]);
        }

        text[12] = SerialDigits[sum % SerialDigits.Length];
        return new string(text);
    }

    private static double[] Sums(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(weight => sum += weight)];
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
