using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Network.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Custody;

/// <summary>Puts the things of a case on a shelf; one job a shelf.</summary>
public sealed record Shelve : CaseRequest
{
    /// <summary>The code on the shelf's label, at the site where the case is.</summary>
    public required string Shelf { get; init; }

    internal static void Apply(CaseFile file, ShelfId shelf, string code, Step step)
    {
        if (file.Items.All(item => item.HolderKind is HolderKind.Customer or HolderKind.Consignment))
        {
            throw new RefusedException("not-in-hand", "The things of this case are not here: scan the consignment in first.");
        }

        file.Move(Verb.Shelve, step, detail: new { shelf = code });
        file.Case.Shelf = shelf;
        foreach (var item in file.Items.Where(item => item.HolderKind is HolderKind.Person or HolderKind.Shelf && item.Site == file.Case.At))
        {
            file.Give(item, HolderKind.Shelf, shelf.Value, step);
        }
    }
}

public sealed class ShelveHandler(CaseDesk desk) : CaseHandler<Shelve>(desk, Verb.Shelve)
{
    private protected override async Task ApplyAsync(CaseFile file, Shelve request, Step step, Actor actor, CancellationToken ct)
    {
        var code = request.Shelf.Trim().ToUpperInvariant();
        var shelf = await Desk.Db.Shelves.FirstOrDefaultAsync(s => s.Site == file.Case.At && s.Code == code, ct)
            ?? throw new RefusedException("shelf-not-found", $"There is no shelf {code} here.");
        var occupant = await Desk.Db.Cases.Where(c => c.Shelf == shelf.Id && c.Id != file.Case.Id).Select(c => c.Number).FirstOrDefaultAsync(ct);
        if (occupant is not null)
        {
            throw new RefusedException("shelf-occupied", $"Shelf {code} holds {occupant}. Choose another.");
        }

        Shelve.Apply(file, shelf.Id, code, step);
    }
}

/// <summary>Passes the things of a case to a colleague, or takes them oneself.</summary>
public sealed record PassOn : CaseRequest
{
    /// <summary>Null: to whoever asks.</summary>
    public PersonId? To { get; init; }

    internal static void Apply(CaseFile file, PersonId to, Step step)
    {
        var here = file.Items.Where(item => item.HolderKind is HolderKind.Person or HolderKind.Shelf && item.Site == file.Case.At).ToList();
        if (here.Count == 0)
        {
            throw new RefusedException("not-in-hand", "The things of this case are not here.");
        }

        file.Move(Verb.PassOn, step, detail: new { to });
        file.Case.Shelf = null;
        foreach (var item in here)
        {
            file.Give(item, HolderKind.Person, to.Value, step);
        }
    }
}

public sealed class PassOnHandler(CaseDesk desk, IPeople people) : CaseHandler<PassOn>(desk, Verb.PassOn)
{
    private protected override async Task ApplyAsync(CaseFile file, PassOn request, Step step, Actor actor, CancellationToken ct)
    {
        if (request.To is { } to && await people.FindAsync(to, ct) is null)
        {
            throw new RefusedException("person-not-found", "There is no such colleague.");
        }

        PassOn.Apply(file, request.To ?? step.By, step);
    }
}

/// <summary>Sends a case to another centre, which answers to the customer from now on.</summary>
public sealed record Transfer : CaseRequest
{
    public required SiteId To { get; init; }

    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, Transfer request, ConsignmentId consignment, Step step)
    {
        file.Move(Verb.Transfer, step, request.Reason, owner: ClockOwner.Centre, detail: new { from = file.Case.Site, to = request.To, consignment });
        file.Case.Site = request.To;
        file.Case.Technician = null;
        file.GiveAll(HolderKind.Consignment, consignment.Value, step);
        file.ClearShelf(step);
    }
}

public sealed class TransferHandler(CaseDesk desk, ConsignmentBook consignments, ISites sites) : CaseHandler<Transfer>(desk, Verb.Transfer)
{
    private protected override async Task ApplyAsync(CaseFile file, Transfer request, Step step, Actor actor, CancellationToken ct)
    {
        var to = await sites.GetAsync(request.To, ct);
        if (to.Ref.Kind != SiteKind.ServiceCentre || to.Id == file.Case.Site || !to.TakesCasesAt(step.OccurredAt))
        {
            throw new RefusedException("site-not-possible", $"{to.Ref.Name} is not another open service centre.");
        }

        Transfer.Apply(file, request, (await consignments.PackingAsync(step.Site, to, step, ct)).Id, step);
    }
}
