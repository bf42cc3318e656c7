namespace Mainstay.Messaging.Notices;

/// <summary>How messages leave this installation. Without a mail server, and for texts, they become files in <see cref="Folder"/>.</summary>
public sealed record NoticeSettings
{
    /// <summary>Where messages that no server takes are put, one file each, for a gateway to fetch; null: such channels cannot be used.</summary>
    public string? Folder { get; init; }

    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 25;

    /// <summary>The address messages come from.</summary>
    public string Sender { get; init; } = "service@localhost";

    /// <summary>Who writes, where no centre does.</summary>
    public string SenderName { get; init; } = "Mainstay";

    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }

    /// <summary>Refuses to go on without encryption.</summary>
    public bool StartTls { get; init; } = true;

    public TimeSpan SmtpPatience { get; init; } = TimeSpan.FromSeconds(10);

    public QuietHours Quiet { get; init; } = QuietHours.Usual;

    /// <summary>Everybody signed in may look into the tray, secrets and all: in the demo, where nobody is real.</summary>
    public bool OpenTray { get; init; }

    /// <summary>Of customers whose case has no site.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
}
