using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mainstay.Cases.Model;

/// <summary>
/// One customer's problem with one device. Holds no personal data and no free text: those lie beside it in
/// <see cref="CasePrivate"/>, where they can be erased. State, clock and version change only through <see cref="CaseFile"/>.
/// </summary>
internal sealed class Case
{
    public required CaseId Id { get; init; }

    /// <summary>For people: the code of the site that opened it and a running number, such as <c>MH-MUM-07-1042</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The centre that answers to the customer.</summary>
    public required SiteId Site { get; set; }

    /// <summary>Where the work is now: the centre, or the factory while the device is there.</summary>
    public required SiteId At { get; set; }

    /// <summary>The factory it was sent to, from sending until it is back.</summary>
    public SiteId? Factory { get; set; }

    /// <summary>The identity now in the customer's name: changes with a swap, while <see cref="DeviceRoot"/> stays.</summary>
    public required DeviceId Device { get; set; }

    public required DeviceId DeviceRoot { get; init; }

    public required ModelId Model { get; init; }

    public required CategoryId Category { get; init; }

    public required CustomerId Customer { get; init; }

    public required CaseState State { get; set; }

    /// <summary>One case a device at a time: unique while true.</summary>
    public required bool IsOpen { get; set; }

    public required ClockOwner ClockOwner { get; set; }

    /// <summary>Start of the running clock interval; the closed ones lie in <see cref="ClockInterval"/>.</summary>
    public required DateTimeOffset ClockSince { get; set; }

    /// <summary>Closed stretches, promises made and rows beside it so far: the next sequence numbers.</summary>
    public int ClockCount { get; set; }

    public int PromiseCount { get; set; }

    public int BesideCount { get; set; }

    public required IntakeChannel Channel { get; init; }

    /// <summary>When it happens, as the customer says (IRIS condition).</summary>
    public string? Condition { get; set; }

    /// <summary>What the customer sees (IRIS symptom or a house code).</summary>
    public string? Symptom { get; set; }

    public string? Section { get; set; }

    public string? Defect { get; set; }

    public string? RepairCode { get; set; }

    public DateOnly? PurchasedOn { get; set; }

    public string? PurchaseChannel { get; set; }

    public PurchaseEvidence PurchaseEvidence { get; set; }

    public string? Firmware { get; set; }

    /// <summary>The customer agreed that data on the device may be erased.</summary>
    public bool WipeConsent { get; set; }

    public DateTimeOffset? WipedAt { get; set; }

    /// <summary>How the bench gets past the lock of the screen; null while nobody has asked.</summary>
    public Unlock? Unlock { get; set; }

    /// <summary>The seal of the newest picture, which contains those of all before it; null while there is none.</summary>
    public byte[]? PictureChain { get; set; }

    public bool IsSafety { get; set; }

    public bool IsSecurity { get; set; }

    /// <summary>Highest repair level of its lines, 1 to 4; 0 while nobody has looked.</summary>
    public int RepairLevel { get; set; }

    public PersonId? Technician { get; set; }

    public ShelfId? Shelf { get; set; }

    public string? Skill { get; set; }

    public DateTimeOffset? BookedFor { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; set; }

    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>From receipt to ready, less what was the customer's own time; whole seconds. Null while not ready.</summary>
    public long? NetSeconds { get; set; }

    /// <summary>The customer's own time since receipt, in whole seconds; kept by the clock.</summary>
    public long CustomerSeconds { get; set; }

    public DateTimeOffset? HandedOverAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Before diagnosis: when we will know. The promise in force; former ones lie in <see cref="PromiseMade"/>.</summary>
    public DateTimeOffset? KnownBy { get; set; }

    public DateTimeOffset? ReadyP50 { get; set; }

    /// <summary>What the customer was told as "at the latest"; kept when <see cref="ReadyAt"/> is not after it.</summary>
    public DateTimeOffset? ReadyP90 { get; set; }

    /// <summary>What he was told first of all as "at the latest": a promise that moves does not make this one kept.</summary>
    public DateTimeOffset? FirstReadyP90 { get; set; }

    /// <summary>What first moved a promise or let it run out, in the words of <see cref="Promises.PromiseCause"/>.</summary>
    public string? SlipCause { get; set; }

    /// <summary>Since when a promise was over without the customer having been told a new one; null where he always heard in time.</summary>
    public DateTimeOffset? UntoldSince { get; set; }

    /// <summary>The estimate is frozen until then.</summary>
    public DateTimeOffset? EstimateUntil { get; set; }

    public Outcome? Outcome { get; set; }

    /// <summary>Why no fault was found; needed with that outcome.</summary>
    public string? NoFaultReason { get; set; }

    /// <summary>The earlier repair this one returns from, when it is a bounce.</summary>
    public CaseId? BounceOf { get; set; }

    /// <summary>SHA-256 of case id and hand-over code; the code itself is only on the customer's paper.</summary>
    public string? CodeHash { get; set; }

    public int CodeFailures { get; set; }

    public DateTimeOffset? CodeLockedUntil { get; set; }

    /// <summary>Sum of the customer's shares of lines not declined, and what he has paid, in minor units of <see cref="Currency"/>.</summary>
    public long CustomerDueMinor { get; set; }

    public long SettledMinor { get; set; }

    public string Currency { get; set; } = "INR";

    /// <summary>Lines not yet used or returned: needed parts that are not here block the bench.</summary>
    public DateOnly? PartsExpectedOn { get; set; }

    /// <summary>Number in the system it was taken over from.</summary>
    public string? ExternalNumber { get; init; }

    /// <summary>Taken over as a finished record of somebody else's work: no events, no clock, in no figure of ours.</summary>
    public bool IsHistory { get; init; }

    public int Version { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public bool InCare => Moves.IsInCare(State);

    internal sealed class Table : IEntityTypeConfiguration<Case>
    {
        public void Configure(EntityTypeBuilder<Case> table)
        {
            table.ToTable("cases_cases").HasKey(c => c.Id);
            table.Ignore(c => c.InCare);
            table.Property(c => c.Version).IsConcurrencyToken();
            table.HasIndex(c => c.Number).IsUnique();
            table.HasIndex(c => c.DeviceRoot).IsUnique().HasFilter("is_open");
            table.HasIndex(c => new { c.DeviceRoot, c.HandedOverAt });
            table.HasIndex(c => new { c.Customer });
            table.HasIndex(c => new { c.At, c.State });
            table.HasIndex(c => new { c.Site, c.State });
            table.HasIndex(c => new { c.Site, c.OpenedAt });
            table.HasIndex(c => c.Shelf).IsUnique().HasFilter("shelf IS NOT NULL");
            table.HasIndex(c => new { c.UpdatedAt });
            table.HasIndex(c => new { c.Site, c.ReceivedAt, c.Category }).HasFilter("is_open AND received_at IS NOT NULL AND ready_at IS NULL"); // Backlog by age.
            table.HasIndex(c => new { c.Site, c.ReadyAt }).HasFilter("ready_at IS NOT NULL");
            table.HasIndex(c => new { c.Site, c.ReceivedAt });
            table.HasIndex(c => new { c.Site, c.HandedOverAt }).HasFilter("handed_over_at IS NOT NULL");
            table.HasIndex(c => c.BounceOf).HasFilter("bounce_of IS NOT NULL");
            table.HasIndex(c => new { c.Category, c.Symptom, c.HandedOverAt }).HasFilter("handed_over_at IS NOT NULL"); // Past fixes: costs nothing until hand-over.
            table.HasIndex(c => c.ReadyP90).HasFilter("is_open AND ready_p90 IS NOT NULL AND ready_at IS NULL"); // Promises still to be kept: "ready", and before it "known".
            table.HasIndex(c => c.KnownBy).HasFilter("is_open AND known_by IS NOT NULL AND ready_at IS NULL");
            table.HasIndex(c => c.EstimateUntil).HasFilter("state = 'estimate_sent'"); // Estimates nobody has answered.
            table.HasIndex(c => c.ExternalNumber).IsUnique().HasFilter("external_number IS NOT NULL");
        }
    }
}

/// <summary>What the customer told us and how to reach him for this case: personal, erasable, read under audit.</summary>
internal sealed class CasePrivate
{
    public required CaseId Case { get; init; }

    public string? Problem { get; set; }

    /// <summary>E.164. The registered SIM may be in the dead phone: this is where he can be reached now.</summary>
    public string? ReachPhone { get; set; }

    public string? ReachOther { get; set; }

    public string? Marks { get; set; }

    /// <summary>When the customer was erased: nothing of him is here any more, and his link leads nowhere.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CasePrivate>
    {
        public void Configure(EntityTypeBuilder<CasePrivate> table)
        {
            table.ToTable("cases_private").HasKey(p => p.Case);
            table.SharesKey();
            table.HasIndex(p => p.ReachPhone).HasFilter("reach_phone IS NOT NULL");
        }
    }
}

internal static class CaseTables
{
    extension(MainstayDb db)
    {
        internal DbSet<Case> Cases => db.Set<Case>();
        internal DbSet<CasePrivate> CasePrivates => db.Set<CasePrivate>();
        internal DbSet<Line> Lines => db.Set<Line>();
        internal DbSet<Item> Items => db.Set<Item>();
        internal DbSet<CaseEvent> CaseEvents => db.Set<CaseEvent>();
        internal DbSet<ClockInterval> ClockIntervals => db.Set<ClockInterval>();
        internal DbSet<CustodyMove> CustodyMoves => db.Set<CustodyMove>();
        internal DbSet<PromiseMade> Promises => db.Set<PromiseMade>();
        internal DbSet<Consignment> Consignments => db.Set<Consignment>();
        internal DbSet<Shelf> Shelves => db.Set<Shelf>();
        internal DbSet<Bounce> Bounces => db.Set<Bounce>();
        internal DbSet<Refusal> Refusals => db.Set<Refusal>();
        internal DbSet<Alert> Alerts => db.Set<Alert>();
        internal DbSet<Settlement> Settlements => db.Set<Settlement>();
        internal DbSet<WalkInToken> Tokens => db.Set<WalkInToken>();
        internal DbSet<Attachment> Attachments => db.Set<Attachment>();
        internal DbSet<GoodwillAsk> GoodwillAsks => db.Set<GoodwillAsk>();
        internal DbSet<NumberBlock> NumberBlocks => db.Set<NumberBlock>();
    }
}
