using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Testing;

namespace Mainstay.Tests.Devices;

internal sealed class AnImeiWithAWrongCheckDigit : PlantedViolation
{
    public override string Check => "devices.numbers";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Device>(1, (nameof(Device.Imei1), Imei.Trusted(352099081234563)));
}

internal sealed class AnImeiInBothColumns : PlantedViolation
{
    public override string Check => "devices.imei_unique";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        var imei = Imei.Of("35900001", 1);
        await test.PlantAsync<Device>(1, (nameof(Device.Imei1), imei), (nameof(Device.State), DeviceState.InUse));
        await test.PlantAsync<Device>(2, (nameof(Device.Imei1), Imei.Of("35900001", 2)), (nameof(Device.Imei2), imei), (nameof(Device.State), DeviceState.InUse));
    }
}

internal sealed class ALaterLifeOfAUnitThatStillLives : PlantedViolation
{
    public override string Check => "devices.lives";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        var first = test.Ids.Next<DeviceId>();
        await test.PlantAsync<Device>(1, (nameof(Device.Id), first), (nameof(Device.State), DeviceState.InUse));
        await test.PlantAsync<Device>(2, (nameof(Device.Former), first), (nameof(Device.State), DeviceState.InUse));
    }
}

internal sealed class ALaterLifeWithAnotherNumber : PlantedViolation
{
    public override string Check => "devices.lives";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        var first = test.Ids.Next<DeviceId>();
        await test.PlantAsync<Device>(1, (nameof(Device.Id), first), (nameof(Device.Imei1), Imei.Of("35900001", 1)), (nameof(Device.State), DeviceState.Replaced));
        await test.PlantAsync<Device>(2, (nameof(Device.Former), first), (nameof(Device.Imei1), Imei.Of("35900001", 2)), (nameof(Device.State), DeviceState.InUse));
    }
}

internal sealed class AReplacedDeviceWithoutASuccessor : PlantedViolation
{
    public override string Check => "devices.chains";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Device>(1, (nameof(Device.State), DeviceState.Replaced));
}

internal sealed class AChainWithoutItsRoot : PlantedViolation
{
    public override string Check => "devices.chains";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Device>(1, (nameof(Device.State), DeviceState.InUse), (nameof(Device.Root), test.Ids.Next<DeviceId>()));
}

internal sealed class AChainThatLeadsBackIntoItself : PlantedViolation
{
    public override string Check => "devices.chains";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        var first = test.Ids.Next<DeviceId>();
        var second = test.Ids.Next<DeviceId>();
        var third = test.Ids.Next<DeviceId>();
        await test.PlantAsync<Device>(1, (nameof(Device.Id), first), (nameof(Device.State), DeviceState.Replaced));
        await test.PlantAsync<Device>(2, (nameof(Device.Id), second), (nameof(Device.Root), first), (nameof(Device.State), DeviceState.Replaced));
        await test.PlantAsync<Device>(3, (nameof(Device.Id), third), (nameof(Device.Root), first), (nameof(Device.State), DeviceState.Replaced));
        await test.PlantAsync<DeviceLink>(1, (nameof(DeviceLink.Predecessor), first), (nameof(DeviceLink.Successor), second));
        await test.PlantAsync<DeviceLink>(2, (nameof(DeviceLink.Predecessor), second), (nameof(DeviceLink.Successor), third));
        await test.PlantAsync<DeviceLink>(3, (nameof(DeviceLink.Predecessor), third), (nameof(DeviceLink.Successor), first));
    }
}

internal sealed class APolicyVersionOutOfItsCount : PlantedViolation
{
    public override string Check => "devices.policies";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<PolicyVersion>(
        1,
        (nameof(PolicyVersion.Policy), DefaultPolicies.WarrantyPolicy),
        (nameof(PolicyVersion.Number), 3),
        (nameof(PolicyVersion.Body), PolicyText.Write(DefaultPolicies.Warranty)));
}

internal sealed class ATableThatLeavesAQuestionOpen : PlantedViolation
{
    public override string Check => "devices.policies";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<PolicyVersion>(
        1,
        (nameof(PolicyVersion.Policy), DefaultPolicies.WarrantyPolicy),
        (nameof(PolicyVersion.Number), 2),
        (nameof(PolicyVersion.Body), PolicyText.Write(new DecisionTable([.. DefaultPolicies.Warranty.Rows.SkipLast(1)]))));
}

internal sealed class AGoodwillBudgetOverdrawn : PlantedViolation
{
    public override string Check => "devices.goodwill";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<GoodwillBudget>(1, (nameof(GoodwillBudget.AmountMinor), 100L), (nameof(GoodwillBudget.CommittedMinor), 101L));
}

internal sealed class ACoverThatEndsBeforeItBegins : PlantedViolation
{
    public override string Check => "devices.covers";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) =>
        test.PlantAsync<Cover>(1, (nameof(Cover.StartsOn), new DateOnly(2026, 3, 2)), (nameof(Cover.EndsOn), new DateOnly(2026, 3, 1)));
}

internal sealed class ADeviceWithTwoPresentOwners : PlantedViolation
{
    public override string Check => "devices.owners";

    public override async Task PlantAsync(TestDatabase test, CancellationToken ct)
    {
        var root = test.Ids.Next<DeviceId>();
        await test.PlantAsync<Ownership>(1, (nameof(Ownership.Root), root));
        await test.PlantAsync<Ownership>(2, (nameof(Ownership.Root), root));
    }
}
