using System.Text.Json.Nodes;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Common.Pictures;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>His cases, with what happened in plain words, the lines and payments, and his pictures as files.</summary>
internal sealed class TellCases(MainstayDb db, IPersonKeys keys, ISites sites, IPeople people) : ITellsPersonalData
{
    public string Room => "cases";

    public async Task<RoomExport> TellAsync(CustomerId customer, CancellationToken ct)
    {
        var told = new JsonArray();
        var files = new List<ExportedFile>();
        var subjects = new List<string>();
        foreach (var found in await db.Cases.AsNoTracking().Where(c => c.Customer == customer).OrderBy(c => c.OpenedAt).ToListAsync(ct))
        {
            var id = found.Id;
            var one = RowJson.Of(db, found, nameof(Case.CodeHash));
            var his = await db.CasePrivates.AsNoTracking().SingleAsync(row => row.Case == id, ct);
            one["told_us"] = RowJson.Of(db, his, nameof(CasePrivate.Case));
            one["events"] = await EventsAsync(found, ct);
            one["lines"] = RowJson.Rows(db, await db.Lines.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.Id).ToListAsync(ct));
            one["items"] = RowJson.Rows(db, await db.Items.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.Id).ToListAsync(ct), nameof(Item.Holder));
            one["promises"] = RowJson.Rows(db, await db.Promises.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.Sequence).ToListAsync(ct));
            one["payments"] = RowJson.Rows(db, await db.Settlements.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.Sequence).ToListAsync(ct), nameof(Settlement.By));
            one["refusals"] = RowJson.Rows(db, await db.Refusals.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct), nameof(Refusal.By), nameof(Refusal.DecidedBy));
            one["goodwill"] = RowJson.Rows(db, await db.GoodwillAsks.AsNoTracking().Where(row => row.Case == id).ToListAsync(ct), nameof(GoodwillAsk.AskedBy), nameof(GoodwillAsk.DecidedBy));
            one["complaints"] = RowJson.Rows(db, await db.Complaints.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.Sequence).ToListAsync(ct));
            one["links"] = RowJson.Rows(db, await db.CustomerLinks.AsNoTracking().Where(row => row.Case == id).OrderBy(row => row.IssuedAt).ToListAsync(ct), nameof(CustomerLink.IssuedBy), nameof(CustomerLink.RevokedBy));
            one["has_passcode_with_us"] = await db.Passcodes.AnyAsync(row => row.Case == id, ct);
            one["pictures"] = await PicturesAsync(found, files, ct);
            told.Add(one);
            subjects.Add($"case:{id}");
        }

        return new RoomExport(
            new JsonObject
            {
                ["cases"] = told,
                ["visits"] = RowJson.Rows(
                    db, await db.Set<Visit>().AsNoTracking().Where(visit => visit.Customer == customer).OrderBy(visit => visit.StartsAt).ToListAsync(ct), nameof(Visit.BookedBy)),
            },
            files)
        { Subjects = subjects };
    }

    private async Task<JsonArray> EventsAsync(Case found, CancellationToken ct)
    {
        var events = new JsonArray();
        foreach (var e in await db.CaseEvents.AsNoTracking().Where(row => row.Case == found.Id).OrderBy(row => row.Sequence).ToListAsync(ct))
        {
            var site = (await sites.GetAsync(e.Site, ct)).Ref.Name;
            var who = e.Person == Actor.System.Person ? null : await people.FindAsync(e.Person, ct);
            var role = who is { Grants: [{ Role: var first }, ..] } ? EnumText<Role>.Of(first) : "system";
            var why = e.Reason is { } reason ? $", because: {Plain(reason)}" : "";
            events.Add(new JsonObject
            {
                ["at"] = e.OccurredAt.ToString("O"),
                ["verb"] = EnumText<Verb>.Of(e.Verb),
                ["text"] = $"{Plain(EnumText<Verb>.Of(e.Verb))} by {Plain(role)} at {site}, from {Plain(EnumText<CaseState>.Of(e.From))} to {Plain(EnumText<CaseState>.Of(e.To))}{why}.",
                ["reason"] = e.Reason,
                ["detail"] = e.Detail is { } detail ? JsonNode.Parse(detail) : null,
            });
        }

        return events;
    }

    private async Task<JsonArray> PicturesAsync(Case found, List<ExportedFile> files, CancellationToken ct)
    {
        var pictures = new JsonArray();
        foreach (var picture in await db.Attachments.AsNoTracking().Where(row => row.Case == found.Id).OrderBy(row => row.Sequence).ToListAsync(ct))
        {
            var told = RowJson.Of(db, picture, nameof(Attachment.By), nameof(Attachment.IsSealed));
            told["note"] = await keys.NoteAsync(found.Customer, found.Id, picture.Sequence, picture.Note, picture.SealedNote, ct);
            if (picture is { Content: { } content, ContentType: { } type })
            {
                var name = $"{found.Number}/{picture.Sequence}.{Picture.ExtensionOf(type)}";
                files.Add(new ExportedFile(name, await keys.ContentAsync(found.Customer, found.Id, picture.Sequence, picture.IsSealed, content, ct)));
                told["file"] = $"{Room}/{name}";
            }

            pictures.Add(told);
        }

        return pictures;
    }

    private static string Plain(string code) => code.Replace('_', ' ');
}
