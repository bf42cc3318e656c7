using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Contracts;

/// <param name="Site">The centre the device was brought to.</param>
public sealed record UsedParts(SiteId Site, PartId Part, int Pieces);

/// <summary>What jobs have used: the demand that supply planning learns from.</summary>
public interface IUsedParts
{
    /// <summary>Pieces built in by jobs that became ready within the time, by centre and part; one question to the database.</summary>
    Task<IReadOnlyList<UsedParts>> BySiteAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct);

    /// <summary>When the first job after an instant became ready; null: none has.</summary>
    Task<DateTimeOffset?> FirstAsync(DateTimeOffset from, CancellationToken ct);
}
