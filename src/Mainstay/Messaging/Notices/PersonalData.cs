using Mainstay.Contacts.Contracts;
using Mainstay.Messaging.Notices.Sending;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>Addresses and words of a customer's messages go with him; that there was a message, and when, stays.</summary>
internal sealed class PersonalData(MainstayDb db, NoticeSettings settings) : IHoldsPersonalData
{
    public Task<string?> StillNeededAsync(CustomerId customer, CancellationToken ct) => Task.FromResult<string?>(null);

    public async Task ForgetAsync(CustomerId customer, CancellationToken ct)
    {
        var his = db.Set<NoticeRow>().Where(row => row.Customer == customer);
        await db.Set<NoticeText>().Where(text => his.Select(row => row.Id).Contains(text.Notice)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Phone, (string?)null).SetProperty(row => row.Email, (string?)null)
                .SetProperty(row => row.Values, (string?)null).SetProperty(row => row.Title, (string?)null).SetProperty(row => row.Text, (string?)null),
            ct);
        if (settings.Folder is { } folder && Directory.Exists(folder))
        {
            foreach (var id in await his.Select(row => row.Id).ToListAsync(ct))
            {
                File.Delete(FolderCarrier.FileOf(folder, id.Value)); // Not fetched yet by any gateway.
            }
        }

        await his.Where(row => row.State == NoticeState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, NoticeState.Erased).SetProperty(row => row.NextAt, (DateTimeOffset?)null), ct);
    }
}
