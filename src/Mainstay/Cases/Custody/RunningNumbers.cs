using Mainstay.Cases.Contracts;
using Mainstay.Storage;

namespace Mainstay.Cases.Custody;

internal sealed class RunningNumbers : IRunningNumbers
{
    public async Task<string> NextAsync(MainstayDb db, string series, CancellationToken ct) =>
        $"{series}-{await CaseNumbers.NextGaplessAsync(db, series, ct):00000}";

    public async Task<string> NextChallanAsync(MainstayDb db, string siteCode, DateOnly day, CancellationToken ct)
    {
        var series = ConsignmentBook.ChallanSeries(siteCode, day);
        return ConsignmentBook.ChallanNumber(series, await CaseNumbers.NextGaplessAsync(db, series, ct));
    }
}
