using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Mainstay.Cases.Model;
using Mainstay.Common;

namespace Mainstay.Cases.Queries;

public enum CaseSort
{
    /// <summary>The newest first: by opening at a site, by the last change over all sites.</summary>
    Opened,

    /// <summary>The oldest first.</summary>
    Oldest,

    /// <summary>What is due first comes first; what has no promise comes last.</summary>
    Promise,

    /// <summary>What is due last comes first.</summary>
    LatestPromise,

    /// <summary>In the order in which a case goes through its states.</summary>
    State,

    /// <summary>The furthest first.</summary>
    FurthestState,
}

/// <summary>An order of cases and how it is cut into pages: every order ends with the number, so that no two cases stand in one place.</summary>
internal abstract class CaseOrder
{
    public static CaseOrder Of(CaseSort sort, bool atSite) => sort switch
    {
        CaseSort.Opened => atSite ? new ByOpening(true) : new ByChange(true),
        CaseSort.Oldest => atSite ? new ByOpening(false) : new ByChange(false),
        CaseSort.Promise => new ByPromise(false),
        CaseSort.LatestPromise => new ByPromise(true),
        CaseSort.State => new ByState(false),
        _ => new ByState(true),
    };

    public abstract IQueryable<Case> Page(IQueryable<Case> cases, string? cursor);

    public abstract string CursorAfter(CardRow last);

    /// <summary>At a site: it has an index by the time of opening.</summary>
    private sealed class ByOpening(bool down) : CaseOrder
    {
        public override string CursorAfter(CardRow last) => CaseCursor.Write(last.OpenedAt, last.Number);

        public override IQueryable<Case> Page(IQueryable<Case> cases, string? cursor)
        {
            var after = CaseCursor.Read(cursor);
            var (at, number) = after ?? default;
            if (down)
            {
                cases = after is null ? cases : cases.Where(c => c.OpenedAt < at || (c.OpenedAt == at && c.Number.CompareTo(number) < 0));
                return cases.OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Number);
            }

            cases = after is null ? cases : cases.Where(c => c.OpenedAt > at || (c.OpenedAt == at && c.Number.CompareTo(number) > 0));
            return cases.OrderBy(c => c.OpenedAt).ThenBy(c => c.Number);
        }
    }

    /// <summary>Over all sites: there is an index by the last change.</summary>
    private sealed class ByChange(bool down) : CaseOrder
    {
        public override string CursorAfter(CardRow last) => CaseCursor.Write(last.UpdatedAt, last.Number);

        public override IQueryable<Case> Page(IQueryable<Case> cases, string? cursor)
        {
            var after = CaseCursor.Read(cursor);
            var (at, number) = after ?? default;
            if (down)
            {
                cases = after is null ? cases : cases.Where(c => c.UpdatedAt < at || (c.UpdatedAt == at && c.Number.CompareTo(number) < 0));
                return cases.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Number);
            }

            cases = after is null ? cases : cases.Where(c => c.UpdatedAt > at || (c.UpdatedAt == at && c.Number.CompareTo(number) > 0));
            return cases.OrderBy(c => c.UpdatedAt).ThenBy(c => c.Number);
        }
    }

    /// <summary>What is ready has kept or broken its promise already and stands with what has none.</summary>
    private sealed class ByPromise(bool down) : CaseOrder
    {
        private static readonly DateTimeOffset _first = DateTimeOffset.UnixEpoch;
        private static readonly DateTimeOffset _last = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private readonly DateTimeOffset _none = down ? _first : _last;

        public override string CursorAfter(CardRow last) => CaseCursor.Write(last.DueAt ?? _none, last.Number);

        public override IQueryable<Case> Page(IQueryable<Case> cases, string? cursor)
        {
            var after = CaseCursor.Read(cursor);
            var (at, number) = after ?? default;
            var none = _none;
            var keyed = cases.Select(c => new { Case = c, Due = c.ReadyAt != null ? none : c.ReadyP90 ?? c.KnownBy ?? none });
            if (down)
            {
                keyed = after is null ? keyed : keyed.Where(k => k.Due < at || (k.Due == at && k.Case.Number.CompareTo(number) < 0));
                return keyed.OrderByDescending(k => k.Due).ThenByDescending(k => k.Case.Number).Select(k => k.Case);
            }

            keyed = after is null ? keyed : keyed.Where(k => k.Due > at || (k.Due == at && k.Case.Number.CompareTo(number) > 0));
            return keyed.OrderBy(k => k.Due).ThenBy(k => k.Case.Number).Select(k => k.Case);
        }
    }

    private sealed class ByState(bool down) : CaseOrder
    {
        private static readonly int _states = Enum.GetValues<CaseState>().Length;

        /// <summary>The place of a state travels as an instant: a cursor has one shape.</summary>
        public override string CursorAfter(CardRow last) => CaseCursor.Write(new DateTimeOffset((long)last.State, TimeSpan.Zero), last.Number);

        public override IQueryable<Case> Page(IQueryable<Case> cases, string? cursor)
        {
            var after = CaseCursor.Read(cursor);
            var number = after?.Number;
            if (after is { At.UtcTicks: var ticks })
            {
                if (ticks < 0 || ticks >= _states)
                {
                    throw CaseCursor.Malformed();
                }

                var state = (CaseState)ticks;
                var beyond = Enum.GetValues<CaseState>().Where(one => down ? one < state : one > state).ToList();
                cases = down
                    ? cases.Where(c => beyond.Contains(c.State) || (c.State == state && c.Number.CompareTo(number) < 0))
                    : cases.Where(c => beyond.Contains(c.State) || (c.State == state && c.Number.CompareTo(number) > 0));
            }

            return down
                ? cases.OrderByDescending(CasePlace.Of).ThenByDescending(c => c.Number)
                : cases.OrderBy(CasePlace.Of).ThenBy(c => c.Number);
        }
    }
}

/// <summary>Where a page ended: opaque to who carries it.</summary>
internal static class CaseCursor
{
    public static string Write(DateTimeOffset at, string number) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}|{number}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <exception cref="RefusedException"><c>cursor-malformed</c>.</exception>
    public static (DateTimeOffset At, string Number)? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=')));
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            return (new DateTimeOffset(long.Parse(text[..bar], CultureInfo.InvariantCulture), TimeSpan.Zero), text[(bar + 1)..]);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw Malformed();
        }
    }

    public static RefusedException Malformed() => new("cursor-malformed", "The cursor is not one that a page gave. Begin with the first page.");
}

/// <summary>States are words in the database; their order is that of the machine.</summary>
internal static class CasePlace
{
    public static Expression<Func<Case, int>> Of { get; } = Build();

    private static Expression<Func<Case, int>> Build()
    {
        var @case = Expression.Parameter(typeof(Case), "c");
        var state = Expression.Property(@case, nameof(Case.State));
        Expression place = Expression.Constant(int.MaxValue);
        foreach (var one in Enum.GetValues<CaseState>().Reverse())
        {
            place = Expression.Condition(Expression.Equal(state, Expression.Constant(one)), Expression.Constant((int)one), place);
        }

        return Expression.Lambda<Func<Case, int>>(place, @case);
    }
}
