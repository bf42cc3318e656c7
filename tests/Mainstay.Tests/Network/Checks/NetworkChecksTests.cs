using Mainstay.Network;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Network.Checks;

/// <summary>Each check sees a violation that was planted behind the verbs' back.</summary>
public sealed class NetworkChecksTests
{
    [Theory, BothDatabases]
    public async Task Links_to_the_wrong_kind_are_seen(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        var centre = await network.AddAsync(network.Facts("A1"));
        await IsCleanAsync(network, "network.links", 1);
        await PlantAsync(network, Site.Add(network.Test.Ids.Next<SiteId>(), network.Facts("A2") with { Supply = centre }));
        await FindsAsync(network, "network.links", "A2 cannot be supplied by A1: that is no warehouse.");
    }

    [Theory, BothDatabases]
    public async Task Overlapping_shifts_are_seen(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        await IsCleanAsync(network, "network.shifts", 1);
        await PlantAsync(network, new CalendarShift { Calendar = network.Calendar, Day = DayOfWeek.Monday, FromMinute = 800, ToMinute = 900 });
        await FindsAsync(network, "network.shifts", "Calendar Retail: Two shifts on Monday overlap.");
    }

    [Theory, BothDatabases]
    public async Task Tax_numbers_that_hold_at_the_same_time_are_seen(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        await PlantAsync(network, Tax(network, "27AAPFU0939F1ZV", 2020));
        await IsCleanAsync(network, "network.tax_overlap", 1);
        await PlantAsync(network, Tax(network, "27AAPFU0939F1ZV", 2021));
        await FindsAsync(network, "network.tax_overlap", "27AAPFU0939F1ZV and 27AAPFU0939F1ZV hold at the same time in Maharashtra.");
    }

    [Theory, BothDatabases]
    public async Task A_tax_number_with_a_wrong_check_digit_is_seen(Provider provider)
    {
        await using var network = await NetworkTest.CreateAsync(provider);
        await IsCleanAsync(network, "network.gstin", 0);
        await PlantAsync(network, Tax(network, "27AAPFU0939F1ZW", 2020));
        await FindsAsync(network, "network.gstin", "27AAPFU0939F1ZW: The check digit is W; it should be V.");
    }

    private static TaxRegistration Tax(NetworkTest network, string number, int year) => new()
    {
        Id = network.Test.Ids.Next<TaxRegistrationId>(),
        Organisation = network.Operator,
        Scheme = TaxRegistration.GstinScheme,
        Number = number,
        Region = "Maharashtra",
        ValidFrom = new DateOnly(year, 1, 1),
    };

    private static async Task PlantAsync(NetworkTest network, object row)
    {
        await using var db = network.Test.Open();
        db.Add(row);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task IsCleanAsync(NetworkTest network, string check, int rows)
    {
        var result = await network.CheckAsync(check);
        Assert.Equal(rows, result.Rows);
        Assert.Empty(result.Violations);
    }

    private static async Task FindsAsync(NetworkTest network, string check, string violation) =>
        Assert.Equal([violation], (await network.CheckAsync(check)).Violations);
}
