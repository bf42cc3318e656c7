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
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([Row(Provider.Sqlite), Row(Provider.Postgres)]);

    /// <summary>For theories with data of their own: one row, skipped in sight where the database is not set up.</summary>
    public static TheoryDataRow Row(Provider provider, params object?[] more) => new([provider, .. more])
    {
        Skip = provider == Provider.Sqlite || TestDatabase.HasPostgres ? null : TestDatabase.NoPostgres,
    };

    public override bool SupportsDiscoveryEnumeration() => true;
}
