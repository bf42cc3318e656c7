using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Storage;
using Mainstay.Testing;

namespace Mainstay.Tests.Messaging;

public sealed class TemplateTests
{
    public static TheoryData<string> Kinds => [.. TemplateKinds.All.Select(kind => kind.Code)];

    [Theory, MemberData(nameof(Kinds))]
    public void The_founding_words_of_every_message_stand_in_both_languages_and_pass_the_check(string code)
    {
        var kind = TemplateKinds.Find(code)!;
        foreach (var language in FoundingTexts.Languages)
        {
            foreach (var channel in Enum.GetValues<ContactChannel>())
            {
                var text = Assert.Single(FoundingTexts.All, text => text.Kind == code && text.Language == language && text.Channel == channel);
                Assert.Null(TemplateText.Check(kind, text.Title, text.Text));
                Assert.Equal(channel == ContactChannel.Mail, text.Title is not null);
                Assert.DoesNotContain("{", TemplateText.Fill(text.Text, Examples.In(language)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_message_that_can_be_queued_has_a_kind()
    {
        var named = typeof(NoticeTemplates).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order();
        Assert.Equal(named, TemplateKinds.All.Select(kind => kind.Code).Order());
    }

    [Theory]
    [InlineData("Ready: {number}, open {hours}, {colour}", "{colour} is no place of this message")]
    [InlineData("Ready, open {hours}", "leave out {number}")]
    [InlineData("Ready: {number}, open {hours} {", "A brace stands alone")]
    [InlineData("Ready: {Number}, open {hours}", "A brace stands alone")]
    [InlineData("  ", "needs words")]
    public void Words_with_a_wrong_place_are_refused_in_one_sentence(string text, string sentence) =>
        Assert.Contains(sentence, TemplateText.Check(TemplateKinds.Find(NoticeTemplates.Ready)!, null, text), StringComparison.Ordinal);

    [Fact]
    public void A_mail_needs_a_subject_of_one_line()
    {
        var kind = TemplateKinds.Find(NoticeTemplates.Ready)!;
        Assert.Contains("subject", TemplateText.Check(kind, "", "{number} {hours}"), StringComparison.Ordinal);
        Assert.Contains("subject", TemplateText.Check(kind, "Ready\r\nBcc: all@example.org", "{number} {hours}"), StringComparison.Ordinal);
        Assert.Null(TemplateText.Check(kind, "Ready", "{number} {hours}"));
    }

    [Theory]
    [InlineData("a", 160, 1, false)]
    [InlineData("a", 161, 2, false)]
    [InlineData("a", 306, 2, false)]
    [InlineData("a", 307, 3, false)]
    [InlineData("€", 80, 1, false)]
    [InlineData("€", 81, 2, false)]
    [InlineData("€", 153, 3, false)] // 76 fit into a segment: the 77th would be cut in two.
    [InlineData("अ", 70, 1, true)]
    [InlineData("अ", 71, 2, true)]
    [InlineData("अ", 134, 2, true)]
    [InlineData("अ", 135, 3, true)]
    [InlineData("😀", 35, 1, true)]
    [InlineData("😀", 67, 3, true)] // 33 fit into a segment.
    [InlineData("₹", 71, 2, true)] // The rupee sign is outside the seven-bit alphabet.
    public void Texts_are_counted_in_segments(string sign, int times, int segments, bool isUnicode)
    {
        var length = SmsLength.Of(string.Concat(Enumerable.Repeat(sign, times)));
        Assert.Equal((segments, isUnicode), (length.Segments, length.IsUnicode));
    }

    [Theory, BothDatabases]
    public async Task New_words_are_the_next_version_and_messages_say_which_they_used(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        var customer = await world.CustomerAsync();
        await world.QueueAsync(MessagingWorld.Note(customer, "first"));
        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));

        var published = await PublishAsync(world, "Come and get {number}: {hours}");
        await world.QueueAsync(MessagingWorld.Note(customer, "second"));

        Assert.Equal(2, published.Version);
        Assert.Equal([1, 2], (await world.RowsAsync()).Select(row => row.TemplateVersion));
        Assert.Equal("Come and get <number>: <hours>", (await world.TrayAsync())[0].Text);
        var history = await world.DoAsync<ListTemplatesHandler, IReadOnlyList<TemplateView>>((h, ct) => h.HistoryAsync(NoticeTemplates.Ready, "en", ContactChannel.Sms, Actor.System, ct));
        Assert.Equal([2, 1], history.Select(version => version.Version));
        Assert.Equal(1, history[0].Length?.Segments);
    }

    [Theory, BothDatabases]
    public async Task Who_writes_over_words_he_has_not_seen_is_told(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        await PublishAsync(world, "{number} {hours}", replaces: 1);

        Assert.Equal("stale", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(world, "{number}, {hours}", replaces: 1))).Code);
        Assert.Equal("template-invalid", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(world, "{number}"))).Code);
        var clerk = new Actor(Actor.System.Person, "clerk", null, [new Grant(Role.FrontDesk, null, null)]);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => PublishAsync(world, "{number} {hours}", actor: clerk))).Code);
    }

    private static Task<TemplatePublished> PublishAsync(MessagingWorld world, string text, int? replaces = null, Actor? actor = null) =>
        world.DoAsync<PublishTemplateHandler, TemplatePublished>((h, ct) =>
            h.HandleAsync(new PublishTemplate(NoticeTemplates.Ready, "en", ContactChannel.Sms, null, text, replaces), actor ?? Actor.System, ct));
}
