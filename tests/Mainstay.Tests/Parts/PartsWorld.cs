using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Needs;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

/// <summary>What tests of parts ask of the world again and again.</summary>
internal static class PartsWorld
{
    extension(CasesWorld world)
    {
        public async Task KeepStockAsync(params SiteId[] sites)
        {
            await using var db = world.Test.Database.CreateDbContext();
            foreach (var site in sites)
            {
                await StockKeepers.BeginAsync(db, world.Test.Ids, site, world.Test.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        /// <summary>Enters from a supplier.</summary>
        public async Task StockAsync(SiteId site, PartInfo part, int pieces, string bin = "", string lot = "", string[]? serials = null)
        {
            await using var db = world.Test.Database.CreateDbContext();
            var to = PlaceKey.InBin(site, part.Id, world.Owner, bin: bin, lot: lot);
            Posting[] postings = serials is null
                ? [new Posting(null, to, pieces, MovementKind.Receipt, "supplier")]
                : [.. serials.Select(serial => new Posting(null, to, 1, MovementKind.Receipt, "supplier", new PartUnit
                {
                    Id = world.Test.Ids.Next<UnitId>(), Part = part.Id, Serial = serial, Lot = lot, CameAt = world.Test.Clock.GetUtcNow(),
                }))];
            db.AddRange(postings.Select(posting => posting.Unit).OfType<PartUnit>());
            await new StockLedger(db, world.Test.Ids, world.Test.Clock).PostAsync(
                postings, new PostingGround(StockPaper.Adjustment, null, world.Storekeeper.Person, world.Test.Clock.GetUtcNow()), TestContext.Current.CancellationToken);
        }

        public Task<int> FreeAsync(SiteId site, PartInfo part) => HeldAsync(world, site, part, PlaceKind.Bin);

        public Task<int> ReservedAsync(SiteId site, PartInfo part) => HeldAsync(world, site, part, PlaceKind.Reserved);

        public async Task<Need> NeedAsync(CaseId id)
        {
            await using var db = world.Test.Database.CreateDbContext();
            return await db.Set<Need>().AsNoTracking().SingleAsync(need => need.Case == id, TestContext.Current.CancellationToken);
        }

        public Task<IReadOnlyList<Allotment>> AllotAsync(SiteId site, PartId part) =>
            world.DoAsync<NeedDesk, IReadOnlyList<Allotment>>((desk, ct) => desk.AllotAsync(site, [part], world.Storekeeper.Person, ct));

        public async Task RequestAsync(SiteId from, SiteId to, PartInfo part, int pieces, DateOnly expectedOn)
        {
            await using var db = world.Test.Database.CreateDbContext();
            Transfer transfer = new()
            {
                Id = world.Test.Ids.Next<TransferId>(),
                Number = "T-1",
                From = from,
                To = to,
                State = TransferState.Requested,
                Reason = TransferReason.Replenish,
                CreatedAt = world.Test.Clock.GetUtcNow(),
                ExpectedOn = expectedOn,
            };
            db.Add(transfer);
            db.Add(new TransferLine
            {
                Id = world.Test.Ids.Next<TransferLineId>(),
                Transfer = transfer.Id,
                Part = part.Id,
                Condition = Condition.Good,
                Owner = world.Owner,
                Lot = "",
                Asked = pieces,
            });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<int> HeldAsync(CasesWorld world, SiteId site, PartInfo part, PlaceKind kind)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<StockPlace>().Where(place => place.Site == site && place.Part == part.Id && place.Kind == kind && (place.Condition == Condition.Good || place.Condition == Condition.Refurbished))
            .SumAsync(place => place.OnHand, TestContext.Current.CancellationToken);
    }
}
