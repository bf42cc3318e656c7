using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>New words for a message. They are checked first, and never changed afterwards; messages made from now on use them.</summary>
/// <param name="Title">A mail's subject line; not for texts.</param>
/// <param name="Replaces">The version that was before the writer's eyes; null: whatever stands.</param>
public sealed record PublishTemplate(string Kind, string Language, ContactChannel Channel, string? Title, string Text, int? Replaces = null);

public sealed record TemplatePublished(string Kind, string Language, ContactChannel Channel, int Version);

public sealed class PublishTemplateHandler(MainstayDb db, IAudit audit, IdSource ids, TimeProvider clock)
{
    public async Task<TemplatePublished> HandleAsync(PublishTemplate request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator, Role.HeadOfService);
        var kind = TemplateKinds.Find(request.Kind) ?? throw new RefusedException("template-not-found", "There is no such message.");
        if (!FoundingTexts.Languages.Contains(request.Language))
        {
            throw new RefusedException("template-not-found", $"Messages are written in {string.Join(", ", FoundingTexts.Languages)}.");
        }

        var text = request.Text.ReplaceLineEndings("\n").Trim();
        var title = request.Channel == ContactChannel.Mail ? request.Title?.Trim() ?? "" : null;
        if (TemplateText.Check(kind, title, text) is { } problem)
        {
            throw new RefusedException("template-invalid", problem);
        }

        var newest = await db.Set<Template>().Where(row => row.Kind == request.Kind && row.Language == request.Language && row.Channel == request.Channel)
            .MaxAsync(row => (int?)row.Version, ct) ?? 1;
        if (request.Replaces is { } seen && seen != newest)
        {
            throw Meanwhile();
        }

        var now = clock.Now();
        db.Add(new Template
        {
            Key = Template.KeyOf(request.Kind, request.Language, request.Channel, newest + 1),
            Kind = request.Kind,
            Language = request.Language,
            Channel = request.Channel,
            Version = newest + 1,
            Title = title,
            Text = text,
            PublishedBy = actor.Person,
            PublishedAt = now,
        });
        audit.Changed(actor, "notice.publish_template", "template", null);
        await Revisions.TouchAsync(db, ids, TemplateBook.Revision, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (UniqueViolation.IndexOf(e) is "pk_messaging_templates" or "ux_messaging_templates_kind_language_channel_version")
        {
            throw Meanwhile();
        }

        return new TemplatePublished(request.Kind, request.Language, request.Channel, newest + 1);
    }

    private static RefusedException Meanwhile() =>
        new("stale", "Somebody else published these words meanwhile; look at them again.");
}
