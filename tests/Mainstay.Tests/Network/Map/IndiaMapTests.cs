using Mainstay.Network.Demo;
using Mainstay.Network.Map;

namespace Mainstay.Tests.Network.Map;

public sealed class IndiaMapTests
{
    [Fact]
    public void It_has_the_thirty_six_states_and_stays_small()
    {
        Assert.Equal(Town.All.Select(town => town.State).Distinct().Order(StringComparer.Ordinal), IndiaMap.Map.States.Keys.Order(StringComparer.Ordinal));
        using var stream = typeof(IndiaMap).Assembly.GetManifestResourceStream("Network/Demo/india.json")!;
        Assert.InRange(stream.Length, 10_000, 60_000);
        Assert.Contains("DataMeet", IndiaMap.Map.Credit, StringComparison.Ordinal);
    }

    [Fact]
    public void Towns_lie_in_their_states_and_on_the_map()
    {
        var inside = Town.All.Count(town => IndiaMap.Map.Contains(town.State, town.Latitude, town.Longitude));
        Assert.True(inside >= 0.96 * Town.All.Count, $"{inside} of {Town.All.Count}");
        Assert.All(Town.All, town =>
        {
            var (x, y) = MapProjection.Project(town.Latitude, town.Longitude);
            Assert.InRange(x, 0, MapProjection.Width);
            Assert.InRange(y, 0, MapProjection.Height);
        });
    }

    [Theory]
    [InlineData(35.92, 74.31)]
    [InlineData(34.36, 73.47)]
    [InlineData(35.3, 79.5)]
    [InlineData(27.6, 91.87)]
    public void The_outer_border_is_the_one_that_maps_in_India_show(double latitude, double longitude) =>
        Assert.Contains(IndiaMap.Map.States.Keys, state => IndiaMap.Map.Contains(state, latitude, longitude));

    [Fact]
    public void Places_outside_belong_to_no_state() =>
        Assert.DoesNotContain(IndiaMap.Map.States.Keys, state => IndiaMap.Map.Contains(state, 27.7, 85.3) || IndiaMap.Map.Contains(state, 23.8, 90.4));
}
