using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

/// <summary>Each check sees a violation that was planted behind the verbs' back.</summary>
public sealed class CasesChecksTests
{
    [Theory, BothDatabases]
    public async Task Planted_violations_of_every_law_are_seen(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var phone = await world.NewPhoneAsync(new DateOnly(2025, 12, 1));
        await world.RepairedAsync(phone);
        world.Test.Clock.Advance(TimeSpan.FromDays(3));
        await world.OpenAsync(phone);
        await world.IsSoundAsync();
        await FindsAsync(world, "cases.events", "DELETE FROM cases_events WHERE sequence = 2");
        await FindsAsync(world, "cases.moves", "UPDATE cases_events SET verb = 'close' WHERE sequence = 3");
        await FindsAsync(world, "cases.clock", "DELETE FROM cases_clock WHERE sequence = 2");
        await FindsAsync(world, "cases.custody", "UPDATE cases_custody SET to_kind = 'shelf' WHERE sequence = 1");
        await FindsAsync(world, "cases.care", "UPDATE cases_items SET holder_kind = 'customer', holder = NULL WHERE kind = 'device'");
        await FindsAsync(world, "cases.shares", "UPDATE cases_lines SET maker_percent = 90 WHERE maker_percent = 100");
        await FindsAsync(world, "cases.due", "UPDATE cases_cases SET customer_due_minor = 100");
        await FindsAsync(world, "cases.decisions", "UPDATE cases_lines SET inputs = NULL");
        await FindsAsync(world, "cases.promises", "DELETE FROM cases_promises");
        await FindsAsync(world, "cases.open", "UPDATE cases_cases SET state = 'closed' WHERE is_open");
        await FindsAsync(world, "cases.bounces", "UPDATE cases_cases SET bounce_of = NULL");
        await FindsAsync(world, "cases.consignments", "UPDATE cases_items SET holder_kind = 'consignment', holder = \"case\"");
    }

    [Theory, BothDatabases]
    public async Task A_job_on_another_sites_shelf_is_seen(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        var opened = await world.OpenAsync(await world.NewPhoneAsync(null));
        await using (var db = world.Test.Open())
        {
            var shelf = new Shelf { Id = world.Test.Ids.Next<ShelfId>(), Site = world.OtherCentre, Code = "A1" };
            db.Add(shelf);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var one = await db.Cases.SingleAsync(c => c.Id == opened.Id, TestContext.Current.CancellationToken);
            one.Shelf = shelf.Id;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single((await world.CheckAsync("cases.shelves")).Violations);
    }

    /// <summary>Plants, looks, and takes the violation back.</summary>
    private static async Task FindsAsync(CasesWorld world, string check, string plant)
    {
        await using var db = world.Test.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(plant, TestContext.Current.CancellationToken);
        var result = await world.RunAsync(check, db);
        Assert.True(result.Violations.Count > 0, $"{check} did not see: {plant}");
        Assert.True(result.Rows > 0);
    }
}
