using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>A picture of a case. Personal, so the read is logged.</summary>
public sealed record ReadAttachment(CaseId Case, int Sequence);

public sealed record AttachmentFile(byte[] Content, string ContentType);

public sealed class ReadAttachmentHandler(MainstayDb db, ISites sites, IAudit audit, IPersonKeys keys)
{
    public async Task<AttachmentFile> HandleAsync(ReadAttachment request, Actor actor, CancellationToken ct)
    {
        var @case = await db.Cases.AsNoTracking().Where(c => c.Id == request.Case).Select(c => new { c.State, c.Site, c.At, c.Factory, c.Customer }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("case-not-found", "There is no such case.");
        var centre = (await sites.GetAsync(@case.Site, ct)).Ref;
        if (!actor.Sees(@case.State, centre, (await sites.GetAsync(@case.At, ct)).Ref, @case.Factory is { } id ? (await sites.GetAsync(id, ct)).Ref : null))
        {
            actor.DemandSight(centre);
        }

        var found = await db.Attachments.AsNoTracking().Where(a => a.Case == request.Case && a.Sequence == request.Sequence && a.Content != null)
            .Select(a => new { a.Content, a.ContentType, a.IsSealed }).SingleOrDefaultAsync(ct)
            ?? throw new RefusedException("attachment-not-found", "This case has no such picture.");
        var content = await keys.ContentAsync(@case.Customer, request.Case, request.Sequence, found.IsSealed, found.Content!, ct);
        await audit.ReadAsync(actor, "case.attachment", $"case:{request.Case}", @case.At, ct);
        return new AttachmentFile(content, found.ContentType!);
    }
}
