namespace Mainstay.Common;

public static class Clock
{
    extension(TimeProvider clock)
    {
        /// <summary>Now in UTC, cut to whole microseconds: PostgreSQL keeps no more, and an instant must survive the round trip.</summary>
        public DateTimeOffset Now() => clock.GetUtcNow().ToMicroseconds();
    }

    extension(DateTimeOffset instant)
    {
        public DateTimeOffset ToMicroseconds() =>
            new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
