using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Mainstay.Network.Exchange;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Network;

/// <summary>Kinds and hours of sites in words, and the list as a file.</summary>
public static class SiteWords
{
    /// <summary>Who opens the page of a site within his reach; the list itself is no secret among them.</summary>
    public static readonly Role[] Readers = [Role.HeadOfService, Role.Planner, Role.Administrator, Role.CentreManager, Role.FactoryManager, Role.QualityEngineer];

    public static IReadOnlyList<Option> Kinds => [.. Enum.GetValues<SiteKind>().Select(kind => new Option(EnumText<SiteKind>.Of(kind), Kind(kind)))];

    public static string Kind(SiteKind kind) => Words.Text($"network.kind.{EnumText<SiteKind>.Of(kind)}");

    /// <summary>"10:00–14:00, 15:00–20:00" for each weekday, Monday first; empty where closed.</summary>
    public static IEnumerable<(string Day, string Hours)> Week(IEnumerable<Shift> shifts)
    {
        List<Shift> all = [.. shifts];
        foreach (int i in Enumerable.Range(1, 7))
        {
            DayOfWeek day = (DayOfWeek)(i % 7);
            yield return (CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day), HoursOn(all, day));
        }
    }

    public static string HoursOn(IEnumerable<Shift> shifts, DayOfWeek day) => string.Join(", ", shifts
        .Where(shift => shift.Day == day).OrderBy(shift => shift.FromMinute).Select(shift => $"{Clock(shift.FromMinute)}–{Clock(shift.ToMinute)}"));

    public static void MapNetworkFile(this IEndpointRouteBuilder app) =>
        app.MapGet("/network/export.csv", async (ExportNetworkHandler handler, CurrentActor current, CancellationToken ct) =>
        {
            MemoryStream file = new();
            await handler.HandleAsync(new ExportNetwork(file, NetworkFormat.Csv), current.Actor, ct);
            return TypedResults.File(file.ToArray(), "text/csv; charset=utf-8", "network.csv");
        }).ForAnyStaff();

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
