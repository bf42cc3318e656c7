using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Contacts.Contracts;

namespace Mainstay.Messaging.Notices;

/// <summary>
/// Version 1 of every message, in force from the beginning, so that a fresh installation can speak. A maker publishes his own
/// over them. A messaging app is sent the words of the text message.
/// </summary>
internal static class FoundingTexts
{
    public static IReadOnlyList<string> Languages { get; } = ["en", "hi"];

    public static IReadOnlyList<Template> All { get; } = [.. Languages.SelectMany(Read)];

    private static IEnumerable<Template> Read(string language)
    {
        using var stream = typeof(FoundingTexts).Assembly.GetManifestResourceStream($"Messaging/Notices/founding.{language}.json")
            ?? throw new InvalidOperationException($"The founding texts in {language} are not in the program.");
        using var file = JsonDocument.Parse(stream);
        var frame = file.RootElement.GetProperty("mail_frame").GetString()!;
        foreach (var kind in TemplateKinds.All)
        {
            var texts = file.RootElement.GetProperty(kind.Code);
            var sms = texts.GetProperty("sms").GetString()!;
            yield return Version1(kind.Code, language, ContactChannel.Sms, null, sms);
            yield return Version1(kind.Code, language, ContactChannel.Messenger, null, sms);
            yield return Version1(kind.Code, language, ContactChannel.Mail, texts.GetProperty("title").GetString(), frame.Replace("...", texts.GetProperty("mail").GetString(), StringComparison.Ordinal));
        }
    }

    private static Template Version1(string kind, string language, ContactChannel channel, string? title, string text) => new()
    {
        Key = Template.KeyOf(kind, language, channel, 1),
        Kind = kind,
        Language = language,
        Channel = channel,
        Version = 1,
        Title = title,
        Text = text,
        PublishedBy = Actor.System.Person,
        PublishedAt = DateTimeOffset.UnixEpoch,
    };
}
