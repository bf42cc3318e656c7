using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;

namespace Mainstay.Cases.Promises;

/// <summary>Brings together what a promise rests on; the history is a copy in memory, renewed when it was learned anew.</summary>
public sealed class PromiseBook(ITerms terms, StageHistory history)
{
    internal async ValueTask<PromiseGrounds> GroundsAsync(string categoryCode, DateOnly today, CancellationToken ct) =>
        new(await history.GetAsync(ct), await terms.CurrentAsync(today, ct), categoryCode);

    internal async ValueTask<PromiseGrounds> ForAsync(CaseFile file, ICatalogue catalogue, Step step, CancellationToken ct)
    {
        var model = await catalogue.ModelAsync(file.Case.Model, ct);
        return await GroundsAsync(model?.CategoryCode ?? "", step.Today, ct);
    }
}

/// <summary>The learned stage times of the whole network (<c>cases_stage_times</c>).</summary>
public sealed class StageHistory(Database database, TimeProvider clock) : IDisposable
{
    public const string Revision = "stage_times";

    private readonly ReferenceCache<StageTimes> _cache = new(database, clock, Revision, StageTimeRow.LoadAsync);

    public void Dispose() => _cache.Dispose();

    internal ValueTask<StageTimes> GetAsync(CancellationToken ct) => _cache.GetAsync(ct);
}
