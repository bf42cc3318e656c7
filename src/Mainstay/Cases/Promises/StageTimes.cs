using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Cases.Promises;

/// <summary>Open working time, of the centre's calendar, from a stage to a milestone.</summary>
/// <param name="Basis"><c>site_history</c>, <c>category_history</c> or <c>policy</c>.</param>
/// <param name="Sample">Finished cases it rests on; 0 for policy.</param>
internal sealed record StageTime(TimeSpan P50, TimeSpan P90, string Basis, int Sample);

/// <summary>Which history is asked: from which state, for which kind of work.</summary>
/// <param name="Level">Highest repair level of the lines; 0 while nobody has looked.</param>
internal readonly record struct StageKey(SiteId? Site, CategoryId Category, CaseState State, int Level);

/// <summary>
/// How long cases took from a stage to ready (or, before diagnosis, to diagnosed). The site's own history where it is rich
/// enough, else the category's over the network, else the policy's figure, and it says which: a promise from thin data must
/// not look like one from thick (law 7).
/// </summary>
internal sealed class StageTimes(IReadOnlyDictionary<StageKey, StageTime> history)
{
    /// <summary>Below this many cases a ninetieth percentile is one or two cases' luck.</summary>
    public const int EnoughCases = 30;

    public static StageTimes Empty { get; } = new(new Dictionary<StageKey, StageTime>());

    public StageTime ToKnown(SiteId site, CategoryId category, CaseState state, Terms terms) =>
        Find(site, category, state, 0) ?? new StageTime(
            TimeSpan.FromMinutes(terms.DiagnosisP50Minutes), TimeSpan.FromMinutes(terms.DiagnosisP90Minutes), "policy", 0);

    public StageTime ToReady(SiteId site, CategoryId category, string categoryCode, CaseState state, int level, Terms terms)
    {
        if (Find(site, category, state, level) is { } found)
        {
            return found;
        }

        var fallback = terms.PromiseFor(categoryCode, level);
        return new StageTime(TimeSpan.FromMinutes(fallback.P50Minutes), TimeSpan.FromMinutes(fallback.P90Minutes), "policy", 0);
    }

    private StageTime? Find(SiteId site, CategoryId category, CaseState state, int level) =>
        history.TryGetValue(new StageKey(site, category, state, level), out var own) && own.Sample >= EnoughCases ? own
        : history.TryGetValue(new StageKey(null, category, state, level), out var all) && all.Sample >= EnoughCases ? all
        : null;
}
