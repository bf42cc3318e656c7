using System.Globalization;
using System.Text;

namespace Mainstay.Bench;

/// <summary>One thing measured.</summary>
/// <param name="Target">What it must reach; null where it only explains another figure.</param>
/// <param name="Met">Whether it does.</param>
/// <param name="Note">What the figure rests on, or why it is missing.</param>
public sealed record Figure(string Name, double? Value, string Unit, double? Target = null, bool? Met = null, string? Note = null)
{
    public static Figure AtLeast(string name, double value, string unit, double target, string? note = null) =>
        new(name, Rounded(value), unit, target, value >= target, note);

    public static Figure AtMost(string name, double value, string unit, double target, string? note = null) =>
        new(name, Rounded(value), unit, target, value <= target, note);

    public static Figure Of(string name, double value, string unit, string? note = null) => new(name, Rounded(value), unit, Note: note);

    public static Figure Missing(string name, string why) => new(name, null, "", Note: why);

    private static double Rounded(double value) => Math.Round(value, value >= 100 ? 0 : value >= 10 ? 1 : 3);
}

/// <summary>What the machine was like while measuring: absolute figures are worth nothing without it.</summary>
/// <param name="LoadBefore">Mean number of running processes over the last minute, before and after.</param>
/// <param name="FsyncsPerSecond">Small appends, each forced to the disk, one after the other.</param>
public sealed record Machine(int Cores, double? LoadBefore, double? LoadAfter, double FsyncsPerSecond)
{
    public bool WasLoaded => LoadBefore > Cores || LoadAfter > Cores + 10;

    public static double? Load()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File)
            ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }

    public static double Fsyncs(string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"fsync-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(path, FileMode.Create);
            var block = new byte[4096];
            var begun = clock.GetTimestamp();
            var count = 0;
            while (count < 500 && clock.GetElapsedTime(begun) < TimeSpan.FromSeconds(2))
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
                count++;
            }

            return Math.Round(count / clock.GetElapsedTime(begun).TotalSeconds);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>Everything one run of a bench found.</summary>
public sealed record BenchReport(string Kind, string Provider, string Volume, Machine Machine, IReadOnlyList<Figure> Figures)
{
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"bench {Kind} on {Provider}: {Volume}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Cores} cores, load {Machine.LoadBefore:0.0} before and {Machine.LoadAfter:0.0} after, {Machine.FsyncsPerSecond:0} fsyncs a second{(Machine.WasLoaded ? "; others were busy on this machine: read ratios, not absolute figures" : "")}\n");
        foreach (var figure in Figures)
        {
            var value = figure.Value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-";
            var verdict = figure.Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"{(figure.Met == true ? "ok  " : "MISS")} (target {target:#,0.##})") : "";
            text.Append($"{figure.Name,-52} {value,10} {figure.Unit,-6} {verdict,-21} {figure.Note}".TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd();
    }
}

internal static class Percentile
{
    /// <summary>Nearest rank, in milliseconds.</summary>
    public static double Of(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)].TotalMilliseconds;
    }
}
