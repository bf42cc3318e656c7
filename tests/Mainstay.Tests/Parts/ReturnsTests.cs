using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Parts;

public sealed class ReturnsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_replaced_board_lies_in_the_bin_for_returns_and_is_owed(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        var debt = await returns.TakeOutAsync("old-001");
        Assert.Equal((DebtState.Owed, "OLD001", true), (debt.State, debt.Serial, debt.InStock));
        Assert.Equal(world.Factory, debt.To);
        Assert.Equal(CoreRule.UsualPercent * 2_000_00 / 100, debt.CoreMinor);
        Assert.Equal(CoreRule.UsualDays, debt.DueOn.DayNumber - DateOnly.FromDateTime(debt.OpenedAt.AddHours(5.5).DateTime).DayNumber);
        var unit = await returns.UnitAsync("OLD001");
        Assert.Equal(debt.InReturns().Id, unit.Place);
        await world.IsSoundAsync();

        var list = await world.DoAsync<ListDebtsHandler, DebtList>((h, ct) => h.HandleAsync(new ListDebts(world.Centre), world.Desk, ct));
        Assert.Equal("P-BRD", Assert.Single(list.Debts).Part);
    }

    [Theory, BothDatabases]
    public async Task A_faulty_serial_that_lies_in_a_store_is_a_mismatch_until_the_right_one_is_named(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        await returns.ReceiveAsync("INSTORE1");
        var debt = await returns.TakeOutAsync("INSTORE1");
        Assert.Equal((DebtState.Mismatch, "serial_in_stock", false), (debt.State, debt.Reason, debt.InStock));
        await world.IsSoundAsync();
        Assert.Equal("debt-not-owed", await ReturnsWorld.RefusedAsync(() => returns.PackAsync(debt)));

        await returns.ResolveAsync(debt, world.Manager, accept: true, "RIGHT1");
        var settled = await returns.DebtAsync(debt.Id);
        Assert.Equal((DebtState.Owed, "RIGHT1", true), (settled.State, settled.Serial, settled.InStock));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_term_for_a_part_goes_before_one_for_its_class_and_debts_keep_the_one_they_were_made_by(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        var first = await returns.TakeOutAsync("T1");
        await world.DoAsync<SetCoreTermHandler, CoreTermId>((h, ct) => h.HandleAsync(new SetCoreTerm(null, "main_board", true, ReturnTo.Warehouse, 30, 80), returns.Head, ct));
        var second = await returns.TakeOutAsync("T2");
        await world.DoAsync<SetCoreTermHandler, CoreTermId>((h, ct) => h.HandleAsync(new SetCoreTerm(world.Board.Id, null, false, ReturnTo.Factory, 1, 0), returns.Head, ct));
        var (id, line) = await returns.JobAsync(world.Board);
        await returns.TakeOutAsync(id, line, world.Board, "T3");
        Assert.Null(await returns.FindDebtAsync(line));
        Assert.Equal((world.Factory, 1_000_00L), (first.To, first.CoreMinor));
        Assert.Equal((world.Warehouse, 1_600_00L), (second.To, second.CoreMinor));
        Assert.NotNull(second.Term);
        Assert.Equal("core-term-not-possible", await ReturnsWorld.RefusedAsync(() =>
            world.DoAsync<SetCoreTermHandler, CoreTermId>((h, ct) => h.HandleAsync(new SetCoreTerm(world.Board.Id, null, true, ReturnTo.Factory, 0, 50), returns.Head, ct))));
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task A_centres_manager_writes_off_up_to_his_limit_and_the_head_of_service_above_it(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        var cheap = await returns.TakeOutAsync("W1");
        await world.DoAsync<SetCoreTermHandler, CoreTermId>((h, ct) => h.HandleAsync(new SetCoreTerm(world.Display.Id, null, true, ReturnTo.Factory, 14, 100), returns.Head, ct));
        await using (var db = world.Test.Database.CreateDbContext())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE parts_debts SET core_minor = {CoreRule.ManagerWritesOffMinor + 1}", Ct);
        }

        Assert.Equal("write-off-limit", await ReturnsWorld.RefusedAsync(() => returns.WriteOffAsync(cheap, world.Manager)));
        Assert.Equal("not-allowed", await ReturnsWorld.RefusedAsync(() => returns.WriteOffAsync(cheap, world.Technician)));
        await returns.WriteOffAsync(cheap, returns.Head);
        var small = await returns.TakeOutAsync(null, world.Display);
        await returns.WriteOffAsync(small, world.Manager, "kept_by_customer");
        Assert.Equal("debt-not-owed", await ReturnsWorld.RefusedAsync(() => returns.WriteOffAsync(small, world.Manager)));
        Assert.Equal(DebtState.WrittenOff, (await returns.DebtAsync(small.Id)).State);
        Assert.Null((await returns.UnitAsync("W1")).Place);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task What_is_owed_grows_old_and_overdue_and_the_sum_of_all_debts_stays_the_value_taken_out(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var world = returns.World;
        List<Debt> all = [];
        for (var i = 0; i < 4; i++)
        {
            all.Add(await returns.TakeOutAsync($"AGE{i}"));
            world.Test.Clock.Advance(TimeSpan.FromDays(6));
        }

        await returns.WriteOffAsync(all[1], world.Manager);
        var figures = await world.DoAsync<DebtFiguresHandler, DebtFiguresView>((h, ct) => h.HandleAsync(new DebtFigures(), returns.Head, ct));
        Assert.Equal((3, 1, new Ageing(1, 1, 1, 0)), (figures.Open, figures.Overdue, figures.Ageing));
        Assert.Equal(all.Sum(debt => debt.CoreMinor), figures.Value.Minor + (await returns.DebtAsync(all[1].Id)).CoreMinor);
        Assert.Equal(figures.Overdue, Assert.Single(figures.Sites).Overdue);
        var tell = () => world.DoAsync<TellOverdue, int>((h, ct) => h.RunAsync(ct));
        Assert.Equal(1, await tell());
        Assert.Equal(0, await tell());
        Assert.Equal(2, figures.InTime.Count);
        Assert.Equal(0, figures.InTime.Share);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_who_pack_the_same_board_send_it_once(Provider provider)
    {
        await using var returns = await ReturnsWorld.CreateAsync(provider);
        var debt = await returns.TakeOutAsync("ONCE1");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await returns.PackAsync(debt);
                return "done";
            }
            catch (RefusedException e)
            {
                return e.Code;
            }
        }));
        Assert.Single(outcomes, outcome => outcome == "done");
        Assert.All(outcomes, outcome => Assert.True(outcome is "done" or "debt-not-owed" or "stale-version", outcome));
        await returns.World.IsSoundAsync();
    }
}
