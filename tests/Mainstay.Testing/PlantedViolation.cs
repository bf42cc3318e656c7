using System.Reflection;
using Mainstay.Storage;

namespace Mainstay.Testing;

/// <summary>
/// A law broken on purpose, so that its check is seen to find it. Derive once per check, beside the room's tests, with a
/// constructor without parameters; PlantedViolationTests runs all of them on both databases.
/// </summary>
public abstract class PlantedViolation
{
    /// <summary>The name of the check that must find it.</summary>
    public abstract string Check { get; }

    /// <summary>Null where it can be planted in both.</summary>
    public virtual Provider? Only => null;

    /// <summary>Breaks the law in an empty, migrated database. <see cref="TestDatabase.PlantAsync"/> writes any row past all guards.</summary>
    public abstract Task PlantAsync(TestDatabase test, CancellationToken ct);

    public static IEnumerable<PlantedViolation> In(Assembly tests) => tests.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(PlantedViolation)) && !type.IsAbstract)
        .Select(type => (PlantedViolation)Activator.CreateInstance(type)!);
}
