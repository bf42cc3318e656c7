using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mainstay.Network.Map;

/// <summary>
/// Outline and states of India as SVG paths in the units of <see cref="MapProjection"/>: coarse, for orientation only. The outer
/// land border follows the Survey of India's line.
/// </summary>
public sealed class IndiaMap
{
    private static readonly Lazy<IndiaMap> _map = new(Load);
    private readonly Dictionary<string, List<(double X, double Y)[]>> _rings;

    private IndiaMap(Data data)
    {
        (Credit, Outline, States) = (data.Credit, data.Outline, data.States);
        _rings = States.ToDictionary(state => state.Key, state => Rings(state.Value));
    }

    public static IndiaMap Map => _map.Value;

    /// <summary>To be shown with the map.</summary>
    public string Credit { get; }

    /// <summary>One path for the whole country, islands included.</summary>
    public string Outline { get; }

    /// <summary>One path per state or union territory, by the names that sites carry.</summary>
    public IReadOnlyDictionary<string, string> States { get; }

    /// <summary>Whether the place lies in the state, as far as the coarse lines can tell.</summary>
    public bool Contains(string state, double latitude, double longitude)
    {
        var (x, y) = MapProjection.Project(latitude, longitude);
        return _rings.TryGetValue(state, out var rings) && rings.Count(ring => IsInside(ring, x, y)) % 2 == 1;
    }

    private static IndiaMap Load()
    {
        using var stream = typeof(IndiaMap).Assembly.GetManifestResourceStream("Network/Demo/india.json")!;
        return new IndiaMap(JsonSerializer.Deserialize<Data>(stream)!);
    }

    /// <summary>A ray to the right crosses the ring an odd number of times.</summary>
    private static bool IsInside((double X, double Y)[] ring, double x, double y)
    {
        var inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            if (ring[i].Y > y != ring[j].Y > y && x < ((ring[j].X - ring[i].X) * (y - ring[i].Y) / (ring[j].Y - ring[i].Y)) + ring[i].X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>The paths use M with absolute, l with relative pairs, and z; nothing else.</summary>
    private static List<(double X, double Y)[]> Rings(string path)
    {
        var rings = new List<(double X, double Y)[]>();
        foreach (var part in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = Numbers(part);
            var ring = new (double X, double Y)[numbers.Count / 2];
            var (x, y) = (0.0, 0.0);
            for (var i = 0; i < ring.Length; i++)
            {
                (x, y) = (x + numbers[2 * i], y + numbers[(2 * i) + 1]);
                ring[i] = (x, y);
            }

            rings.Add(ring);
        }

        return rings;
    }

    private static List<double> Numbers(string text)
    {
        var numbers = new List<double>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is 'M' or 'l' or ' ')
            {
                i++;
                continue;
            }

            var start = i++;
            while (i < text.Length && text[i] is (>= '0' and <= '9') or '.')
            {
                i++;
            }

            numbers.Add(double.Parse(text.AsSpan(start, i - start), CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    private sealed record Data(
        [property: JsonPropertyName("credit")] string Credit,
        [property: JsonPropertyName("outline")] string Outline,
        [property: JsonPropertyName("states")] IReadOnlyDictionary<string, string> States);
}
