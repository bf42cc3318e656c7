using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Counter;

/// <summary>Adds a photo or a signature to a case.</summary>
/// <param name="Kind">photo, signature.</param>
public sealed record Attach(CaseId Case, string Kind, string? Note, byte[] Content);

public sealed record Attached(CaseId Case, int Sequence);

public sealed class AttachHandler(MainstayDb db, ISites sites, IAudit audit, IPersonKeys keys, CaseDesk desk)
{
    private static readonly Role[] _hands = [Role.FrontDesk, Role.Technician, Role.CentreManager, Role.FactoryOperator, Role.FactoryManager];

    public async Task<Attached> HandleAsync(Attach request, Actor actor, CancellationToken ct)
    {
        var found = await db.Cases.SingleOrDefaultAsync(c => c.Id == request.Case, ct) ?? throw new RefusedException("case-not-found", "There is no such case.");
        var at = await sites.GetAsync(found.At, ct);
        if (!actor.May(at.Ref, _hands))
        {
            actor.Demand((await sites.GetAsync(found.Site, ct)).Ref, _hands);
        }

        if (request.Kind is not ("photo" or "signature"))
        {
            throw new RefusedException("attachment-kind", "An attachment is a photo or a signature.");
        }

        var step = await desk.StepAsync(actor, found.Site, null, ct);
        var file = new CaseFile { Case = found, Private = await db.CasePrivates.SingleAsync(p => p.Case == found.Id, ct) };
        var attachment = Attaching.Make(file, request.Kind, request.Note, request.Content, step);
        await keys.CloseAsync(found.Customer, attachment, ct);
        db.Add(attachment);
        audit.Changed(actor, $"case.attach_{request.Kind}", $"case:{found.Id}", found.At);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is { } index)
        {
            throw CaseConflicts.Explain(index, found.Number); // Two pictures at the same moment.
        }

        return new Attached(found.Id, attachment.Sequence);
    }
}
