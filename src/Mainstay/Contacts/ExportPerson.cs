using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts;

/// <summary>Everything that is held of a customer, for himself: one archive with <c>person.json</c>, one object a room, and his pictures.</summary>
public sealed record ExportPerson(CustomerId Customer);

public sealed record PersonArchive(byte[] Zip, int Files);

public sealed class ExportPersonHandler(
    MainstayDb db, IEnumerable<ITellsPersonalData> rooms, IViews views, ViewCustomerHandler view, ISites sites, IAudit audit, TimeProvider clock)
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<PersonArchive> HandleAsync(ExportPerson request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.HeadOfService, Role.Administrator);
        await view.DemandAsync(request.Customer, null, actor, ct);
        var customer = await db.Set<Customer>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Customer, ct)
            ?? throw new RefusedException("customer-not-found", "There is no such customer.");
        if (customer.ErasedAt is not null)
        {
            throw new RefusedException("customer-erased", "This customer's data was erased.");
        }

        var told = new JsonObject();
        var subjects = new List<string> { $"customer:{customer.Id}" };
        using var archive = new MemoryStream();
        var files = 0;
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var room in rooms.OrderBy(room => room.Room, StringComparer.Ordinal))
            {
                var part = await room.TellAsync(customer.Id, ct);
                told[room.Room] = part.Told;
                subjects.AddRange(part.Subjects);
                foreach (var file in part.Files)
                {
                    await WriteAsync(zip, $"{room.Room}/{file.Name}", file.Content, ct);
                    files++;
                }
            }

            told["access"] = new JsonObject { ["looks"] = await LooksAsync(subjects, ct) };
            var whole = new JsonObject
            {
                ["format"] = Format,
                ["customer"] = customer.Id.ToString(),
                ["written_at"] = clock.Now().ToString("O"),
                ["rooms"] = told,
            };
            await WriteAsync(zip, "person.json", JsonSerializer.SerializeToUtf8Bytes(whole, _json), ct);
        }

        await audit.ReadAsync(actor, "customer.export", $"customer:{customer.Id}", null, ct);
        return new PersonArchive(archive.ToArray(), files);
    }

    /// <summary>Who looked at him or his cases: role and site. Lists show him masked, and are not told here.</summary>
    private async Task<JsonArray> LooksAsync(List<string> subjects, CancellationToken ct)
    {
        var looks = new JsonArray();
        foreach (var look in await views.OfAsync(subjects, ct))
        {
            looks.Add(new JsonObject
            {
                ["at"] = look.At.ToString("O"),
                ["role"] = look.Role is { } role ? EnumText<Role>.Of(role) : "system",
                ["site"] = look.Site is { } site ? (await sites.GetAsync(site, ct)).Ref.Name : null,
                ["where"] = look.Where,
            });
        }

        return looks;
    }

    private static async Task WriteAsync(ZipArchive zip, string name, byte[] content, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await entry.WriteAsync(content, ct);
    }
}

/// <summary>What this room knows of him itself.</summary>
internal sealed class TellCustomer(MainstayDb db) : ITellsPersonalData
{
    public string Room => "contacts";

    public async Task<RoomExport> TellAsync(CustomerId customer, CancellationToken ct) =>
        RoomExport.Of(RowJson.Of(db, await db.Set<Customer>().AsNoTracking().SingleAsync(one => one.Id == customer, ct), nameof(Customer.NameSearch)));
}
