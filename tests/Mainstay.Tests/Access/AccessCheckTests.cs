using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Access;

/// <summary>A violation of each law is planted past the verbs, and seen.</summary>
public sealed class AccessCheckTests
{
    [Theory, BothDatabases]
    public async Task A_house_run_by_its_verbs_is_clean(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await house.HiredAsync(Role.FrontDesk, house.Pune);

        foreach (var name in new[] { "access.grants", "access.administrator", "access.audit_ids_only", "access.search_columns" })
        {
            var result = await house.CheckAsync(name);
            Assert.True(result.Rows > 0);
            Assert.Empty(result.Violations);
        }
    }

    [Theory, BothDatabases]
    public Task A_role_held_by_somebody_who_left_is_found(Provider provider) =>
        PlantAsync(provider, "access.grants", "UPDATE access_people SET state = 'left'");

    [Theory, BothDatabases]
    public Task A_house_without_administrator_is_found(Provider provider) =>
        PlantAsync(provider, "access.administrator", "UPDATE access_grants SET role = 'planner'");

    [Theory, BothDatabases]
    public Task An_address_in_the_audit_is_found(Provider provider) =>
        PlantAsync(provider, "access.audit_ids_only", "UPDATE access_audit SET subject_id = 'asha@example.in'");

    [Theory, BothDatabases]
    public Task A_phone_number_in_the_audit_is_found(Provider provider) =>
        PlantAsync(provider, "access.audit_ids_only", "UPDATE access_audit SET action = 'call.9812345678'");

    [Theory, BothDatabases]
    public Task A_name_that_search_would_miss_is_found(Provider provider) =>
        PlantAsync(provider, "access.search_columns", "UPDATE access_people SET name_search = 'Asha'");

    private static async Task PlantAsync(Provider provider, string check, string sql)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await using (var db = house.Test.Open())
        {
            await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty((await house.CheckAsync(check)).Violations);
    }
}
