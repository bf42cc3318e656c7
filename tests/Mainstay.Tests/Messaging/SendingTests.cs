using Mainstay.Access.Contracts;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Tests.Messaging;

public sealed class SendingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_same_key_is_sent_once(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        var customer = await world.CustomerAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.QueueAsync(MessagingWorld.Note(customer, "case:1/7/ready"));
            await world.SendAsync();
        }

        Assert.Equal("+919812345678", Assert.Single(world.Carrier.Taken).To);
        Assert.Equal(NoticeState.Sent, Assert.Single(await world.RowsAsync()).State);
    }

    [Theory, BothDatabases]
    public async Task Two_nodes_that_send_at_once_send_once(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        var customer = await world.CustomerAsync();
        for (var i = 0; i < 50; i++)
        {
            await world.QueueAsync(MessagingWorld.Note(customer, $"n{i}"));
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(world.SendAsync, Ct)));

        Assert.Equal(50, sent.Sum());
        Assert.Equal(50, world.Carrier.Taken.Select(parcel => parcel.Id).Distinct().Count());
        Assert.Equal(50, world.Carrier.Taken.Count);
    }

    [Theory, BothDatabases]
    public async Task A_node_that_froze_while_sending_does_not_contradict_the_one_that_took_over(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        await world.QueueAsync(MessagingWorld.Note(await world.CustomerAsync(), "n"));
        var isFirst = true;
        world.Carrier.Answer = _ => world.Carrier.Taken.Count == 1 ? Delivery.Sent : Delivery.Later("later_451");
        world.Carrier.Meanwhile = async () =>
        {
            if (isFirst)
            {
                isFirst = false;
                world.Test.Clock.Advance(NoticeSender.Lease + TimeSpan.FromSeconds(1));
                Assert.Equal(0, await world.SendAsync()); // The other node: its claim is the newer one.
            }
        };

        Assert.Equal(0, await world.SendAsync());

        var row = Assert.Single(await world.RowsAsync());
        Assert.Equal((NoticeState.Waiting, 2, "later_451"), (row.State, row.Attempts, row.Problem));
        Assert.Single(world.Carrier.Taken.Select(parcel => parcel.Id).Distinct()); // At least once, and recognisable.
    }

    [Theory, BothDatabases]
    public async Task At_night_customers_are_left_in_peace_unless_they_wait_for_it(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider, new NoticeSettings());
        var customer = await world.CustomerAsync();
        world.Test.Clock.Set(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero)); // 21:30 in India.
        await world.QueueAsync(MessagingWorld.Note(customer, "ready"));
        await world.QueueAsync(MessagingWorld.Note(customer, "code", NoticeTemplates.HandOverCode));
        await world.QueueAsync(MessagingWorld.Note(customer, "urgent") with { Urgent = true });

        Assert.Equal(2, await world.SendAsync());
        world.Test.Clock.Set(new DateTimeOffset(2026, 3, 3, 3, 29, 0, TimeSpan.Zero)); // 08:59.
        Assert.Equal(0, await world.SendAsync());
        world.Test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await world.SendAsync());
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-03-02T15:29:00Z", "2026-03-02T15:29:00Z")] // 20:59
    [InlineData("Asia/Kolkata", "2026-03-02T15:30:00Z", "2026-03-03T03:30:00Z")] // 21:00
    [InlineData("Asia/Kolkata", "2026-03-02T20:00:00Z", "2026-03-03T03:30:00Z")] // 01:30, past midnight
    [InlineData("Asia/Kolkata", "2026-03-03T03:30:00Z", "2026-03-03T03:30:00Z")] // 09:00
    [InlineData("Europe/Berlin", "2026-03-28T20:30:00Z", "2026-03-29T07:00:00Z")] // The night of the change of clocks: an hour shorter
    [InlineData("Europe/Berlin", "2026-10-24T20:30:00Z", "2026-10-25T08:00:00Z")] // and an hour longer.
    [InlineData("America/New_York", "2026-03-03T02:30:00Z", "2026-03-03T14:00:00Z")]
    public void Quiet_hours_are_those_on_the_wall(string zone, string at, string allowed)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(DateTimeOffset.Parse(allowed, culture), QuietHours.Usual.NextAllowed(DateTimeOffset.Parse(at, culture), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Theory, BothDatabases]
    public async Task Who_opted_out_gets_it_another_way_or_not_at_all_but_security_alerts_always(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        var both = await world.CustomerAsync(email: "sunita@example.org");
        var phoneOnly = await world.CustomerAsync(phone: "9812345679");
        await world.QueueAsync(MessagingWorld.Note(both, "before"));
        foreach (var customer in new[] { both, phoneOnly })
        {
            await world.DoAsync<ChooseChannelsHandler>((h, ct) => h.HandleAsync(new ChooseChannels(customer, null, [ContactChannel.Sms], null), Actor.System, ct));
        }

        await world.QueueAsync(MessagingWorld.Note(both, "after"));
        await world.QueueAsync(MessagingWorld.Note(phoneOnly, "nothing"));
        await world.QueueAsync(MessagingWorld.Note(phoneOnly, "alert", NoticeTemplates.NumberChanged) with { Urgent = true });
        await world.SendAsync();
        await world.SendAsync();

        Assert.Equal(3, world.Carrier.Taken.Count);
        Assert.Equal(2, world.Carrier.Taken.Count(parcel => parcel is { Channel: ContactChannel.Mail, To: "sunita@example.org" }));
        Assert.Equal("+919812345679", Assert.Single(world.Carrier.Taken, parcel => parcel.Channel == ContactChannel.Sms).To);
        Assert.Equal((NoticeState.Withheld, "opted_out"), (await world.RowsAsync()).Where(row => row.Key == "nothing").Select(row => (row.State, row.Problem)).Single());
    }

    [Theory, BothDatabases]
    public async Task What_does_not_go_now_is_tried_again_then_another_way_and_at_last_given_up(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        await world.QueueAsync(MessagingWorld.Note(await world.CustomerAsync(email: "sunita@example.org"), "n"));
        world.Carrier.Answer = _ => Delivery.Later("later_451");
        for (var i = 0; i < 20; i++)
        {
            await world.SendAsync();
            world.Test.Clock.Advance(TimeSpan.FromHours(13));
        }

        Assert.Equal(Tries.BeforeAnotherWay, world.Carrier.Taken.Count(parcel => parcel.Channel == ContactChannel.Sms));
        Assert.Equal(8, world.Carrier.Taken.Count(parcel => parcel.Channel == ContactChannel.Mail));
        var row = Assert.Single(await world.RowsAsync());
        Assert.Equal((NoticeState.Failed, "later_451"), (row.State, row.Problem));

        world.Carrier.Answer = _ => Delivery.Sent;
        await world.DoAsync<SendAgainHandler>((h, ct) => h.HandleAsync(new SendAgain(row.Id), Actor.System, ct));
        Assert.Equal(1, await world.SendAsync());
    }

    [Theory, BothDatabases]
    public async Task What_is_refused_for_good_goes_another_way_at_once(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        var customer = await world.CustomerAsync(email: "sunita@example.org");
        await world.DoAsync<ChooseChannelsHandler>((h, ct) => h.HandleAsync(new ChooseChannels(customer, ContactChannel.Mail, [], null), Actor.System, ct));
        await world.QueueAsync(MessagingWorld.Note(customer, "n"));
        world.Carrier.Answer = parcel => parcel.Channel == ContactChannel.Mail ? Delivery.Refused("refused_550") : Delivery.Sent;

        Assert.Equal(0, await world.SendAsync());
        Assert.Equal(1, await world.SendAsync());
        Assert.Equal([ContactChannel.Mail, ContactChannel.Sms], world.Carrier.Taken.Select(parcel => parcel.Channel));
        Assert.Null(world.Carrier.Taken[1].Title);
    }

    [Theory, BothDatabases]
    public async Task With_the_customer_go_his_addresses_and_words_and_he_is_told_so(Provider provider)
    {
        var folder = Directory.CreateTempSubdirectory("mainstay-notices-").FullName;
        await using var world = await MessagingWorld.CreateAsync(provider, MessagingWorld.NeverQuiet with { Folder = folder });
        var customer = await world.CustomerAsync();
        await world.QueueAsync(MessagingWorld.Note(customer, "sent"));
        await world.SendAsync();
        await world.QueueAsync(MessagingWorld.Note(customer, "waits"));
        var written = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder)), Ct);
        Assert.Contains("+919812345678", System.Text.RegularExpressions.Regex.Unescape(written), StringComparison.Ordinal);

        await world.DoAsync<EraseCustomerHandler>((h, ct) => h.HandleAsync(new EraseCustomer(customer), Actor.System, ct));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Equal(1, await world.SendAsync());

        var rows = await world.RowsAsync();
        Assert.Equal([NoticeState.Sent, NoticeState.Erased, NoticeState.Sent], rows.Select(row => row.State));
        await using var db = world.Test.Open();
        Assert.All(await db.Set<NoticeText>().ToListAsync(Ct), text => Assert.Equal((null, null, null, null), (text.Phone, text.Email, text.Values, text.Text)));
        Directory.Delete(folder, recursive: true);
    }

    [Theory, BothDatabases]
    public async Task A_change_of_number_or_address_is_told_to_the_old_one(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider, new NoticeSettings());
        var customer = await world.CustomerAsync(email: "old@example.org");
        world.Test.Clock.Set(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero)); // At night, and although he wants no texts.
        await world.DoAsync<ChooseChannelsHandler>((h, ct) => h.HandleAsync(new ChooseChannels(customer, null, [ContactChannel.Sms], null), Actor.System, ct));
        await world.DoAsync<ChangeCustomerHandler>((h, ct) => h.HandleAsync(new ChangeCustomer(customer, new NewCustomer("Sunita Rao", "9800000000", "new@example.org", "hi"), null, null), Actor.System, ct));
        await world.DoAsync<ChangeCustomerHandler>((h, ct) => h.HandleAsync(new ChangeCustomer(customer, new NewCustomer("Sunita Rao", "9800000000", "new@example.org", "en"), null, null), Actor.System, ct));
        await world.SendAsync();

        Assert.Equal(["+919812345678", "old@example.org"], world.Carrier.Taken.Select(parcel => parcel.To).Order(StringComparer.Ordinal));
        Assert.All(world.Carrier.Taken, parcel => Assert.Contains("बदला गया", parcel.Text, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task What_lies_in_the_database_tells_no_secret_and_the_tray_masks_it(Provider provider)
    {
        await using var world = await MessagingWorld.CreateAsync(provider);
        await world.QueueAsync(MessagingWorld.Note(await world.CustomerAsync(), "code", NoticeTemplates.HandOverCode));

        await using var db = world.Test.Open();
        var text = await db.Set<NoticeText>().SingleAsync(Ct);
        Assert.DoesNotContain("<code>", text.Text + text.Values, StringComparison.Ordinal);
        var shown = Assert.Single(await world.TrayAsync());
        Assert.Equal("+91•••678", shown.To);
        Assert.Contains("•••", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>", shown.Text, StringComparison.Ordinal);
    }
}
