using Mainstay.Contacts;
using Mainstay.Testing;

namespace Mainstay.Tests.Contacts;

internal sealed class ACustomerWhoseSearchNameIsAnother : PlantedViolation
{
    public override string Check => "contacts.search_columns";

    public override Task PlantAsync(TestDatabase test, CancellationToken ct) => test.PlantAsync<Customer>(1, (nameof(Customer.NameSearch), "another"));
}
