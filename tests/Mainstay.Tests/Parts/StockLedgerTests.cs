using Mainstay.Common;
using Mainstay.Parts.Checks;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

public sealed class StockLedgerTests
{
    [Theory, BothDatabases]
    public async Task What_a_place_holds_is_the_sum_of_its_movements_at_every_instant(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var bin = PlaceKey.InBin(world.Warehouse, world.Display.Id, world.Owner, bin: "A-01");
        await PostAsync(world, new Posting(null, bin, 10, MovementKind.Receipt, "supplier"));
        world.Test.Clock.Advance(TimeSpan.FromHours(1));
        await PostAsync(world, new Posting(bin, bin.OnTheWayTo(world.Centre), 4, MovementKind.Send));
        var between = world.Test.Clock.GetUtcNow();
        world.Test.Clock.Advance(TimeSpan.FromHours(1));
        await PostAsync(world, new Posting(bin.OnTheWayTo(world.Centre), bin with { Site = world.Centre, Bin = "" }, 4, MovementKind.Arrive));

        await using var db = world.Test.Database.CreateDbContext();
        Assert.Equal(6, await HeldAsync(db, bin));
        Assert.Equal(0, await HeldAsync(db, bin.OnTheWayTo(world.Centre)));
        Assert.Equal(4, await HeldAsync(db, bin with { Site = world.Centre, Bin = "" }));
        var then = await StockHistory.AtAsync(db, world.Centre, world.Display.Id, between, TestContext.Current.CancellationToken);
        Assert.Equal(4, Assert.Single(then, place => place.Kind == PlaceKind.InTransit).OnHand);
        Assert.DoesNotContain(then, place => place.Kind == PlaceKind.Bin);
        await IsCleanAsync(world);
    }

    [Theory, BothDatabases]
    public async Task Nothing_leaves_a_place_that_does_not_hold_it_and_nothing_of_the_verb_stays(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var bin = PlaceKey.InBin(world.Centre, world.Display.Id, world.Owner);
        var never = await Assert.ThrowsAsync<RefusedException>(() => PostAsync(world, new Posting(bin, null, 1, MovementKind.Scrap, "broken")));
        Assert.Equal("not-in-stock", never.Code);
        await PostAsync(world, new Posting(null, bin, 2, MovementKind.Receipt, "supplier"));
        var tooMany = await Assert.ThrowsAsync<RefusedException>(() => PostAsync(world,
            new Posting(null, bin.InBinOf("B"), 5, MovementKind.Receipt, "supplier"), new Posting(bin, bin.Reserved, 3, MovementKind.Reserve)));
        Assert.Equal("not-in-stock", tooMany.Code);
        foreach (var wrong in new[] { 0, -1, StockRules.MostPieces + 1 })
        {
            Assert.Equal("quantity-not-possible", (await Assert.ThrowsAsync<RefusedException>(() => PostAsync(world, new Posting(null, bin, wrong, MovementKind.Receipt)))).Code);
        }

        await using var db = world.Test.Database.CreateDbContext();
        Assert.Equal(2, await HeldAsync(db, bin));
        Assert.Equal(0, await HeldAsync(db, bin.InBinOf("B")));
        Assert.Equal(1, await db.Set<StockMovement>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, BothDatabases]
    public async Task Of_many_who_take_the_last_piece_at_once_one_gets_it(Provider provider)
    {
        const int Clerks = 1000;
        await using var world = await CasesWorld.CreateAsync(provider);
        var bin = PlaceKey.InBin(world.Centre, world.Display.Id, world.Owner);
        await PostAsync(world, new Posting(null, bin, 1, MovementKind.Receipt, "supplier"));
        using SemaphoreSlim doors = new(24);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Clerks).Select(async _ =>
        {
            await doors.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                await PostAsync(world, new Posting(bin, bin.Reserved, 1, MovementKind.Reserve));
                return "done";
            }
            catch (RefusedException e)
            {
                return e.Code;
            }
            finally
            {
                doors.Release();
            }
        }));
        Assert.Equal(1, outcomes.Count(outcome => outcome == "done"));
        Assert.Equal(Clerks - 1, outcomes.Count(outcome => outcome == "not-in-stock"));
        await using var db = world.Test.Database.CreateDbContext();
        Assert.Equal((0, 1), (await HeldAsync(db, bin), await HeldAsync(db, bin.Reserved)));
    }

    [Theory, BothDatabases]
    public async Task A_piece_with_a_serial_is_in_one_place_and_cannot_be_taken_from_another(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var ct = TestContext.Current.CancellationToken;
        var bin = PlaceKey.InBin(world.Centre, world.Board.Id, world.Owner);
        await using (var db = world.Test.Database.CreateDbContext())
        {
            PartUnit unit = new() { Id = world.Test.Ids.Next<UnitId>(), Part = world.Board.Id, Serial = "BRD1", CameAt = world.Test.Clock.GetUtcNow() };
            db.Add(unit);
            await Ledger(world, db).PostAsync([new Posting(null, bin, 1, MovementKind.Receipt, "supplier", unit)], Ground(world), ct);
        }

        await using (var db = world.Test.Database.CreateDbContext())
        {
            var unit = await db.Set<PartUnit>().SingleAsync(ct);
            Assert.Equal(bin.Id, unit.Place);
            var elsewhere = await Assert.ThrowsAsync<RefusedException>(() =>
                Ledger(world, db).PostAsync([new Posting(bin.InBinOf("B"), null, 1, MovementKind.Consume, null, unit)], Ground(world), ct));
            Assert.Equal("unit-elsewhere", elsewhere.Code);
        }

        await using (var db = world.Test.Database.CreateDbContext())
        {
            db.Add(new PartUnit { Id = world.Test.Ids.Next<UnitId>(), Part = world.Board.Id, Serial = "BRD1", CameAt = world.Test.Clock.GetUtcNow() });
            var twice = await Assert.ThrowsAsync<RefusedException>(() => Ledger(world, db).PostAsync([new Posting(null, bin, 1, MovementKind.Receipt)], Ground(world), ct));
            Assert.Equal("serial-known", twice.Code);
        }

        await IsCleanAsync(world);
    }

    [Theory, BothDatabases]
    public async Task The_doctor_finds_a_balance_that_no_movement_explains(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var bin = PlaceKey.InBin(world.Centre, world.Display.Id, world.Owner);
        await PostAsync(world, new Posting(null, bin, 3, MovementKind.Receipt, "supplier"));
        await using var db = world.Test.Database.CreateDbContext();
        await db.Database.ExecuteSqlAsync($"UPDATE parts_places SET on_hand = 4", TestContext.Current.CancellationToken);
        var found = await new BalanceCheck().RunAsync(db, TestContext.Current.CancellationToken);
        Assert.Contains("P-DSP", Assert.Single(found.Violations));
        await db.Database.ExecuteSqlAsync($"UPDATE parts_movements SET \"from\" = \"to\", \"to\" = NULL", TestContext.Current.CancellationToken);
        Assert.Single((await new MonthsCheck(world.Test.Database).RunAsync(db, TestContext.Current.CancellationToken)).Violations);
        Assert.Single((await new EntryCheck().RunAsync(db, TestContext.Current.CancellationToken)).Violations);
    }

    private static StockLedger Ledger(CasesWorld world, MainstayDb db) => new(db, world.Test.Ids, world.Test.Clock);

    private static PostingGround Ground(CasesWorld world) => new(StockPaper.Adjustment, null, world.Storekeeper.Person, world.Test.Clock.GetUtcNow());

    private static async Task PostAsync(CasesWorld world, params Posting[] postings)
    {
        await using var db = world.Test.Database.CreateDbContext();
        await Ledger(world, db).PostAsync(postings, Ground(world), TestContext.Current.CancellationToken);
    }

    private static Task<int> HeldAsync(MainstayDb db, PlaceKey key)
    {
        var id = key.Id;
        return db.Set<StockPlace>().Where(place => place.Id == id).Select(place => place.OnHand).SingleOrDefaultAsync();
    }

    private static async Task IsCleanAsync(CasesWorld world)
    {
        await using var db = world.Test.Database.CreateDbContext();
        foreach (ICheck check in new ICheck[] { new BalanceCheck(), new MonthsCheck(world.Test.Database), new EntryCheck(), new UnitsCheck(), new ReservedCheck() })
        {
            Assert.Empty((await check.RunAsync(db, TestContext.Current.CancellationToken)).Violations);
        }
    }
}
