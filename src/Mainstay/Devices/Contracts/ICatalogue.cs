using System.Text.Json.Serialization;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Devices.Contracts;

/// <param name="NameHi">The name in Hindi.</param>
/// <param name="StandardRepairMinutes">Bench time of an ordinary repair.</param>
/// <param name="SameDayEligible">Its small repairs count in the same-day rate.</param>
/// <param name="Hsn">Heading of the customs tariff, for delivery challans.</param>
public sealed record CategoryInfo(
    CategoryId Id, string Code, string Name, string NameHi, int StandardRepairMinutes, bool NeedsImei, bool SameDayEligible, string? Hsn);

/// <param name="Value">What a new one costs today, tax included: the measure for beyond economic repair.</param>
public sealed record ModelInfo(
    ModelId Id, string Code, string Name, string Brand, CategoryId Category, string CategoryCode, OrganisationId Maker, Money Value, bool HasImei)
{
    /// <summary>Brand and name as people say them, the brand once.</summary>
    public string FullName => Name.StartsWith(Brand, StringComparison.OrdinalIgnoreCase) ? Name : $"{Brand} {Name}";
}

/// <param name="Class">What policies speak of: <c>display</c>, <c>battery</c>, <c>main_board</c>, <c>accessory</c> …</param>
/// <param name="RepairLevel">1 no opening, 2 module swap, 3 component solder, 4 board rework: from 3 on it is the factory's work.</param>
/// <param name="Cost">Of today, as <paramref name="Price"/>.</param>
public sealed record PartInfo(
    PartId Id, string Number, string Name, string Class, CategoryId Category, Money Cost, Money Price, int RepairLevel, bool SerialTracked)
{
    /// <summary>All there were and those to come, oldest first; shown where one part is looked at.</summary>
    [JsonIgnore]
    public IReadOnlyList<DatedPrice> Prices { get; init; } = [];

    [JsonIgnore]
    public int Version { get; init; }

    /// <summary>With the cost and price of that day.</summary>
    public PartInfo On(DateOnly day)
    {
        var now = Prices.LastOrDefault(price => price.From is null || price.From <= day);
        return now is null || (now.Cost == Cost && now.Price == Price) ? this : this with { Cost = now.Cost, Price = now.Price };
    }
}

/// <param name="From">The first day it holds; null for the price a part came with.</param>
public sealed record DatedPrice(DateOnly? From, Money Cost, Money Price);

/// <summary>Models, parts, TACs and categories, held in memory and refreshed within seconds of a change on any node.</summary>
public interface ICatalogue
{
    ValueTask<ModelInfo?> ModelAsync(ModelId model, CancellationToken ct);

    ValueTask<ModelInfo?> ModelByCodeAsync(string code, CancellationToken ct);

    /// <param name="tac">First eight digits of an IMEI.</param>
    ValueTask<ModelInfo?> ModelByTacAsync(string tac, CancellationToken ct);

    /// <summary>All known TACs with their models.</summary>
    ValueTask<IReadOnlyDictionary<string, ModelInfo>> TacsAsync(CancellationToken ct);

    ValueTask<IReadOnlyList<ModelInfo>> ModelsAsync(CancellationToken ct);

    ValueTask<PartInfo?> PartAsync(PartId part, CancellationToken ct);

    ValueTask<PartInfo?> PartByNumberAsync(string number, CancellationToken ct);

    /// <summary>Parts that fit the model.</summary>
    ValueTask<IReadOnlyList<PartInfo>> PartsForAsync(ModelId model, CancellationToken ct);

    ValueTask<IReadOnlyList<PartInfo>> PartsAsync(CancellationToken ct);

    ValueTask<CategoryInfo?> CategoryAsync(CategoryId category, CancellationToken ct);

    ValueTask<IReadOnlyList<CategoryInfo>> CategoriesAsync(CancellationToken ct);
}
