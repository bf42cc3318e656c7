using System.Globalization;
using Mainstay.Common;
using Mainstay.Messaging.Notices;

namespace Mainstay.Server.Messaging;

/// <summary>
/// How messages leave this installation, from the environment (docs/operations.md): secrets do not belong on a command line. The demo
/// looks at none of it, so that nothing leaves the machine.
/// </summary>
public static class NoticeEnvironment
{
    public static NoticeSettings Read(ServerSettings server, Func<string, string?> variable)
    {
        var usual = new NoticeSettings();
        var folder = variable("MAINSTAY_NOTICES_DIR") is { Length: > 0 } given ? given : server.Data is { } data ? Path.Combine(data, "notices") : null;
        if (server.Demo)
        {
            return usual with { Folder = folder, OpenTray = true };
        }

        return usual with
        {
            Folder = folder,
            SmtpHost = Text("MAINSTAY_SMTP_HOST"),
            SmtpPort = Number("MAINSTAY_SMTP_PORT") ?? 587,
            Sender = Text("MAINSTAY_SMTP_SENDER") ?? usual.Sender,
            SenderName = Text("MAINSTAY_SENDER_NAME") ?? usual.SenderName,
            SmtpUser = Text("MAINSTAY_SMTP_USER"),
            SmtpPassword = Text("MAINSTAY_SMTP_PASSWORD") ?? (Text("MAINSTAY_SMTP_PASSWORD_FILE") is { } file ? Secret(file) : null),
            StartTls = Text("MAINSTAY_SMTP_STARTTLS") is not ("0" or "no" or "false"),
            Quiet = Text("MAINSTAY_QUIET_HOURS") is { } hours ? Quiet(hours) : usual.Quiet,
            Zone = Text("MAINSTAY_ZONE") is { } zone ? Zone(zone) : usual.Zone,
        };

        string? Text(string name) => variable(name) is { Length: > 0 } text ? text.Trim() : null;

        int? Number(string name) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number
            : throw Malformed($"{name} must be a port, not '{text}'.");
    }

    private static string Secret(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Malformed($"The file {file} with the mail server's password cannot be read.");
        }
    }

    private static QuietHours Quiet(string text) =>
        text.Split('-') is [var from, var to]
        && TimeOnly.TryParseExact(from.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && TimeOnly.TryParseExact(to.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            ? new QuietHours(first, last)
            : throw Malformed($"MAINSTAY_QUIET_HOURS is written 21:00-09:00, not '{text}'.");

    private static TimeZoneInfo Zone(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : throw Malformed($"MAINSTAY_ZONE '{text}' is no time zone, such as Asia/Kolkata.");

    private static RefusedException Malformed(string sentence) => new("setting-malformed", sentence);
}
