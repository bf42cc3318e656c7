namespace Mainstay.Common;

/// <summary>Distances on the earth as the crow flies.</summary>
public static class GreatCircle
{
    /// <summary>Mean radius of the earth, IUGG 1980, in kilometres.</summary>
    private const double EarthRadius = 6371.0088;

    /// <summary>Between two places in degrees, by the haversine formula (R. W. Sinnott, "Virtues of the haversine", Sky and Telescope 68, 1984).</summary>
    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (a, b) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var across = double.DegreesToRadians(longitude2 - longitude1);
        var h = Math.Pow(Math.Sin((b - a) / 2), 2) + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(across / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
