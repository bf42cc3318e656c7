using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Parts.Factory;
using Mainstay.Parts.Returns;
using Mainstay.Parts.Stock;
using Mainstay.Parts.Transfers;
using Mainstay.Storage;
using Mainstay.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Parts;

/// <summary>A world whose centre and factory keep stock, and what happens to a replaced board there.</summary>
internal sealed class ReturnsWorld(CasesWorld world) : IAsyncDisposable
{
    private int _boards;

    public CasesWorld World => world;

    public Actor Head { get; private set; } = null!;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ReturnsWorld> CreateAsync(Provider provider)
    {
        ReturnsWorld returns = new(await CasesWorld.CreateAsync(provider));
        await using var db = returns.World.Test.Database.CreateDbContext();
        foreach (var site in new[] { returns.World.Centre, returns.World.OtherCentre, returns.World.Factory, returns.World.Warehouse })
        {
            await StockKeepers.BeginAsync(db, returns.World.Test.Ids, site, returns.World.Test.Clock.GetUtcNow(), Ct);
        }

        await db.SaveChangesAsync(Ct);
        returns.Head = await returns.World.HireAsync("Head", Role.HeadOfService, null);
        return returns;
    }

    /// <summary>A job with a part line at the centre; what is taken out has this serial.</summary>
    public async Task<Debt> TakeOutAsync(string? serial, PartInfo? part = null)
    {
        var of = part ?? world.Board;
        var (id, line) = await JobAsync(of);
        await TakeOutAsync(id, line, of, serial);
        return await DebtAsync(line);
    }

    public async Task TakeOutAsync(CaseId id, LineId line, PartInfo of, string? serial) =>
        await world.DoAsync<IServiceProvider, bool>(async (services, ct) =>
        {
            var db = services.GetRequiredService<MainstayDb>();
            await InTransaction.RunAsync(db, async () =>
            {
                WriteBatch batch = new(db);
                await services.GetRequiredService<IReplacedParts>().TakeOutAsync(batch,
                    new ReplacedPart(id, line, world.Centre, of.Id, 1, world.Owner, serial, world.Technician.Person, world.Test.Clock.Now()), ct);
                await batch.CommitWithTrackedAsync(ct);
            }, ct);
            return true;
        });

    public async Task<(CaseId Case, LineId Line)> JobAsync(PartInfo part)
    {
        var opened = await world.OpenAsync(await world.NewPhoneAsync(DateOnly.FromDateTime(world.Test.Clock.GetUtcNow().UtcDateTime.AddDays(-30))));
        await world.DiagnoseAsync(opened.Id, part);
        return (opened.Id, (await world.LinesAsync(opened.Id)).First(line => line.Kind == LineKind.Part).Id);
    }

    public async Task<Debt> DebtAsync(LineId line)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<Debt>().AsNoTracking().SingleAsync(debt => debt.Line == line, Ct);
    }

    public async Task<Debt?> FindDebtAsync(LineId line)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<Debt>().AsNoTracking().SingleOrDefaultAsync(debt => debt.Line == line, Ct);
    }

    /// <summary>A new board with this serial lies in the centre's store.</summary>
    public async Task ReceiveAsync(string serial)
    {
        await using var db = world.Test.Database.CreateDbContext();
        PartUnit unit = new() { Id = world.Test.Ids.Next<UnitId>(), Part = world.Board.Id, Serial = serial, CameAt = world.Test.Clock.Now() };
        db.Add(unit);
        await new StockLedger(db, world.Test.Ids, world.Test.Clock).PostAsync(
            [new Posting(null, PlaceKey.InBin(world.Centre, world.Board.Id, world.Owner), 1, MovementKind.Receipt, "supplier", unit)],
            new PostingGround(StockPaper.Adjustment, null, world.Storekeeper.Person, world.Test.Clock.Now()), Ct);
    }

    public Task ResolveAsync(Debt debt, Actor actor, bool accept, string? serial = null) =>
        world.DoAsync<ResolveMismatchHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new ResolveMismatch(debt.Id, accept, serial), actor, ct);
            return true;
        });

    public async Task<Debt> DebtAsync(DebtId id)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<Debt>().AsNoTracking().SingleAsync(debt => debt.Id == id, Ct);
    }

    public async Task<PartUnit> UnitAsync(string serial)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<PartUnit>().AsNoTracking().SingleAsync(unit => unit.Serial == serial, Ct);
    }

    public async Task<BoardJob> BoardAsync(string serial)
    {
        await using var db = world.Test.Database.CreateDbContext();
        return await db.Set<BoardJob>().AsNoTracking().Where(job => job.Tag == serial).OrderByDescending(job => job.ReceivedAt).FirstAsync(Ct);
    }

    public string NextSerial() => $"OLD{++_boards:000}";

    public async Task<TransferId> PackAsync(params Debt[] debts) =>
        (await world.DoAsync<PackReturnHandler, IReadOnlyList<ReturnPacked>>((h, ct) => h.HandleAsync(new PackReturn(world.Centre, [.. debts.Select(debt => debt.Id)]), world.Technician, ct))).Single().Id;

    public Task<BoardChanged> WorkAsync(BoardJob job, BoardAct act) =>
        world.DoAsync<WorkOnBoardHandler, BoardChanged>((h, ct) => h.HandleAsync(new WorkOnBoard(job.Id, act), world.FactoryHand, ct));

    public Task WriteOffAsync(Debt debt, Actor actor, string reason = "lost") =>
        world.DoAsync<WriteOffDebtHandler, bool>(async (h, ct) =>
        {
            await h.HandleAsync(new WriteOffDebt(debt.Id, reason), actor, ct);
            return true;
        });

    public static async Task<string> RefusedAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
