using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>What a customer's link shows of his case. Who asks is whoever holds the link; his own reads are not logged.</summary>
public sealed class ViewLinkHandler(
    MainstayDb db, CaseLinks links, ISites sites, IOrganisations organisations, IPeople people, IDevices devices, ICatalogue catalogue, ICustomers customers,
    PromiseBook promises, IReads reads, TimeProvider clock, IPersonKeys keys)
{
    private const int MostReads = 200;
    private const int ShownReads = 20;
    private static readonly TimeSpan _oneLook = TimeSpan.FromHours(1);

    /// <returns>Null when the link leads nowhere.</returns>
    public async Task<LinkView?> HandleAsync(string token, CancellationToken ct) =>
        await links.FindAsync(token, ct) is { } id ? await ViewAsync(id, ct) : null;

    private async Task<LinkView> ViewAsync(CaseId id, CancellationToken ct)
    {
        var head = await (
            from c in db.Cases.AsNoTracking()
            where c.Id == id
            join p in db.CasePrivates.AsNoTracking() on c.Id equals p.Case
            select new { Case = c, p.ReachPhone }).SingleAsync(ct);
        var @case = head.Case;
        var now = clock.Now();
        var centre = await sites.GetAsync(@case.Site, ct);
        var model = await catalogue.ModelAsync(@case.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        var lines = await db.Lines.AsNoTracking().Where(line => line.Case == id).OrderBy(line => line.Id).ToListAsync(ct);
        var events = await db.CaseEvents.AsNoTracking().Where(e => e.Case == id).OrderBy(e => e.Sequence)
            .Select(e => new { e.Sequence, e.Verb, e.Reason, e.OccurredAt, e.Detail }).ToListAsync(ct);
        var promised = @case.PromiseCount == 0 ? [] : await db.Promises.AsNoTracking().Where(p => p.Case == id).OrderBy(p => p.Sequence).ToListAsync(ct);
        var pictures = @case.BesideCount == 0 ? [] : await db.Attachments.AsNoTracking().Where(a => a.Case == id).OrderBy(a => a.Sequence)
            .Select(a => new PictureRow(a.Sequence, a.Kind, a.Note, a.SealedNote, a.At, a.Content != null, a.ContentHash, a.Chain)).ToListAsync(ct);
        var notes = new Dictionary<int, string?>();
        foreach (var photo in pictures.Where(p => p.Kind == "photo"))
        {
            notes[photo.Sequence] = await keys.NoteAsync(@case.Customer, id, photo.Sequence, photo.Note, photo.SealedNote, ct);
        }

        var customer = await customers.FindAsync(@case.Customer, ct);
        var repairer = await organisations.GetAsync(centre.Ref.Operator, ct);
        var (looks, more) = await ReadsAsync(@case, ct);
        return new LinkView(
            id, @case.Number, @case.Version, @case.State, @case.Outcome, @case.Channel, customer?.Language ?? "en",
            await DeviceAsync(@case, model, ct),
            new LinkCentre(
                centre.Id, centre.Ref.Name, centre.Town, centre.State, repairer.Name, centre.Hours.Zone.Id,
                [.. Enumerable.Range(0, 3).Select(centre.Today(now).AddDays).Select(day => new LinkDay(day, centre.Hours.ShiftsOn(day)))])
            {
                Phone = repairer.Phone,
                Email = repairer.Email,
            },
            @case.At == @case.Site ? null : (await sites.GetAsync(@case.At, ct)).Ref.Name,
            @case.Symptom, @case.Defect, @case.RepairCode,
            new LinkTimes(
                @case.OpenedAt, @case.ReceivedAt, @case.ReadyAt, @case.HandedOverAt, @case.BookedFor, @case.KnownBy, @case.ReadyP50, @case.ReadyP90,
                @case.EstimateUntil, @case.PartsExpectedOn),
            new MoneyView(@case.CustomerDueMinor, @case.SettledMinor, Math.Max(0, @case.CustomerDueMinor - @case.SettledMinor), @case.Currency),
            await LinesAsync(lines, ct),
            [.. promised.Select(p => new PromiseView(p.Sequence, p.At, p.KnownBy, p.ReadyP50, p.ReadyP90, p.Basis, p.Sample, p.Reason))],
            [.. events.Select(e => new LinkEvent(e.Sequence, e.Verb, e.Reason, e.OccurredAt, ViaOf(e.Detail)))],
            [.. pictures.Select(p => new LinkPicture(p.Sequence, p.Kind, notes.GetValueOrDefault(p.Sequence), p.At, p.IsKept, p.Chain is null ? null : Convert.ToHexStringLower(p.Chain.AsSpan(0, 4))))],
            PictureChain.BrokenAt(id, pictures.Select(p => (p.Sequence, p.Kind, p.ContentHash, p.Chain)), @case.PictureChain),
            looks, more, Masked(head.ReachPhone), Masked(customer?.Phone),
            await ReadyIfAgreedAsync(@case, model, centre, now, ct),
            CaseLinks.EndsAt(@case.HandedOverAt, @case.ClosedAt));
    }

    private async Task<LinkDevice> DeviceAsync(Case @case, ModelInfo model, CancellationToken ct)
    {
        var device = await devices.FindAsync(@case.Device, ct);
        return new LinkDevice(model.Id, model.FullName, model.Brand, model.CategoryCode, Masked(device?.Imei1 ?? device?.Serial), device?.Imei1 is not null);
    }

    private async Task<List<LinkLine>> LinesAsync(List<Line> lines, CancellationToken ct)
    {
        var views = new List<LinkLine>(lines.Count);
        foreach (var line in lines)
        {
            var part = line.Part is { } id ? await catalogue.PartAsync(id, ct) : null;
            views.Add(new LinkLine(
                line.Id, line.Kind, line.Work, part?.Name, line.Quantity, line.State, line.TotalMinor, line.CustomerMinor, line.Currency, line.TaxCode, line.TaxInclusive, line.Entitlement,
                [
                    .. new[]
                    {
                        new PayerShare(Payer.Customer, line.CustomerPercent), new PayerShare(Payer.Maker, line.MakerPercent),
                        new PayerShare(Payer.Partner, line.PartnerPercent), new PayerShare(Payer.Insurer, line.InsurerPercent),
                    }.Where(share => share.Percent > 0),
                ],
                line.Why));
        }

        return views;
    }

    /// <summary>The same reckoning that approving makes, begun now instead of then.</summary>
    private async Task<DateTimeOffset?> ReadyIfAgreedAsync(Case @case, ModelInfo model, SiteInfo centre, DateTimeOffset now, CancellationToken ct)
    {
        if (@case.State != CaseState.EstimateSent)
        {
            return null;
        }

        var grounds = await promises.GroundsAsync(model.CategoryCode, centre.Today(now), ct);
        var level = @case.RepairLevel is > 0 and var known ? known : 2;
        var time = grounds.Times.ToReady(@case.Site, @case.Category, model.CategoryCode, CaseState.Approved, level, grounds.Terms);
        return centre.Hours.Add(now, time.P90);
    }

    /// <summary>Looks of the same person at the same page within an hour are one.</summary>
    private async Task<(List<LinkRead> Looks, int More)> ReadsAsync(Case @case, CancellationToken ct)
    {
        var rows = await reads.OfAsync([@case.Id.ToString(), @case.Customer.ToString()], MostReads, ct);
        var looks = new List<(DataRead Last, int Times)>();
        foreach (var row in rows)
        {
            var index = looks.FindIndex(look => look.Last.Person == row.Person && look.Last.Action == row.Action && look.Last.Site == row.Site && look.Last.At - row.At < _oneLook);
            if (index >= 0)
            {
                looks[index] = (looks[index].Last, looks[index].Times + 1);
            }
            else
            {
                looks.Add((row, 1));
            }
        }

        var views = new List<LinkRead>();
        foreach (var (last, times) in looks.Take(ShownReads))
        {
            var site = last.Site is { } at ? (await sites.GetAsync(at, ct)).Ref : null;
            var grants = (await people.FindAsync(last.Person, ct))?.Grants ?? [];
            var role = grants.FirstOrDefault(grant => site is not null && grant.Covers(site)) ?? (grants.Count > 0 ? grants[0] : null);
            var name = role?.Site is { } own ? (await sites.GetAsync(own, ct)).Ref.Name : role is { Role: Role.Agent } ? null : site?.Name;
            views.Add(new LinkRead(role?.Role, name, last.Action, last.At, times));
        }

        return (views, Math.Max(0, looks.Count - ShownReads));
    }

    internal static string? Masked(string? text) => text is { Length: > 4 } ? new string('•', Math.Min(text.Length - 4, 11)) + text[^4..] : null;

    private static CustomerChannel? ViaOf(string? detail)
    {
        if (detail is null || !detail.Contains("\"via\"", StringComparison.Ordinal))
        {
            return null;
        }

        using var parsed = JsonDocument.Parse(detail);
        return parsed.RootElement.TryGetProperty("via", out var via) && EnumText<CustomerChannel>.TryParse(via.ToString(), out var channel) ? channel : null;
    }

    private sealed record PictureRow(int Sequence, string Kind, string? Note, byte[]? SealedNote, DateTimeOffset At, bool IsKept, byte[]? ContentHash, byte[]? Chain);
}

/// <summary>A picture of the case a link opens.</summary>
public sealed class ReadLinkPictureHandler(MainstayDb db, CaseLinks links, IPersonKeys keys)
{
    /// <returns>Null when the link leads nowhere, there is no such picture, or it was erased.</returns>
    public async Task<AttachmentFile?> HandleAsync(string token, int sequence, CancellationToken ct)
    {
        if (await links.FindAsync(token, ct) is not { } id)
        {
            return null;
        }

        var found = await db.Attachments.AsNoTracking().Where(a => a.Case == id && a.Sequence == sequence && a.Content != null)
            .Select(a => new { a.Content, a.ContentType, a.IsSealed }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var customer = await db.Cases.Where(c => c.Id == id).Select(c => c.Customer).SingleAsync(ct);
        return new AttachmentFile(await keys.ContentAsync(customer, id, sequence, found.IsSealed, found.Content!, ct), found.ContentType!);
    }
}
