using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Model;

/// <summary>Who does something, where, when it was so, and when we were told. One for each use of a verb.</summary>
/// <param name="At">When it is recorded. Rules may not look at any other clock (law 10).</param>
/// <param name="OccurredAt">When it was so; equal to <paramref name="At"/> except for work entered later.</param>
/// <param name="Site">The case's centre, with its hours.</param>
internal sealed record Step(PersonId By, DateTimeOffset At, DateTimeOffset OccurredAt, SiteInfo Site, IdSource Ids)
{
    public DateOnly Today => Site.Today(OccurredAt);
}
