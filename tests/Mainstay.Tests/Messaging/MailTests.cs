using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Messaging;

/// <summary>Against a mail server that listens on the loopback and speaks SMTP.</summary>
public sealed class MailTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_mail_in_hindi_arrives_as_it_was_written(Provider provider)
    {
        await using var server = new SmtpListener();
        await using var world = await MessagingWorld.CreateAsync(provider, Settings(server));
        await world.QueueAsync(MessagingWorld.Note(await world.CustomerAsync(null, "sunita@example.org", "hi"), "n"));

        Assert.Equal(1, await world.SendAsync());

        var mail = Assert.Single(server.Received);
        Assert.Equal(("service@mainstay.example", "sunita@example.org"), (mail.From, Assert.Single(mail.To)));
        Assert.StartsWith("नमस्ते Sunita Rao", mail.Body, StringComparison.Ordinal);
        Assert.Contains("तैयार है", mail.Body, StringComparison.Ordinal);
        Assert.Equal("आपका <device> तैयार है (केस <number>)", Decoded(mail.Header("Subject")));
        Assert.Contains("utf-8", mail.Header("Content-Type"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal($"<{(await world.RowsAsync())[0].Id}@mainstay.example>", mail.Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
    }

    [Theory]
    [InlineData("550 5.1.1 No such user", Outcome.Refused, "refused_550")]
    [InlineData("553 5.1.3 Bad address", Outcome.Refused, "refused_553")]
    [InlineData("450 4.2.1 Busy", Outcome.Later, "later_450")]
    [InlineData("451 4.3.0 Try later", Outcome.Later, "later_451")]
    [InlineData("530 5.7.0 Sign in first", Outcome.Later, "mail_setup_530")]
    public async Task Never_and_not_now_are_told_apart(string answer, Outcome outcome, string code)
    {
        await using var server = new SmtpListener { OnRecipient = _ => answer };
        Assert.Equal(new Delivery(outcome, code), await CarryAsync(Settings(server)));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("552 5.3.4 Too big", Outcome.Refused, "refused_552")]
    [InlineData("452 4.3.1 Disk full", Outcome.Later, "later_452")]
    public async Task The_same_holds_when_the_whole_mail_is_refused(string answer, Outcome outcome, string code)
    {
        await using var server = new SmtpListener { OnData = () => answer };
        Assert.Equal(new Delivery(outcome, code), await CarryAsync(Settings(server)));
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_away_is_silent_or_offers_no_encryption_is_tried_later()
    {
        await using var server = new SmtpListener { HangsUpAfterData = true };
        Assert.Equal(Outcome.Later, (await CarryAsync(Settings(server))).Outcome);
        Assert.Single(server.Received); // It may have arrived: sent again it carries the same Message-ID.

        server.HangsUpAfterData = false;
        Assert.Equal(Outcome.Later, (await CarryAsync(Settings(server) with { StartTls = true })).Outcome);
        Assert.Single(server.Received); // Not one line of it went in the clear.

        server.IsSilent = true;
        Assert.Equal(Delivery.Later("mail_server_slow"), await CarryAsync(Settings(server) with { SmtpPatience = TimeSpan.FromMilliseconds(300) }));

        var gone = Settings(server);
        await server.DisposeAsync();
        Assert.Equal(Delivery.Later("mail_server_away"), await CarryAsync(gone));
    }

    [Fact]
    public async Task An_address_that_is_none_or_smuggles_a_line_reaches_no_server()
    {
        await using var server = new SmtpListener();
        foreach (var address in new[] { "nobody", "a@example.org\r\nRCPT TO:<b@example.org>", "" })
        {
            Assert.Equal(Delivery.Refused("address_malformed"), await CarryAsync(Settings(server), address));
        }

        Assert.Equal(0, server.Connections);
    }

    [Theory, BothDatabases]
    public async Task A_server_that_is_down_gets_it_when_it_is_back(Provider provider)
    {
        await using var server = new SmtpListener { OnRecipient = _ => "451 4.3.0 Try later" };
        await using var world = await MessagingWorld.CreateAsync(provider, Settings(server));
        await world.QueueAsync(MessagingWorld.Note(await world.CustomerAsync(null, "sunita@example.org"), "n", NoticeTemplates.HandedOver));
        Assert.Equal(0, await world.SendAsync());
        Assert.Equal(0, await world.SendAsync()); // Not before its pause is over.
        Assert.Equal(1, server.Connections);

        server.OnRecipient = _ => "250 Ok";
        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await world.SendAsync());
        Assert.Single(server.Received);
    }

    private static NoticeSettings Settings(SmtpListener server) => MessagingWorld.NeverQuiet with
    {
        SmtpHost = "127.0.0.1",
        SmtpPort = server.Port,
        StartTls = false,
        Sender = "service@mainstay.example",
    };

    private static Task<Delivery> CarryAsync(NoticeSettings settings, string to = "sunita@example.org") =>
        new SmtpCarrier(settings).CarryAsync(new Parcel(Guid.Empty, ContactChannel.Mail, to, "Pune Camp", "Ready", "Your phone is ready.", "en"), Ct);

    /// <summary>RFC 2047 words.</summary>
    private static string Decoded(string header) => System.Text.RegularExpressions.Regex.Replace(
        header.Replace("?= =?", "?==?", StringComparison.Ordinal), @"=\?utf-8\?B\?([^?]*)\?=",
        word => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));
}
