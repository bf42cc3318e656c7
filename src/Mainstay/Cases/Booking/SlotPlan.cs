using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Booking;

/// <summary>A slot of a day: its cells lie on a grid all categories share, so that long and short visits meet on the same seats.</summary>
internal sealed record SlotFrame(DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<DateTimeOffset> Cells);

internal static class SlotPlan
{
    public const int CellMinutes = 15;

    /// <summary>Slots of a day within the site's shifts, one after the other from the beginning of each; what is left at its end is too short.</summary>
    public static IReadOnlyList<SlotFrame> Of(OpeningHours hours, DateOnly day, int minutes)
    {
        var length = (minutes + CellMinutes - 1) / CellMinutes * CellMinutes;
        var frames = new List<SlotFrame>();
        foreach (var shift in hours.ShiftsOn(day))
        {
            for (var from = shift.FromMinute; from + length <= shift.ToMinute; from += length)
            {
                var cells = Enumerable.Range(0, length / CellMinutes).Select(i => hours.At(day, from + (i * CellMinutes))).Distinct().ToList();
                var end = hours.At(day, from + length);
                if (cells[0] < end)
                {
                    frames.Add(new SlotFrame(cells[0], end, cells)); // A slot the clocks jumped over has no length.
                }
            }
        }

        return frames;
    }
}
