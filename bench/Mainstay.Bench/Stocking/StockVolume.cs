using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Bench.Stocking;

/// <summary>
/// The stock of a whole network copied into the tables: every part at every site, and a past of movements. Not made by the verbs:
/// only sizes and spreads are real; a third of the shelves is empty.
/// </summary>
internal sealed class StockVolume(BenchWorld world, int parts, int movements)
{
    private const int MovementsPerReceipt = 2;
    private const int OpenTransfers = 3_000;
    private const int LinesPerTransfer = 8;
    private readonly RandomStream _chance = new(BenchWorld.Seed, "bench.stock");

    public IReadOnlyList<PartId> Parts { get; private set; } = [];

    public IReadOnlyList<SiteInfo> Sites { get; private set; } = [];

    public long Places => (long)Parts.Count * Sites.Count;

    public async Task FillAsync(CancellationToken ct)
    {
        Sites = [.. (await world.DoAsync<ISites, IReadOnlyList<SiteInfo>>(async sites => await sites.AllAsync(ct))).Where(site => site.Ref.Kind != SiteKind.CallCentre)];
        var owner = world.Centres[0].Ref.Operator;
        await using var db = world.Database.CreateDbContext();
        await db.Database.OpenConnectionAsync(ct);
        await Sql.RunAsync(db, world.IsPostgres ? "SET session_replication_role = replica; SET synchronous_commit = off" : "PRAGMA foreign_keys = OFF", ct);
        var made = Enumerable.Range(0, parts).Select(Part).ToList();
        Parts = [.. made.Select(part => part.Id)];
        await Bulk.InsertAsync(db, made, ct);
        await db.Database.ExecuteSqlAsync($"UPDATE storage_revisions SET stamp = {world.Ids.Next().ToString()} WHERE name = 'catalogue'", ct);
        var held = (int)Math.Min(movements / MovementsPerReceipt, Places);
        await Bulk.InsertAsync(db, AllPlaces(owner), ct);
        await Bulk.InsertAsync(db, AllMovements(owner, held), ct);
        await Bulk.InsertAsync(db, Keeping(), ct);
        var (boxes, lines) = Boxes(owner);
        await Bulk.InsertAsync(db, boxes, ct);
        await Bulk.InsertAsync(db, lines, ct);
        await Sql.RunAsync(db, world.IsPostgres ? "SET session_replication_role = DEFAULT; SET synchronous_commit = on" : "PRAGMA foreign_keys = ON", ct);
        await db.Database.CloseConnectionAsync();
    }

    private Part Part(int n) => new()
    {
        Id = world.Ids.Next<PartId>(),
        Number = $"BENCH-{n:00000}",
        Name = $"Part {n:00000}",
        Class = "display",
        Category = world.Catalogue.Parts[0].Category,
        CostMinor = 1_000_00,
        PriceMinor = 2_000_00,
        Currency = "INR",
        RepairLevel = 2,
        SerialTracked = false,
    };

    private IEnumerable<StockKeeping> Keeping() => Sites.Select(site => new StockKeeping { Site = site.Id, Since = BenchWorld.Clock.Now() });

    private IEnumerable<StockPlace> AllPlaces(OrganisationId owner)
    {
        foreach (var part in Parts)
        {
            foreach (var site in Sites)
            {
                yield return StockPlace.Of(PlaceKey.InBin(site.Id, part, owner, bin: "A1"), Math.Max(0, _chance.Below(6) - 1));
            }
        }
    }

    /// <summary>A receipt and a use for as many shelves as the number of movements allows.</summary>
    private IEnumerable<StockMovement> AllMovements(OrganisationId owner, int held)
    {
        var now = BenchWorld.Clock.Now();
        for (var n = 0; n < movements; n++)
        {
            var at = n / MovementsPerReceipt % held;
            var bin = PlaceKey.InBin(Sites[at % Sites.Count].Id, Parts[at / Sites.Count % Parts.Count], owner, bin: "A1").Id;
            var isIn = n % MovementsPerReceipt == 0;
            yield return new StockMovement
            {
                Id = world.Ids.Next<MovementId>(),
                Part = Parts[at / Sites.Count % Parts.Count],
                From = isIn ? null : bin,
                To = isIn ? bin : null,
                Quantity = 1,
                Kind = isIn ? MovementKind.Receipt : MovementKind.Consume,
                Paper = StockPaper.Import,
                By = world.Everybody.Person,
                OccurredAt = now,
                RecordedAt = now,
            };
        }
    }

    private (List<Transfer> Boxes, List<TransferLine> Lines) Boxes(OrganisationId owner)
    {
        List<Transfer> boxes = [];
        List<TransferLine> lines = [];
        for (var n = 0; n < OpenTransfers; n++)
        {
            var to = world.Centres[n % world.Centres.Count];
            Transfer box = new()
            {
                Id = world.Ids.Next<TransferId>(),
                Number = $"T-BENCH-{n:00000}",
                From = to.Supply ?? Sites[0].Id,
                To = to.Id,
                State = n % 2 == 0 ? TransferState.Sent : TransferState.Requested,
                Reason = TransferReason.Replenish,
                CreatedAt = BenchWorld.Clock.Now(),
                ExpectedOn = BenchWorld.Today.AddDays(2),
            };
            boxes.Add(box);
            for (var i = 0; i < LinesPerTransfer; i++)
            {
                lines.Add(new TransferLine
                {
                    Id = world.Ids.Next<TransferLineId>(),
                    Transfer = box.Id,
                    Part = _chance.Pick(Parts),
                    Condition = Condition.Good,
                    Owner = owner,
                    Lot = "",
                    Asked = 5,
                    Sent = n % 2 == 0 ? 5 : 0,
                });
            }
        }

        return (boxes, lines);
    }
}
