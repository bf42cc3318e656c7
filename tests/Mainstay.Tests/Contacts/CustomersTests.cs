using Mainstay.Access.Contracts;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Mainstay.Testing;
using Mainstay.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Contacts;

public sealed class CustomersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Who_comes_again_with_phone_and_name_is_the_same_customer(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var first = await RegisterAsync(test, "Sunita Rao", "98123 45678");

        Assert.Equal(first, await RegisterAsync(test, "sunita  rao", "+91 9812345678"));
        Assert.NotEqual(first, await RegisterAsync(test, "Mohan Rao", "9812345678"));
        Assert.NotEqual(await RegisterAsync(test, "Walk-in", null), await RegisterAsync(test, "Walk-in", null));
    }

    [Theory, BothDatabases]
    public async Task Customers_are_found_by_any_spelling_of_the_phone_and_by_the_beginning_of_the_name(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await RegisterAsync(test, "Zoë Fernandes", "9812345678");
        await RegisterAsync(test, "Zoebar Khan", "9812345679");
        await RegisterAsync(test, "रानी देवी", "9812345670");

        Assert.Equal(["Zoë Fernandes"], await SearchAsync(test, "098123 45678"));
        Assert.Equal(["Zoë Fernandes", "Zoebar Khan"], (await SearchAsync(test, "ZOE")).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["Zoë Fernandes"], await SearchAsync(test, "zoe f"));
        Assert.Equal(["रानी देवी"], await SearchAsync(test, "रानी"));
        Assert.Empty(await SearchAsync(test, "  "));
        Assert.Empty(await SearchAsync(test, "%"));
    }

    [Theory, BothDatabases]
    public async Task Of_an_erased_customer_nothing_is_left_but_his_id(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        var customer = await RegisterAsync(house.Test, "Sunita Rao", "9812345678");

        for (var i = 0; i < 2; i++)
        {
            await house.DoAsync<EraseCustomerHandler>((handler, ct) => handler.HandleAsync(new EraseCustomer(customer), house.Administrator, ct));
        }

        Assert.Empty(await SearchAsync(house.Test, "sunita"));
        Assert.Empty(await SearchAsync(house.Test, "9812345678"));
        Assert.Equal("customer-erased", await AccessTest.RefusalAsync(() => house.DoAsync<ChangeCustomerHandler>((handler, ct) =>
            handler.HandleAsync(new ChangeCustomer(customer, new NewCustomer("X", null, null, "en"), null, null), Actor.System, ct))));
        Assert.Empty((await house.CheckAsync("contacts.search_columns")).Violations);
    }

    [Theory, BothDatabases]
    public async Task A_phone_that_search_would_miss_is_found_by_the_doctor(Provider provider)
    {
        await using var house = await AccessTest.CreateAsync(provider);
        await RegisterAsync(house.Test, "Sunita Rao", "9812345678");
        await using (var db = house.Test.Open())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE contacts_customers SET phone = '9812345678'", Ct);
        }

        Assert.NotEmpty((await house.CheckAsync("contacts.search_columns")).Violations);
    }

    /// <summary>At ten million rows the plan is all that counts; two thousand are enough for the planner to choose.</summary>
    [Theory, BothDatabases]
    public async Task Phone_and_name_prefix_are_searched_by_an_index(Provider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Open();
        await Bulk.InsertAsync(db, Enumerable.Range(0, 2_000).Select(i => Customer.Register(
            test.Ids.Next<CustomerId>(), new NewCustomer($"Customer {i * 7919 % 2000:0000}", $"+9198{i:00000000}", null, "en"), test.Clock.GetUtcNow())), Ct);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Ct);
        var customers = new Customers(db, test.Ids, test.Clock);

        Assert.Contains("ix_contacts_customers_phone", await PlanAsync(db, customers.ByPhone("+919800000042").Take(20)), StringComparison.Ordinal);
        var byName = await PlanAsync(db, customers.ByNamePrefix("customer 00").Take(20));
        Assert.Contains("ix_contacts_customers_name_search", byName, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", byName, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", byName, StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(MainstayDb db, IQueryable<Customer> query)
    {
        await using var command = query.CreateDbCommand();
        command.CommandText = (db.Database.IsNpgsql() ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        await db.Database.OpenConnectionAsync(Ct);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            lines.Add(reader.GetString(reader.FieldCount - 1));
        }

        return string.Join('\n', lines);
    }

    private static async Task<CustomerId> RegisterAsync(TestDatabase test, string name, string? phone)
    {
        await using var db = test.Open();
        var id = await new Customers(db, test.Ids, test.Clock).RegisterAsync(new NewCustomer(name, phone, null, "en"), Ct);
        await db.SaveChangesAsync(Ct);
        return id;
    }

    private static async Task<IEnumerable<string>> SearchAsync(TestDatabase test, string text)
    {
        await using var db = test.Open();
        return (await new Customers(db, test.Ids, test.Clock).SearchAsync(text, 20, Ct)).Select(customer => customer.Name);
    }
}
