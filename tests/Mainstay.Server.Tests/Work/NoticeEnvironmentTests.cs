using Mainstay.Common;
using Mainstay.Server.Messaging;

namespace Mainstay.Server.Tests.Work;

/// <summary>How messages leave the machine, as the environment says; what cannot be meant is one clear sentence.</summary>
public sealed class NoticeEnvironmentTests
{
    private static readonly ServerSettings _server = new() { Data = "data", Port = 0 };

    [Fact]
    public void Without_anything_said_nothing_is_mailed_and_the_folder_is_the_datas()
    {
        var settings = Read([]);
        Assert.Null(settings.SmtpHost);
        Assert.Equal(Path.Combine("data", "notices"), settings.Folder);
        Assert.True(settings.StartTls);
        Assert.False(settings.OpenTray);
    }

    [Fact]
    public void What_is_said_is_done()
    {
        var settings = Read(new()
        {
            ["MAINSTAY_SMTP_HOST"] = " mail.example.org ",
            ["MAINSTAY_SMTP_PORT"] = "2525",
            ["MAINSTAY_SMTP_STARTTLS"] = "no",
            ["MAINSTAY_QUIET_HOURS"] = "20:30-08:15",
            ["MAINSTAY_ZONE"] = "Europe/Berlin",
        });
        Assert.Equal(("mail.example.org", 2525, false), (settings.SmtpHost, settings.SmtpPort, settings.StartTls));
        Assert.Equal((new TimeOnly(20, 30), new TimeOnly(8, 15)), (settings.Quiet.From, settings.Quiet.To));
        Assert.Equal("Europe/Berlin", settings.Zone.Id);
    }

    [Theory]
    [InlineData("MAINSTAY_SMTP_PORT", "587x", "MAINSTAY_SMTP_PORT must be a port, not '587x'.")]
    [InlineData("MAINSTAY_SMTP_PORT", "65536", "MAINSTAY_SMTP_PORT must be a port, not '65536'.")]
    [InlineData("MAINSTAY_QUIET_HOURS", "at night", "MAINSTAY_QUIET_HOURS is written 21:00-09:00, not 'at night'.")]
    [InlineData("MAINSTAY_QUIET_HOURS", "21:00-25:00", "MAINSTAY_QUIET_HOURS is written 21:00-09:00, not '21:00-25:00'.")]
    [InlineData("MAINSTAY_ZONE", "Asia/Nowhere", "MAINSTAY_ZONE 'Asia/Nowhere' is no time zone, such as Asia/Kolkata.")]
    [InlineData("MAINSTAY_SMTP_PASSWORD_FILE", "no/such/file", "The file no/such/file with the mail server's password cannot be read.")]
    public void What_cannot_be_meant_is_one_clear_sentence(string name, string value, string sentence)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(new() { [name] = value }));
        Assert.Equal(("setting-malformed", sentence), (refused.Code, refused.Message));
    }

    [Fact]
    public void The_demo_looks_at_none_of_it()
    {
        var settings = NoticeEnvironment.Read(_server with { Demo = true }, name => name == "MAINSTAY_SMTP_HOST" ? "mail.example.org" : null);
        Assert.Null(settings.SmtpHost);
        Assert.True(settings.OpenTray);
    }

    private static Mainstay.Messaging.Notices.NoticeSettings Read(Dictionary<string, string> environment) =>
        NoticeEnvironment.Read(_server, name => environment.GetValueOrDefault(name));
}
