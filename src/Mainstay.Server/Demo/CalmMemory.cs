using System.Runtime;

namespace Mainstay.Server.Demo;

/// <summary>
/// A build that keeps nearly all it makes until it is stored would have the collector copy the same objects again and again:
/// half of its time. Where the memory can be had, the collector waits; when it runs short, it works as always.
/// </summary>
internal sealed class CalmMemory : IDisposable
{
    private const long LeastBytes = 16L << 20;

    private CalmMemory()
    {
    }

    /// <param name="bytes">How much the work will make, about.</param>
    public static CalmMemory Begin(long bytes)
    {
        try
        {
            if (bytes > LeastBytes && GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            {
                GC.TryStartNoGCRegion(Math.Min(bytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4));
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            // More than this collector can set aside: it works as always.
        }

        return new CalmMemory();
    }

    public void Dispose()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }
}
