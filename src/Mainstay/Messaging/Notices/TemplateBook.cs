using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>The words in force, in memory on every node: the newest published version of each, else the founding one.</summary>
public sealed class TemplateBook(Database database, TimeProvider clock) : IDisposable
{
    public const string Revision = "notice_templates";

    /// <summary>What a customer is written to in when his own language has no words yet.</summary>
    public const string OtherwiseLanguage = "en";

    private readonly ReferenceCache<Dictionary<(string Kind, string Language, ContactChannel Channel), Template>> _cache = new(database, clock, Revision, LoadAsync);

    public void Dispose() => _cache.Dispose();

    internal async ValueTask<Template> InForceAsync(string kind, string language, ContactChannel channel, CancellationToken ct) =>
        Find(await _cache.GetAsync(ct), kind, language, channel);

    internal async ValueTask<IReadOnlyList<Template>> AllAsync(CancellationToken ct) => [.. (await _cache.GetAsync(ct)).Values];

    /// <summary>The language it will be written in: as asked, without its region (<c>hi-IN</c>), else English.</summary>
    internal static string LanguageOf(string? asked) =>
        FoundingTexts.Languages.FirstOrDefault(known => asked is not null && asked.Split('-', '_')[0].Equals(known, StringComparison.OrdinalIgnoreCase)) ?? OtherwiseLanguage;

    private static Template Find(Dictionary<(string, string, ContactChannel), Template> all, string kind, string language, ContactChannel channel) =>
        all.GetValueOrDefault((kind, language, channel)) ?? all[(kind, OtherwiseLanguage, channel)];

    private static async Task<Dictionary<(string Kind, string Language, ContactChannel Channel), Template>> LoadAsync(MainstayDb db, CancellationToken ct)
    {
        var published = await db.Set<Template>().AsNoTracking().OrderBy(row => row.Version).ToListAsync(ct);
        var inForce = new Dictionary<(string, string, ContactChannel), Template>();
        foreach (var text in FoundingTexts.All.Concat(published))
        {
            inForce[(text.Kind, text.Language, text.Channel)] = text;
        }

        return inForce;
    }
}
