using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Parts.Factory;

/// <summary>
/// One stay of a defective part in the factory, from its scan-in to known good or scrap. A piece that comes a second time has a second
/// job; the piece itself stays the same (law 5).
/// </summary>
public sealed class BoardJob
{
    /// <summary>Grams; a whole television panel weighs less.</summary>
    public const int HeaviestGrams = 100_000;

    public required BoardJobId Id { get; init; }

    public required SiteId Site { get; init; }

    public required PartId Part { get; init; }

    public required OrganisationId Owner { get; init; }

    /// <summary>The piece, where pieces have serials.</summary>
    public UnitId? Unit { get; init; }

    /// <summary>What is scanned: its serial, or the number of the debt it came for.</summary>
    public required string Tag { get; init; }

    public DebtId? Debt { get; init; }

    /// <summary>The batch it came with.</summary>
    public TransferId? Transfer { get; init; }

    public required string Lot { get; init; }

    public required BoardState State { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Since when it is at its station.</summary>
    public required DateTimeOffset Since { get; set; }

    /// <summary>Final tests so far.</summary>
    public int Attempts { get; set; }

    /// <summary>How the first final test went; null before it.</summary>
    public bool? FirstPass { get; set; }

    public DateTimeOffset? FirstTestAt { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    public PersonId? DoneBy { get; set; }

    /// <summary>Why it was scrapped: resource <c>returns.scrap.{code}</c>.</summary>
    public string? ScrapReason { get; set; }

    public int? WeightGrams { get; set; }

    /// <summary>Class of waste, such as <c>ITEW15</c> of the E-Waste (Management) Rules 2022.</summary>
    public string? Stream { get; set; }

    public string? Recycler { get; set; }

    public string? RecyclerDocument { get; set; }

    public int Version { get; set; }

    public bool IsOpen => State is not (BoardState.Passed or BoardState.Scrapped);

    /// <summary>Where it lies when it is known good.</summary>
    public PlaceKey GoodPlace => PlaceKey.InBin(Site, Part, Owner, Condition.Refurbished, "", Lot);

    public static BoardState? After(BoardState from, BoardAct act) => (from, act) switch
    {
        (BoardState.Received, BoardAct.Start) => BoardState.Test,
        (BoardState.Test, BoardAct.ToRepair) => BoardState.Repair,
        (BoardState.Test or BoardState.Repair, BoardAct.ToFinalTest) => BoardState.FinalTest,
        (BoardState.FinalTest, BoardAct.Fail) => BoardState.Repair,
        (BoardState.FinalTest, BoardAct.Pass) => BoardState.Passed,
        (BoardState.Received or BoardState.Test or BoardState.Repair or BoardState.FinalTest, BoardAct.Scrap) => BoardState.Scrapped,
        _ => null,
    };

    public IReadOnlyList<BoardAct> Next => [.. Enum.GetValues<BoardAct>().Where(act => After(State, act) is not null)];

    /// <exception cref="RefusedException"><c>wrong-state</c>.</exception>
    public void Do(BoardAct act, PersonId by, DateTimeOffset at)
    {
        var to = After(State, act) ?? throw new RefusedException("wrong-state",
            $"{Tag} is at {EnumText<BoardState>.Of(State)}; there it can only go on with {string.Join(" or ", Next.Select(EnumText<BoardAct>.Of))}{(IsOpen ? "" : "nothing, it is done")}.");
        if (act is BoardAct.Pass or BoardAct.Fail)
        {
            Attempts++;
            FirstPass ??= act == BoardAct.Pass;
            FirstTestAt ??= at;
        }

        (State, Since) = (to, at);
        if (!IsOpen)
        {
            (DoneAt, DoneBy) = (at, by);
        }

        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<BoardJob>
    {
        public void Configure(EntityTypeBuilder<BoardJob> table)
        {
            table.ToTable("parts_board_jobs").HasKey(job => job.Id);
            table.Ignore(job => job.IsOpen).Ignore(job => job.GoodPlace).Ignore(job => job.Next);
            table.Property(job => job.DoneBy).IsLoose();
            table.Property(job => job.Version).IsConcurrencyToken();
            table.HasIndex(job => new { job.Site, job.State });
            table.HasIndex(job => new { job.Site, job.Tag });
            table.HasIndex(job => new { job.Site, job.DoneAt });
            table.HasIndex(job => job.Unit).IsUnique().HasFilter("done_at IS NULL"); // A piece is at one station at a time.
        }
    }
}

/// <summary>A step of a board from station to station. Written once.</summary>
public sealed class BoardStep
{
    public required BoardJobId Job { get; init; }

    public required int Sequence { get; init; }

    public required BoardAct Act { get; init; }

    public required BoardState To { get; init; }

    /// <summary>What was found or done, as a code of the house; null where the act says it all.</summary>
    public string? Code { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<BoardStep>
    {
        public void Configure(EntityTypeBuilder<BoardStep> table) =>
            table.ToTable("parts_board_steps").AreLoose().HasKey(step => new { step.Job, step.Sequence });
    }
}
