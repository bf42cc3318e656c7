namespace Mainstay.Bench;

/// <summary>How often something was done, and how long that took.</summary>
internal sealed class Tally
{
    private int _count;
    private TimeSpan _time;

    public double PerSecond => _count / _time.TotalSeconds;

    public void Add(int count, TimeSpan time)
    {
        _count += count;
        _time += time;
    }
}

/// <summary>What is compared is measured in turns, so that a busy machine slows all sides alike.</summary>
internal static class Turns
{
    /// <param name="clients">Each does it again and again, one after the other.</param>
    /// <param name="time">For so long.</param>
    /// <param name="act">Given the number of the client.</param>
    /// <param name="tally">Where it is added up; null while warming up.</param>
    public static async Task TakeAsync(int clients, TimeSpan time, Func<int, Task> act, Tally? tally = null)
    {
        var begun = BenchWorld.Clock.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(async () =>
        {
            var count = 0;
            while (BenchWorld.Clock.GetElapsedTime(begun) < time)
            {
                await act(n);
                count++;
            }

            return count;
        })));
        tally?.Add(counts.Sum(), BenchWorld.Clock.GetElapsedTime(begun));
    }
}
