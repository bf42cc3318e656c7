using Mainstay.Access;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts;
using Mainstay.Contacts.Contracts;
using Mainstay.Messaging;
using Mainstay.Messaging.Contracts;
using Mainstay.Messaging.Notices;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Network;
using Mainstay.Storage;
using Mainstay.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mainstay.Tests.Messaging;

/// <summary>Customers, messages, and a carrier that does as it is told; no cases.</summary>
internal sealed class MessagingWorld : IAsyncDisposable
{
    public static readonly NoticeSettings NeverQuiet = new() { Quiet = new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue) };

    private readonly ServiceProvider _services;

    private MessagingWorld(TestDatabase test, NoticeSettings settings)
    {
        Test = test;
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(test.Clock)
            .AddSingleton<IdSource>(test.Ids)
            .AddSingleton<ISeal, TestSeal>()
            .AddSingleton(settings);
        if (settings.Folder is null && settings.SmtpHost is null)
        {
            services.AddSingleton<ICarrier>(Carrier); // Asked before the real ones.
        }

        _services = services.AddStorage(test.Database).AddNetwork().AddAccess().AddContacts().AddMessaging().BuildServiceProvider();
    }

    public TestDatabase Test { get; }

    public HandCarrier Carrier { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MessagingWorld> CreateAsync(Provider provider, NoticeSettings? settings = null) =>
        new(await TestDatabase.CreateAsync(provider), settings ?? NeverQuiet);

    public async Task<T> DoAsync<THandler, T>(Func<THandler, CancellationToken, Task<T>> act) where THandler : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<THandler>(), Ct);
    }

    public Task DoAsync<THandler>(Func<THandler, CancellationToken, Task> act) where THandler : notnull =>
        DoAsync<THandler, bool>(async (handler, ct) =>
        {
            await act(handler, ct);
            return true;
        });

    public Task<CustomerId> CustomerAsync(string? phone = "9812345678", string? email = null, string language = "en") =>
        DoAsync<RegisterCustomerHandler, CustomerId>(async (h, ct) =>
            (await h.HandleAsync(new RegisterCustomer(new NewCustomer("Sunita Rao", phone, email, language)), Actor.System, ct)).Id);

    public static Notice Note(CustomerId customer, string key, string template = NoticeTemplates.Ready) => new(
        key, template, customer, Values(template), "case:00000000-0000-7000-8000-00000000000c");

    public static Dictionary<string, string> Values(string template) =>
        TemplateKinds.Find(template)!.Gives.ToDictionary(place => place, place => $"<{place}>");

    /// <summary>As a verb does: queued, then saved.</summary>
    public Task QueueAsync(Notice notice) => DoAsync<IServiceProvider>(async (services, ct) =>
    {
        await services.GetRequiredService<INotices>().QueueAsync(notice, ct);
        await services.GetRequiredService<MainstayDb>().SaveChangesAsync(ct);
    });

    public Task<int> SendAsync() => DoAsync<NoticeSender, int>((sender, ct) => sender.SendDueAsync(ct));

    public async Task<List<NoticeRow>> RowsAsync()
    {
        await using var db = Test.Open();
        return await db.Set<NoticeRow>().AsNoTracking().OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(Ct);
    }

    public Task<IReadOnlyList<NoticeView>> TrayAsync() =>
        DoAsync<ListNoticesHandler, IReadOnlyList<NoticeView>>((h, ct) => h.HandleAsync(new ListNotices(), Actor.System, ct));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Test.DisposeAsync();
    }
}

/// <summary>Takes every message by hand, and answers as it is told.</summary>
internal sealed class HandCarrier : ICarrier
{
    private readonly List<Parcel> _taken = [];

    public Func<Parcel, Delivery> Answer { get; set; } = _ => Delivery.Sent;

    /// <summary>What happens while the message is on its way.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<Parcel> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    public bool Carries(ContactChannel channel) => true;

    public async Task<Delivery> CarryAsync(Parcel parcel, CancellationToken ct)
    {
        lock (_taken)
        {
            _taken.Add(parcel);
        }

        await Meanwhile();
        return Answer(parcel);
    }
}
