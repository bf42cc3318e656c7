using System.Reflection;
using Mainstay.Storage;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Mainstay.Testing;

/// <summary>
/// One test, run on SQLite and on PostgreSQL: <c>[Theory, BothDatabases]</c> on a method that takes a <see cref="Provider"/>.
/// Without PostgreSQL the second run is a visible skip.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow(Provider.Sqlite),
            new TheoryDataRow(Provider.Postgres) { Skip = TestDatabase.HasPostgres ? null : TestDatabase.NoPostgres },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
