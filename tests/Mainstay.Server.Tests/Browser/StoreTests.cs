using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Microsoft.Playwright;

namespace Mainstay.Server.Tests.Browser;

/// <summary>A storekeeper with a phone in his hand: what leaves is scanned out, what comes is scanned in.</summary>
public sealed class StoreTests(Chromium chromium, Counter counter) : IClassFixture<Counter>
{
    private const string Part = "ST-DSP";
    private const string Tracked = "ST-BRD";

    [Fact]
    public async Task Parts_are_scanned_out_and_in_on_a_phone()
    {
        SiteId own = counter.Server.Own.Site.Id;
        SiteId other = counter.Server.Foreign.Site.Id;
        await AddPartAsync(Part, false);
        await AddPartAsync(Tracked, true);
        await ReceiveAsync(own, new StockPick(Part, 9, "A-01"), new StockPick(Tracked, Serials: ["BRD1"]));
        await ReceiveAsync(other, new StockPick(Part, 5));
        TransferChanged leaving = await AskAsync(own, other, new TransferLineIn(Part, 4), new TransferLineIn(Tracked, 1));
        TransferChanged coming = await AskAsync(other, own, new TransferLineIn(Part, 5));
        await counter.Server.DoAsync<SendTransferHandler, TransferChanged>((h, ct) =>
            h.HandleAsync(new SendTransfer { Transfer = coming.Id, Scans = [new PickScan(Part, 5)], Carrier = "Road" }, Actor.System, ct));

        IPage page = await counter.OpenAsync(chromium, Role.Storekeeper, 390);
        await page.GotoAsync(counter.Server.Address + "/store");
        await Assertions.Expect(page.Locator(".truth")).ToContainTextAsync("1 to pick, 1 on the way here");
        await LookAsync(page, "store");

        await page.GetByRole(AriaRole.Link, new() { Name = leaving.Number }).ClickAsync();
        await page.FillAsync("[name=scans]", $"{Part} *3\n]d291{Tracked}|21BRD1");
        await page.FillAsync("[name=carrier]", "Road");
        await LookAsync(page, "store-pick");
        await page.FillAsync("[name=scans]", $"{Part} *5\nBRD1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("more was scanned");
        await page.FillAsync("[name=scans]", $"{Part} *3\n]d291{Tracked}|21BRD1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByText("is on its way: 4 pieces")).ToBeVisibleAsync();
        await LookAsync(page, "store-sent");
        await page.GotoAsync($"{counter.Server.Address}/store/transfers/{leaving.Id}/challan");
        await Assertions.Expect(page.GetByText("BRD1").First).ToBeVisibleAsync();

        await page.GotoAsync($"{counter.Server.Address}/store/receive/{coming.Id}");
        await page.FillAsync("[name=scans]", $"{Part} *3");
        await page.FillAsync("[name=damaged]", Part);
        await LookAsync(page, "store-receive");
        await page.GetByRole(AriaRole.Button, new() { Name = "Receive", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("4 pieces are in; 1 are still on the way.")).ToBeVisibleAsync();
        await page.FillAsync("[name=scans]", $"{Part} *2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Receive", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".error-summary")).ToContainTextAsync("1 are still on the way");
        await page.FillAsync("[name=scans]", "");
        await page.CheckAsync("[name=rest]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Receive", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText($"{coming.Number} is complete.")).ToBeVisibleAsync();

        foreach (var path in new[] { $"/store/find?q={Part}", "/store/find?q=brd1", "/store/receive", "/store/adjust", "/store/count", $"/store/label?part={Part}&lot=L1&bin=A-01" })
        {
            await page.GotoAsync(counter.Server.Address + path);
            await LookAsync(page, "store-" + path.Split('?')[0].Split('/')[^1]);
        }

        await page.GotoAsync(counter.Server.Address + "/store/count");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin a count" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Places" })).ToBeVisibleAsync();
        await page.Locator("input[name^=q-]").First.FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("the ledger said").First).ToBeVisibleAsync();
        await LookAsync(page, "store-counting");
        await page.SelectOptionAsync("[name=reason]", "misplaced");
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish the count" }).ClickAsync();
        await Assertions.Expect(page.GetByText("places were exact").First).ToBeVisibleAsync();
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(name, "light");
        await page.AssertFitsAsync();
        await page.AssertAccessibleAsync();
    }

    private Task<PartId> AddPartAsync(string number, bool tracked) => counter.Server.DoAsync<AddPartHandler, PartId>((h, ct) =>
        h.HandleAsync(new AddPart(number, number, tracked ? "main_board" : "display", new Money(500_00, "INR"), new Money(900_00, "INR"), 2, tracked, [counter.Server.Own.Device.Model]), Actor.System, ct));

    private Task<StockChanged> ReceiveAsync(SiteId site, params StockPick[] lines) => counter.Server.DoAsync<ReceiveStockHandler, StockChanged>((h, ct) =>
        h.HandleAsync(new ReceiveStock(site, "opening", lines), Actor.System, ct));

    private Task<TransferChanged> AskAsync(SiteId from, SiteId to, params TransferLineIn[] lines) => counter.Server.DoAsync<RequestTransferHandler, TransferChanged>((h, ct) =>
        h.HandleAsync(new RequestTransfer(from, to, TransferReason.Lateral, lines), Actor.System, ct));
}
