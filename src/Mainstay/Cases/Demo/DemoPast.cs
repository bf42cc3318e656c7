using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Storage;

namespace Mainstay.Cases.Demo;

/// <summary>The simulated cases with everything beside them, ready to be stored.</summary>
public sealed class DemoPast
{
    private readonly DemoRun _run;
    private readonly IReadOnlyList<WalkInToken> _tokens;

    internal DemoPast(DemoRun run, IReadOnlyList<WalkInToken> tokens)
    {
        _run = run;
        _tokens = tokens;
    }

    public int Cases => _run.Files.Count;

    internal IReadOnlyList<CaseFile> Files => _run.Files;

    internal IReadOnlyList<Consignment> Consignments => _run.Road.Consignments;

    internal IReadOnlyList<WalkInToken> Tokens => _tokens;

    internal IEnumerable<Shelf> Shelves => _run.Places.Values.SelectMany(place => place.Shelves);

    /// <summary>Where live numbering goes on.</summary>
    private IEnumerable<NumberBlock> Numbers(IReadOnlyDictionary<string, int> others) =>
    [
        .. _run.Places.Values.Where(place => place.NextNumber > 1).Select(place => new NumberBlock { Series = place.Info.Ref.Code, Next = place.NextNumber }),
        .. _run.Road.NextNumbers.Select(series => new NumberBlock { Series = series.Key, Next = series.Value }),
        .. others.Select(series => new NumberBlock { Series = series.Key, Next = series.Value + 1 }),
    ];

    /// <summary>What the cases took from the stores of their sites, and what they still want, in the order of asking.</summary>
    public IEnumerable<DemoPartLine> PartLines => _run.Files.SelectMany(PartLinesOf).OrderBy(line => line.WantedAt);

    private static IEnumerable<DemoPartLine> PartLinesOf(CaseFile file)
    {
        var diagnosed = file.New.Events.FirstOrDefault(e => e.Verb == Verb.Diagnose)?.OccurredAt;
        var isOpen = file.Case.IsOpen && diagnosed is not null;
        foreach (var line in file.Lines.Where(line => line.Part is not null))
        {
            var used = line.State == LineState.Used ? UseOf(file, line) : null;
            if (used is null && !(isOpen && line.State is LineState.Proposed or LineState.Approved))
            {
                continue;
            }

            var isAtFactory = file.Case.Factory is not null && file.Case.State is CaseState.ToFactory or CaseState.AtFactory or CaseState.FactoryRepair;
            yield return new DemoPartLine(
                file.Case.Id, line.Id, line.Part!.Value, line.Quantity,
                used?.Site ?? (isAtFactory ? file.Case.Factory!.Value : file.Case.Site),
                diagnosed!.Value, used?.OccurredAt,
                used is null ? file.Case.State == CaseState.PartsWait : file.New.Events.Any(e => e.Verb == Verb.WaitForParts),
                used is null && file.Case.State == CaseState.PartsWait ? file.Case.PartsExpectedOn : null,
                line.FaultySerial, line.NewSerial, used?.Person ?? file.Case.Technician ?? file.New.Events[^1].Person);
        }
    }

    private static CaseEvent? UseOf(CaseFile file, Line line) =>
        file.New.Events.FirstOrDefault(e => e.Verb == Verb.UsePart && e.Detail?.Contains(line.Id.ToString(), StringComparison.Ordinal) == true);

    /// <summary>Devices and customers are stored already; what refers comes after what it refers to.</summary>
    /// <param name="numbered">The last number of further series, which other rooms' demo has used.</param>
    /// <returns>Rows written.</returns>
    public async Task<long> SaveAsync(MainstayDb db, IReadOnlyDictionary<string, int> numbered, CancellationToken ct)
    {
        var files = _run.Files;
        return await Bulk.InsertAsync(db, Shelves, ct)
            + await Bulk.InsertAsync(db, Numbers(numbered), ct)
            + await Bulk.InsertAsync(db, Consignments, ct)
            + await Bulk.InsertAsync(db, files.Select(file => file.Case), ct)
            + await Bulk.InsertAsync(db, files.Select(file => file.Private), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Lines), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Items), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Events), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Clock), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Custody), ct)
            + await Bulk.InsertAsync(db, files.SelectMany(file => file.New.Promises), ct)
            + await Bulk.InsertAsync(db, Beside<Refusal>(), ct)
            + await Bulk.InsertAsync(db, Beside<Alert>(), ct)
            + await Bulk.InsertAsync(db, Beside<Settlement>(), ct)
            + await Bulk.InsertAsync(db, Beside<GoodwillAsk>(), ct)
            + await Bulk.InsertAsync(db, Beside<Bounce>(), ct)
            + await Bulk.InsertAsync(db, Beside<Attachment>(), ct)
            + await Bulk.InsertAsync(db, Beside<Visit>(), ct)
            + await Bulk.InsertAsync(db, Tokens, ct);
    }

    internal IEnumerable<T> Beside<T>() => _run.Files.SelectMany(file => file.New.Beside.OfType<T>());
}
