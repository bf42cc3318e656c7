using System.Globalization;

namespace Mainstay.Network.Demo;

/// <summary>A real town. Place data (c) GeoNames, CC BY 4.0.</summary>
public sealed record Town(string StateCode, string State, string Code, string Name, double Latitude, double Longitude, int Population)
{
    public const string Credit = "Place data (c) GeoNames, CC BY 4.0";

    /// <summary>The largest towns of the country and of each state, by state and falling population.</summary>
    public static IReadOnlyList<Town> All { get; } = Load();

    public static Town Named(string name) => All.First(town => town.Name == name);

    private static List<Town> Load()
    {
        using var reader = new StreamReader(typeof(Town).Assembly.GetManifestResourceStream("Network/Demo/towns.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line => line.Split(',')).Select(f => new Town(
            f[0], f[1], f[2], f[3],
            double.Parse(f[4], CultureInfo.InvariantCulture),
            double.Parse(f[5], CultureInfo.InvariantCulture),
            int.Parse(f[6], CultureInfo.InvariantCulture)))];
    }
}
