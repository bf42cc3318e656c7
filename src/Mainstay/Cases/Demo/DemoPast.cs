using Mainstay.Cases.Booking;
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
    internal IEnumerable<NumberBlock> Numbers =>
    [
        .. _run.Places.Values.Where(place => place.NextNumber > 1).Select(place => new NumberBlock { Series = place.Info.Ref.Code, Next = place.NextNumber }),
        .. _run.Road.NextNumbers.Select(series => new NumberBlock { Series = series.Key, Next = series.Value }),
    ];

    /// <summary>Devices and customers are stored already; what refers comes after what it refers to.</summary>
    /// <returns>Rows written.</returns>
    public async Task<long> SaveAsync(MainstayDb db, CancellationToken ct)
    {
        var files = _run.Files;
        return await Bulk.InsertAsync(db, Shelves, ct)
            + await Bulk.InsertAsync(db, Numbers, ct)
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
