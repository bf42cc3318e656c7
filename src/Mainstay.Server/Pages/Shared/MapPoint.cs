namespace Mainstay.Server.Pages.Shared;

/// <summary>A place on the map.</summary>
/// <param name="Tone"><c>active</c>, <c>waiting</c>, <c>danger</c> or <c>quiet</c>; the radius says the same or more, never colour alone.</param>
public sealed record MapPoint(double Latitude, double Longitude, string Label, double Radius, string Tone = "active", string? Href = null);
