using Mainstay.Access;
using Mainstay.Cases;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Devices;
using Mainstay.Messaging;
using Mainstay.Network;
using Mainstay.Parts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Storage;

/// <summary>Every check of the doctor is seen to find what it is there for.</summary>
public sealed class PlantedViolationTests
{
    public static IEnumerable<TheoryDataRow> Planted() =>
        from planted in PlantedViolation.In(typeof(PlantedViolationTests).Assembly)
        from provider in Enum.GetValues<Provider>()
        where planted.Only is null || planted.Only == provider
        select BothDatabasesAttribute.Row(provider, planted.GetType().Name);

    [Theory, MemberData(nameof(Planted))]
    public async Task The_doctor_finds_what_was_planted(Provider provider, string name)
    {
        var planted = PlantedViolation.In(typeof(PlantedViolationTests).Assembly).Single(p => p.GetType().Name == name);
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var services = Services(test);
        var doctor = new Doctor(Checks(services).Where(check => check.Name == planted.Check), test.Database);

        var before = await doctor.ExamineAsync(null, TestContext.Current.CancellationToken);
        Assert.Empty(Assert.Single(before.Checks).Details);
        await planted.PlantAsync(test, TestContext.Current.CancellationToken);
        var after = await doctor.ExamineAsync(null, TestContext.Current.CancellationToken);

        Assert.False(after.Clean);
        Assert.DoesNotContain(Assert.Single(after.Checks).Details, detail => detail.StartsWith("The check could not run", StringComparison.Ordinal));
    }

    /// <summary>Here, or in a test of the room's own that names the check.</summary>
    [Fact]
    public async Task Every_check_is_tried_on_a_violation()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var services = Services(test);
        var tests = string.Concat(System.IO.Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.DoesNotContain(Checks(services).Select(check => check.Name), name => !tests.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_check_is_registered()
    {
        await using var test = await TestDatabase.CreateAsync(Provider.Sqlite);
        await using var services = Services(test);
        Assert.Equal(
            Checks(services).Select(check => check.Name).Order(StringComparer.Ordinal),
            services.GetServices<ICheck>().Select(check => check.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<ICheck> Checks(IServiceProvider services) => typeof(ICheck).Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(ICheck)))
        .Select(type => (ICheck)ActivatorUtilities.CreateInstance(services, type));

    private static ServiceProvider Services(TestDatabase test) => new ServiceCollection()
        .AddSingleton<TimeProvider>(test.Clock)
        .AddSingleton<IdSource>(test.Ids)
        .AddStorage(test.Database)
        .AddNetwork().AddAccess().AddContacts().AddDevices().AddMessaging().AddCases().AddParts()
        .AddLogging()
        .BuildServiceProvider();
}
