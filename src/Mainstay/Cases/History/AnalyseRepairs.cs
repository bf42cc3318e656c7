using Mainstay.Access.Contracts;
using Mainstay.Kernel.Statistics;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.History;

/// <summary>What became of the attempts of one product category; one record is one attempt.</summary>
/// <param name="Barriers">Count by barrier as written; attempts without one are not counted here.</param>
/// <param name="MedianAge">In years, of the attempts that say one; null when none does.</param>
public sealed record RepairCategory(
    string Category, long Attempts, long Fixed, long Repairable, long EndOfLife, long Unknown,
    IReadOnlyDictionary<string, long> Barriers, double? MedianAge);

public sealed record RepairAnalysis(long N, IReadOnlyList<RepairCategory> Categories);

/// <summary>Counts the imported history by product category, as published.</summary>
public sealed class AnalyseRepairsHandler(MainstayDb db)
{
    public async Task<RepairAnalysis> HandleAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator, Role.Integrator);
        var records = await db.Set<HistoryRecord>().AsNoTracking()
            .Select(record => new { record.ProductCategory, record.RepairStatus, record.RepairBarrier, record.ProductAge })
            .ToListAsync(ct);
        var categories = records.GroupBy(record => record.ProductCategory, StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new RepairCategory(
                same.Key,
                same.LongCount(),
                same.LongCount(record => record.RepairStatus == "Fixed"),
                same.LongCount(record => record.RepairStatus == "Repairable"),
                same.LongCount(record => record.RepairStatus == "End of life"),
                same.LongCount(record => record.RepairStatus == "Unknown"),
                same.Where(record => record.RepairBarrier.Length > 0)
                    .GroupBy(record => record.RepairBarrier, StringComparer.Ordinal)
                    .OrderBy(barrier => barrier.Key, StringComparer.Ordinal)
                    .ToDictionary(barrier => barrier.Key, barrier => barrier.LongCount(), StringComparer.Ordinal),
                Median([.. same.Select(record => Ords.AgeOf(record.ProductAge)).OfType<double>().Order()])))
            .ToList();
        return new RepairAnalysis(records.Count, categories);
    }

    private static double? Median(double[] sorted) => sorted.Length == 0 ? null : Quantile.Of(sorted, 0.5);
}
