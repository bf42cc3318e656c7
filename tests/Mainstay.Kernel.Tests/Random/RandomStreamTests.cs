using Mainstay.Kernel.Random;

namespace Mainstay.Kernel.Tests.Random;

public sealed class RandomStreamTests
{
    [Fact]
    public void The_same_seed_and_name_give_the_same_luck_and_other_names_other_luck()
    {
        Assert.Equal(Draw(new RandomStream(1, "a")), Draw(new RandomStream(1, "a")));
        Assert.NotEqual(Draw(new RandomStream(1, "a")), Draw(new RandomStream(1, "b")));
        Assert.NotEqual(Draw(new RandomStream(1, "a")), Draw(new RandomStream(2, "a")));
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_uniform()
    {
        var stream = new RandomStream(42, "dice");
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[stream.Below(6)]++;
        }

        // Chi-square with 5 degrees of freedom: 20.5 is passed by chance once in a thousand.
        Assert.InRange(counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000), 0, 20.5);
    }

    [Fact]
    public void Reals_lie_in_the_unit_interval_with_mean_one_half_and_variance_one_twelfth()
    {
        var stream = new RandomStream(42, "unit");
        var values = Enumerable.Range(0, 100_000).Select(_ => stream.NextUnit()).ToList();
        Assert.All(values, value => Assert.InRange(value, 0, 1 - 1e-16));
        Assert.InRange(values.Average(), 0.495, 0.505);
        Assert.InRange(values.Average(value => (value - 0.5) * (value - 0.5)), 0.082, 0.085);
    }

    private static List<ulong> Draw(RandomStream stream) => [.. Enumerable.Range(0, 100).Select(_ => stream.NextBits())];
}
