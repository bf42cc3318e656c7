using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Promises;

/// <summary>What was learned about one stage, in whole minutes of the centre's open time.</summary>
internal sealed class StageTimeRow
{
    /// <summary>Site, category, state and level in one text: the natural key, stable over relearning.</summary>
    public required string Key { get; init; }

    public SiteId? Site { get; init; }

    public required CategoryId Category { get; init; }

    public required CaseState State { get; init; }

    public required int Level { get; init; }

    public required int P50Minutes { get; set; }

    public required int P90Minutes { get; set; }

    public required int Sample { get; set; }

    public required DateTimeOffset LearnedAt { get; set; }

    public static string KeyOf(StageKey key) => $"{key.Site?.ToString() ?? "network"}/{key.Category}/{key.State}/{key.Level}";

    public static async Task<StageTimes> LoadAsync(MainstayDb db, CancellationToken ct)
    {
        var rows = await db.Set<StageTimeRow>().AsNoTracking().ToListAsync(ct);
        return new StageTimes(rows.ToDictionary(
            row => new StageKey(row.Site, row.Category, row.State, row.Level),
            row => new StageTime(
                TimeSpan.FromMinutes(row.P50Minutes),
                TimeSpan.FromMinutes(row.P90Minutes),
                row.Site is null ? "category_history" : "site_history",
                row.Sample)));
    }

    internal sealed class Table : IEntityTypeConfiguration<StageTimeRow>
    {
        public void Configure(EntityTypeBuilder<StageTimeRow> table) => table.ToTable("cases_stage_times").HasKey(row => row.Key);
    }
}
