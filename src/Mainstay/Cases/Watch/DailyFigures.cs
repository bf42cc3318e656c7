using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Watch;

/// <summary>
/// What a site did on one of its days in one product category, and in all together: sums only, so that any span and any set of
/// sites is a sum of rows. Doctor recomputes them from the cases and compares.
/// </summary>
internal sealed class DailyFigures
{
    /// <summary>Of the row in which a site's day is summed over its categories: the usual question reads a sixth of the rows.</summary>
    public static readonly CategoryId AllCategories = CategoryId.From(Guid.Empty);

    public required SiteId Site { get; init; }

    /// <summary>In the site's own time zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Or <see cref="AllCategories"/>.</summary>
    public required CategoryId Category { get; init; }

    public int Received { get; set; }

    /// <summary>Made ready on this day; the turnaround figures below are of these.</summary>
    public int Ready { get; set; }

    public int ReadyIn2Hours { get; set; }

    public int ReadyIn4Hours { get; set; }

    public int ReadySameDay { get; set; }

    public int ReadyIn3Days { get; set; }

    public int ReadyIn7Days { get; set; }

    /// <summary>Within 24 hours when the customer's own time does not count.</summary>
    public int ReadyIn1DayNet { get; set; }

    public long GrossSeconds { get; set; }

    public long NetSeconds { get; set; }

    /// <summary>Made ready under a promise, and not later than its "at the latest".</summary>
    public int Promised { get; set; }

    public int PromiseKept { get; set; }

    /// <summary>Made ready later than was promised first, by a cause that was not the customer's own.</summary>
    public int Slipped { get; set; }

    /// <summary>Of these, how often the customer was told each new promise before the old one was over, and the last one was kept.</summary>
    public int Warned { get; set; }

    public int HandedOver { get; set; }

    /// <summary>Handed over on this day as mended.</summary>
    public int Mended { get; set; }

    /// <summary>Of the mended ones, how many were back within 30 and within 90 days.</summary>
    public int BackIn30Days { get; set; }

    public int BackIn90Days { get; set; }

    public int NoFaultFound { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DailyFigures>
    {
        public void Configure(EntityTypeBuilder<DailyFigures> table)
        {
            table.ToTable("cases_daily").HasKey(f => new { f.Site, f.Day, f.Category });
            table.AreLoose();
            table.Property(f => f.Category).MayMeanAll(AllCategories);
            table.Property(f => f.Slipped).HasDefaultValue(0);
            table.Property(f => f.Warned).HasDefaultValue(0);
            table.HasIndex(f => new { f.Category, f.Day });
        }
    }
}

/// <summary>Of a site's day, why devices were made ready later than was promised first.</summary>
internal sealed class DailyCauses
{
    public required SiteId Site { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Or <see cref="DailyFigures.AllCategories"/>.</summary>
    public required CategoryId Category { get; init; }

    /// <summary>See <see cref="Promises.PromiseCause"/>.</summary>
    public required string Cause { get; init; }

    public int Slipped { get; set; }

    public int Warned { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DailyCauses>
    {
        public void Configure(EntityTypeBuilder<DailyCauses> table)
        {
            table.ToTable("cases_daily_causes").HasKey(f => new { f.Site, f.Day, f.Category, f.Cause });
            table.AreLoose();
            table.Property(f => f.Category).MayMeanAll(DailyFigures.AllCategories);
            table.HasIndex(f => new { f.Category, f.Day });
        }
    }
}

/// <summary>Up to which change the figures are reckoned.</summary>
internal sealed class FiguresCursor
{
    public const string Daily = "daily";

    public required string Name { get; init; }

    public required DateTimeOffset UpTo { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<FiguresCursor>
    {
        public void Configure(EntityTypeBuilder<FiguresCursor> table) => table.ToTable("cases_figures_cursor").HasKey(c => c.Name);
    }
}
