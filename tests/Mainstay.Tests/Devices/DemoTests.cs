using Mainstay.Common;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Devices.Demo;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Devices;

public sealed class DemoTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);
    private static readonly OrganisationId _maker = new(new Guid("00000000-0000-7000-8000-0000000000d1"));

    [Fact]
    public void Every_category_has_models_and_a_dozen_parts_or_more_that_fit()
    {
        var catalogue = Make();
        Assert.Equal(6, catalogue.Categories.Count);
        Assert.InRange(catalogue.Models.Count, 55, 65);
        foreach (var model in catalogue.Models)
        {
            var fits = catalogue.Fits.Count(fit => fit.Model == model.Id);
            Assert.InRange(fits, 12, 25);
            Assert.InRange(model.LaunchedOn!.Value, _today.AddMonths(-43), _today);
        }

        Assert.All(catalogue.Parts, part => Assert.True(part.CostMinor < part.PriceMinor, part.Name));
        Assert.Equal(catalogue.Parts.Count, catalogue.Parts.DistinctBy(part => part.Number).Count());
        Assert.Equal(catalogue.Tacs.Count, catalogue.Tacs.DistinctBy(tac => tac.Code).Count());
        Assert.All(catalogue.Tacs, tac => Assert.Contains(tac.Code[..2], new[] { "35", "86" }));
    }

    [Fact]
    public void The_same_seed_sells_the_same_devices()
    {
        static string Told() => string.Join('\n', Devices(Make(), 2_000).Select(device => device.ToInfo().ToString()));
        Assert.Equal(Told(), Told());
    }

    [Fact]
    public void Devices_have_numbers_of_their_own_and_sales_grow()
    {
        var devices = Devices(Make(), 20_000).ToList();
        Assert.Equal(devices.Count, devices.DistinctBy(device => device.Serial).Count());
        var imeis = devices.SelectMany(device => new[] { device.Imei1, device.Imei2 }).OfType<Imei>().ToList();
        Assert.Equal(imeis.Count, imeis.Distinct().Count());
        Assert.All(imeis, imei => Assert.True(imei.IsSound));
        var sold = devices.Where(device => device.SoldOn is not null).Select(device => device.SoldOn!.Value).ToList();
        Assert.True(sold.Count(day => day > _today.AddMonths(-12)) > 1.5 * sold.Count(day => day < _today.AddMonths(-24)));
        Assert.All(sold, day => Assert.InRange(day, _today.AddMonths(-36), _today));
    }

    [Theory, BothDatabases]
    public async Task The_demo_is_sound_and_its_programme_reaches_somebody(Provider provider)
    {
        await using var world = await DevicesWorld.CreateAsync(provider);
        var ct = TestContext.Current.CancellationToken;
        await using var db = world.Test.Open();
        foreach (var category in db.Set<Category>())
        {
            db.Remove(category);
        }

        db.RemoveRange(db.Set<PartFit>());
        db.RemoveRange(db.Set<Tac>());
        db.RemoveRange(db.Set<Part>());
        db.RemoveRange(db.Set<Model>());
        await db.SaveChangesAsync(ct);
        var catalogue = DemoCatalogue.Make(7, world.Test.Ids, world.Maker, _today);
        await catalogue.SaveAsync(db, world.Test.Ids, ct);
        var devices = new DemoDevices(catalogue, world.Test.Ids, 7, _today, [world.Maker]);
        var made = devices.Make(5_000).ToList();
        Assert.Equal(5_000, await Bulk.InsertAsync(db, made, ct));
        Assert.InRange(await Bulk.InsertAsync(db, devices.Covers(made), ct), 200, 500);
        await world.IsSoundAsync();
        var programme = Assert.Single(catalogue.Programmes);
        Assert.Contains(made, device => device.Model == programme.Model && device.BuildWeek >= programme.BuiltFrom && device.BuildWeek <= programme.BuiltUntil);
        Assert.Equal(catalogue.Models.Count, (await world.DoAsync<ICatalogue, IReadOnlyList<ModelInfo>>((c, token) => c.ModelsAsync(token).AsTask())).Count);
    }

    private static DemoCatalogue Make() => DemoCatalogue.Make(7, new SeededIdSource(new ManualClock(), 7), _maker, _today);

    private static IEnumerable<Device> Devices(DemoCatalogue catalogue, int count) =>
        new DemoDevices(catalogue, new SeededIdSource(new ManualClock(), 8), 7, _today, []).Make(count);
}
