using Mainstay.Access.Contracts;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>The words of a message, for those who keep them.</summary>
/// <param name="PublishedAt">Null: the founding text.</param>
/// <param name="Example">Filled with made-up values.</param>
/// <param name="Length">In segments, of the example; null for mail.</param>
public sealed record TemplateView(
    string Kind, string Language, ContactChannel Channel, int Version, string? Title, string Text, DateTimeOffset? PublishedAt,
    IReadOnlyList<string> Places, IReadOnlyList<string> Needs, bool AtOnce, string? ExampleTitle, string Example, SmsLength? Length);

public sealed class ListTemplatesHandler(MainstayDb db, TemplateBook book)
{
    /// <summary>The words in force.</summary>
    public async Task<IReadOnlyList<TemplateView>> HandleAsync(Actor actor, CancellationToken ct)
    {
        Demand(actor);
        var all = await book.AllAsync(ct);
        return [.. TemplateKinds.All.SelectMany(kind => all.Where(text => text.Kind == kind.Code).OrderBy(text => text.Language).ThenBy(text => text.Channel).Select(Shown))];
    }

    /// <summary>All versions of one text, the newest first.</summary>
    public async Task<IReadOnlyList<TemplateView>> HistoryAsync(string kind, string language, ContactChannel channel, Actor actor, CancellationToken ct)
    {
        Demand(actor);
        var published = await db.Set<Template>().AsNoTracking()
            .Where(row => row.Kind == kind && row.Language == language && row.Channel == channel).OrderByDescending(row => row.Version).ToListAsync(ct);
        return [.. published.Concat(FoundingTexts.All.Where(text => text.Kind == kind && text.Language == language && text.Channel == channel)).Select(Shown)];
    }

    /// <summary>How words would look that are not published yet.</summary>
    public static TemplateView Preview(PublishTemplate draft, Actor actor)
    {
        Demand(actor);
        return Shown(new Template
        {
            Key = "",
            Kind = draft.Kind,
            Language = draft.Language,
            Channel = draft.Channel,
            Version = 0,
            Title = draft.Title,
            Text = draft.Text.ReplaceLineEndings("\n"),
            PublishedBy = actor.Person,
            PublishedAt = DateTimeOffset.UnixEpoch,
        });
    }

    private static void Demand(Actor actor) => actor.Demand(Role.Administrator, Role.HeadOfService);

    private static TemplateView Shown(Template text)
    {
        var kind = TemplateKinds.Find(text.Kind)!;
        var values = Examples.In(text.Language);
        var example = TemplateText.Fill(text.Text, values);
        return new TemplateView(
            text.Kind, text.Language, text.Channel, text.Version, text.Title, text.Text, text.Version > 1 ? text.PublishedAt : null,
            [.. kind.Places], kind.Needs, kind.AtOnce, text.Title is null ? null : TemplateText.Fill(text.Title, values), example,
            text.Channel == ContactChannel.Mail ? null : SmsLength.Of(example));
    }
}
