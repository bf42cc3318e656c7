using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Counts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

/// <summary>Law 2 under whatever people do, several at once, sensible or not.</summary>
public sealed class StorePropertyTests
{
    private const string Display = "P-DSP";
    private const string Board = "P-BRD";
    private const int Programs = 4;
    private const int Steps = 60;
    private const int AtOnce = 3;

    private static readonly string[] _bins = ["", "A", "B"];

    /// <summary>What is done, with how many, from which bin, to which serial.</summary>
    private sealed record Act(int What, int Pieces, string Bin, int Serial);

    private static readonly Gen<Act> _acts = Gen.Choose(0, 11).SelectMany(_ => Gen.Choose(-1, 7), (what, pieces) => (what, pieces))
        .SelectMany(_ => Gen.Elements(_bins), (act, bin) => (act.what, act.pieces, bin)).SelectMany(_ => Gen.Choose(0, 9), (act, serial) => new Act(act.what, act.pieces, act.bin, serial));

    [Theory, BothDatabases]
    public async Task Whatever_is_done_in_whichever_order_stock_adds_up(Provider provider)
    {
        foreach (var program in Enumerable.Range(0, Programs).Select(_ => _acts.ListOf(Steps).Sample(1).Single()))
        {
            await using var world = await CasesWorld.CreateAsync(provider);
            Run run = new(world);
            foreach (var acts in program.Chunk(AtOnce))
            {
                await Task.WhenAll(acts.Select(run.TryAsync));
                world.Test.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await using var db = world.Test.Open();
            var held = await db.Set<StockPlace>().SumAsync(place => place.OnHand, TestContext.Current.CancellationToken);
            Assert.True(run.Inside == held, $"{run.Inside} pieces came in and did not leave, {held} are there after: {string.Join(", ", program)}");
            Assert.True(run.Done > 0);
            await world.IsCleanAsync();
        }
    }

    private sealed class Run(CasesWorld world)
    {
        private readonly ConcurrentQueue<TransferId> _transfers = [];
        private readonly ConcurrentQueue<CountId> _counts = [];
        private int _inside;
        private int _done;

        /// <summary>By what the verbs answered.</summary>
        public int Inside => _inside;

        public int Done => _done;

        public async Task TryAsync(Act act)
        {
            try
            {
                Interlocked.Add(ref _inside, await DoAsync(act));
                Interlocked.Increment(ref _done);
            }
            catch (RefusedException)
            {
                // A clear no is as good as a yes here; anything else fails the test.
            }
        }

        /// <returns>Pieces that entered less those that left.</returns>
        private async Task<int> DoAsync(Act act)
        {
            var (part, serials) = act.Serial < 5 ? (Board, (string[]?)[$"S{act.Serial}"]) : (Display, null);
            StockPick pick = new(part, part == Board ? 1 : act.Pieces, act.Bin, Serials: serials);
            switch (act.What)
            {
                case 0 or 1:
                    return (await world.ReceiveAsync(world.Warehouse, world.Storekeeper, pick)).Pieces;
                case 2:
                    return (await world.ReceiveAsync(world.Centre, world.Manager, pick)).Pieces;
                case 3:
                    await world.DoAsync<MoveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new MoveStock(world.Warehouse, pick, _bins[act.Serial % _bins.Length]), world.Storekeeper, ct));
                    return 0;
                case 4:
                    await world.DoAsync<ReclassifyStockHandler, StockChanged>((h, ct) => h.HandleAsync(new ReclassifyStock(world.Warehouse, pick, Condition.Defective, null, "damaged"), world.Storekeeper, ct));
                    return 0;
                case 5:
                    return -(await world.DoAsync<TakeOutStockHandler, StockChanged>((h, ct) => h.HandleAsync(new TakeOutStock(world.Warehouse, pick, WayOut.ReturnToSupplier, "to_supplier_surplus"), world.Storekeeper, ct))).Pieces;
                case 6:
                    _transfers.Enqueue((await world.AskAsync(new TransferLineIn(Display, Math.Max(1, act.Pieces)), new TransferLineIn(Board, 1))).Id);
                    return 0;
                case 7 when _transfers.TryPeek(out var leaving):
                    await world.SendAsync(leaving, serials is null ? new PickScan(Display, act.Pieces) : new PickScan(serials[0]));
                    return 0;
                case 8 when _transfers.TryPeek(out var arriving):
                    await world.ScanAsync(arriving, serials is null ? new ArrivalScan(Display, act.Pieces, act.Serial == 9) : new ArrivalScan(serials[0]));
                    return 0;
                case 9 when _transfers.TryDequeue(out var closing):
                    return -(await world.DoAsync<CloseTransferShortHandler, TransferChanged>((h, ct) => h.HandleAsync(new CloseTransferShort { Transfer = closing, Reason = "lost_by_carrier" }, world.Manager, ct))).Pieces;
                case 10 when _counts.TryDequeue(out var count):
                    var view = await world.DoAsync<ViewCountHandler, CountView>((h, ct) => h.HandleAsync(new ViewCount(count), world.Storekeeper, ct));
                    await world.DoAsync<EnterCountHandler, CountChanged>((h, ct) => h.HandleAsync(new EnterCount
                    {
                        Count = count,
                        Entries = [.. view.Lines.Select(line => line.SerialTracked ? new Seen(line.Id, Serials: [$"S{act.Serial}"]) : new Seen(line.Id, Math.Max(0, act.Pieces)))],
                    }, world.Storekeeper, ct));
                    var done = await world.DoAsync<FinishCountHandler, CountFinished>((h, ct) => h.HandleAsync(new FinishCount { Count = count, Reason = "unknown" }, world.Storekeeper, ct));
                    return done.Found - done.Lost;
                default:
                    _counts.Enqueue((await world.DoAsync<BeginCountHandler, CountChanged>((h, ct) => h.HandleAsync(new BeginCount(world.Warehouse, act.Bin, Most: 5), world.Storekeeper, ct))).Id);
                    return 0;
            }
        }
    }
}
