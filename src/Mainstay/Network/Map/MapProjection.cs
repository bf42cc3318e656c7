namespace Mainstay.Network.Map;

/// <summary>
/// Equirectangular with standard parallel 22.5 degrees: a degree of latitude is 36.3 units everywhere, one of longitude as many
/// units as is true at that parallel. India fills 1000 by 1120 units, y downwards.
/// </summary>
public static class MapProjection
{
    public const int Width = 1000;
    public const int Height = 1120;

    private const double West = 67.9;
    private const double North = 37.3;
    private const double UnitsPerDegree = 36.3;
    private static readonly double _shrink = Math.Cos(22.5 * Math.PI / 180);

    public static (double X, double Y) Project(double latitude, double longitude) =>
        ((longitude - West) * _shrink * UnitsPerDegree, (North - latitude) * UnitsPerDegree);
}
