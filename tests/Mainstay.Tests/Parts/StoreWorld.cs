using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

/// <summary>What tests of the store do over and over, through the verbs.</summary>
internal static class StoreWorld
{
    public static Task<StockChanged> ReceiveAsync(this CasesWorld world, SiteId site, Actor who, params StockPick[] lines) =>
        world.DoAsync<ReceiveStockHandler, StockChanged>((h, ct) => h.HandleAsync(new ReceiveStock(site, "supplier", lines), who, ct));

    public static Task<TransferChanged> AskAsync(this CasesWorld world, params TransferLineIn[] lines) =>
        world.DoAsync<RequestTransferHandler, TransferChanged>((h, ct) => h.HandleAsync(new RequestTransfer(world.Warehouse, world.Centre, TransferReason.Replenish, lines), world.Planner, ct));

    public static Task<TransferChanged> SendAsync(this CasesWorld world, TransferId transfer, params PickScan[] scans) =>
        world.DoAsync<SendTransferHandler, TransferChanged>((h, ct) =>
            h.HandleAsync(new SendTransfer { Transfer = transfer, Scans = scans, Carrier = "Road", EWayBill = "331001" }, world.Storekeeper, ct));

    public static Task<TransferChanged> ScanAsync(this CasesWorld world, TransferId transfer, params ArrivalScan[] scans) =>
        world.DoAsync<ReceiveTransferHandler, TransferChanged>((h, ct) =>
            h.HandleAsync(new ReceiveTransfer { Transfer = transfer, At = world.Centre, Scans = scans }, world.Technician, ct));

    public static async Task<string> CodeOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;

    public static async Task<int> HeldAsync(this CasesWorld world, SiteId site, string part, PlaceKind kind = PlaceKind.Bin, Condition condition = Condition.Good)
    {
        await using var db = world.Test.Open();
        var id = part == world.Display.Number ? world.Display.Id : world.Board.Id;
        return await db.Set<StockPlace>().Where(place => place.Site == site && place.Part == id && place.Kind == kind && place.Condition == condition).SumAsync(place => place.OnHand);
    }

    public static async Task IsCleanAsync(this CasesWorld world)
    {
        foreach (var check in new[] { "parts.balances", "parts.months", "parts.entries", "parts.units", "parts.reserved", "parts.transit" })
        {
            Assert.Empty((await world.CheckAsync(check)).Violations);
        }
    }
}
