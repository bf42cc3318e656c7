using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Parts.Supply;

/// <summary>How many days parts travel between two sites, while no history of transfers says it better.</summary>
public static class SupplyTime
{
    /// <summary>Surface transport with its stops, in a straight line; a house value.</summary>
    private const double KilometresPerDay = 450;

    private const int WhenPlaceUnknown = 3;
    private const int Longest = 7;

    /// <returns>Whole days from the request to the scan-in, at least 1: one to pick and pack, the rest on the road.</returns>
    public static int Days(SiteInfo from, SiteInfo to) =>
        from is { Latitude: { } lat1, Longitude: { } lon1 } && to is { Latitude: { } lat2, Longitude: { } lon2 }
            ? Math.Min(Longest, 1 + (int)Math.Ceiling(GreatCircle.Kilometres(lat1, lon1, lat2, lon2) / KilometresPerDay))
            : WhenPlaceUnknown;
}
