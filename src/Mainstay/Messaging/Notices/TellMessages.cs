using System.Text.Json.Nodes;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Messaging.Notices;

/// <summary>What was written to him, where to, when and how it went.</summary>
internal sealed class TellMessages(MainstayDb db, NoticeSeal seal) : ITellsPersonalData
{
    public string Room => "messaging";

    public async Task<RoomExport> TellAsync(CustomerId customer, CancellationToken ct)
    {
        var told = new JsonArray();
        foreach (var row in await db.Set<NoticeRow>().AsNoTracking().Where(row => row.Customer == customer).OrderBy(row => row.CreatedAt).ToListAsync(ct))
        {
            var one = RowJson.Of(db, row);
            if (await db.Set<NoticeText>().AsNoTracking().SingleOrDefaultAsync(text => text.Notice == row.Id, ct) is { } text)
            {
                one["phone"] = text.Phone;
                one["email"] = text.Email;
                one["title"] = text.Title;
                one["text"] = seal.Open(text.Text);
            }

            told.Add(one);
        }

        return RoomExport.Of(new JsonObject { ["messages"] = told });
    }
}
