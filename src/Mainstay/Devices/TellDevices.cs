using System.Globalization;
using System.Text.Json.Nodes;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>What he has or had, since when, and what protects it.</summary>
internal sealed class TellDevices(MainstayDb db, IDevices devices) : ITellsPersonalData
{
    public string Room => "devices";

    public async Task<RoomExport> TellAsync(CustomerId customer, CancellationToken ct)
    {
        var told = new JsonArray();
        foreach (var ownership in await db.Set<Ownership>().AsNoTracking().Where(row => row.Customer == customer).OrderBy(row => row.Since).ToListAsync(ct))
        {
            var one = RowJson.Of(db, ownership);
            one["identities"] = new JsonArray([.. (await devices.ChainAsync(ownership.Root, ct)).Select(device => new JsonObject
            {
                ["serial"] = device.Serial,
                ["imei1"] = device.Imei1,
                ["imei2"] = device.Imei2,
                ["eid"] = device.Eid,
                ["sold_on"] = device.SoldOn?.ToString("O", CultureInfo.InvariantCulture),
                ["activated_on"] = device.ActivatedOn?.ToString("O", CultureInfo.InvariantCulture),
            })]);
            one["covers"] = RowJson.Rows(db, await db.Set<Cover>().AsNoTracking().Where(row => row.Root == ownership.Root).OrderBy(row => row.StartsOn).ToListAsync(ct));
            told.Add(one);
        }

        return RoomExport.Of(new JsonObject { ["devices"] = told });
    }
}
