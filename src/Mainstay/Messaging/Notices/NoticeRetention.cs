using Mainstay.Access.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>Address and words of messages; that there was one, and when, stays.</summary>
internal sealed class NoticeRetention(MainstayDb db) : IRetention
{
    public string Kind => "messages";

    public string From => "written";

    public int UsualDays => 180;

    public int LeastDays => 30;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct) => await Old(before).ExecuteUpdateAsync(
        set => set.SetProperty(row => row.Phone, (string?)null).SetProperty(row => row.Email, (string?)null)
            .SetProperty(row => row.Values, (string?)null).SetProperty(row => row.Title, (string?)null).SetProperty(row => row.Text, (string?)null),
        ct);

    /// <summary>What still waits to be sent is not forgotten before it went.</summary>
    private IQueryable<NoticeText> Old(DateTimeOffset before)
    {
        var done = db.Set<NoticeRow>().Where(row => row.CreatedAt < before && row.State != NoticeState.Waiting).Select(row => row.Id);
        return db.Set<NoticeText>().Where(text => (text.Phone != null || text.Email != null || text.Values != null || text.Title != null || text.Text != null) && done.Contains(text.Notice));
    }
}
