using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Watch;
using Mainstay.Common;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Cases;

public sealed class CutOverTests
{
    private const string Header = "number,site,state,opened_at,customer_name,customer_phone,imei,model,symptom,ready_by,due_minor";

    [Theory, BothDatabases]
    public async Task Live_jobs_go_on_where_the_former_system_left_them(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        string[] rows =
        [
            "OLD-1,C1,in_repair,2026-02-27T11:00:00+05:30,Meera Iyer,+919800000001,490154203237518,AX1,131,,",
            "OLD-2,C1,ready,2026-02-20T11:00:00+05:30,Arun Das,+919800000002,350000009000010,AX1,131,2026-03-05T12:00:00+05:30,150000",
        ];
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.RebuildAsync(ct));
        rows[1] = rows[1].Replace("350000009000010", Luhn("35000000900001"), StringComparison.Ordinal);
        Assert.Equal((2L, 2L, 0L), await ImportAsync(world, rows));
        Assert.Equal((2L, 0L, 2L), await ImportAsync(world, rows));
        Assert.Equal(2, await world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct)));
        world.Test.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.DoAsync<FiguresWorker, int>((w, ct) => w.CatchUpAsync(ct));
        await world.IsSoundAsync();
        await using var db = world.Test.Open();
        var first = await db.Cases.SingleAsync(c => c.ExternalNumber == "OLD-1", TestContext.Current.CancellationToken);
        await world.DoAsync(new FinishRepair { Case = first.Id, Reason = "fixed" }, world.Technician);
        var second = await db.Cases.SingleAsync(c => c.ExternalNumber == "OLD-2", TestContext.Current.CancellationToken);
        await world.DoAsync(new Settle { Case = second.Id, AmountMinor = 1_500_00, Method = "cash" }, world.Desk);
        await world.HandOverAsync(second.Id);
        await world.IsSoundAsync();
    }

    [Theory, BothDatabases]
    public async Task One_bad_row_refuses_the_file_and_names_its_place(Provider provider)
    {
        await using var world = await CasesWorld.CreateAsync(provider);
        const string Good = "OLD-1,C1,received,2026-02-27T11:00:00+05:30,Meera Iyer,,490154203237518,AX1,131,,";
        await RefusedAsync(world, "line 3, column state", Good, "OLD-2,C1,lost,2026-02-27T11:00:00+05:30,Arun,,352099081234565,AX1,131,,");
        await RefusedAsync(world, "line 3, column imei", Good, "OLD-2,C1,received,2026-02-27T11:00:00+05:30,Arun,,352099081234563,AX1,131,,");
        await RefusedAsync(world, "line 3, column site", Good, "OLD-2,FAC,received,2026-02-27T11:00:00+05:30,Arun,,352099081234565,AX1,131,,");
        await RefusedAsync(world, "line 3, column opened_at", Good, "OLD-2,C1,received,2027-02-27T11:00:00+05:30,Arun,,352099081234565,AX1,131,,");
        await RefusedAsync(world, "line 3, column number", Good, Good);
        await using var db = world.Test.Open();
        Assert.Equal(0, await db.Cases.CountAsync(TestContext.Current.CancellationToken));
    }

    private static string Luhn(string body) =>
        Enumerable.Range(0, 10).Select(check => $"{body}{check}").Single(text => Mainstay.Devices.Contracts.Imei.Check(text).Valid);

    private static async Task<(long, long, long)> ImportAsync(CasesWorld world, params string[] rows)
    {
        var text = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', [Header, .. rows]) + "\n"));
        var result = await world.DoAsync<CutOverHandler, ImportResult>((h, ct) => h.HandleAsync(new CutOver(text, "jobs.csv"), Actor.System, null, ct));
        return (result.Read, result.Imported, result.Unchanged);
    }

    private static async Task RefusedAsync(CasesWorld world, string place, params string[] rows)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(world, rows));
        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
    }
}
