using System.Linq.Expressions;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Queries;

/// <summary>A case in a list or on a board: what it is, what it waits for, when it is due. No personal data beyond the masked customer.</summary>
/// <param name="DueAt">When we will know, or "at the latest" ready; null once ready.</param>
/// <param name="PartsExpectedOn">While it waits for parts, as far as anybody knows.</param>
/// <param name="Customer">Null where the list does not show customers, or to who does not need to know.</param>
public sealed record CaseCard(
    CaseId Id,
    string Number,
    int Version,
    CaseState State,
    ClockOwner ClockOwner,
    DateTimeOffset ClockSince,
    SiteRef Site,
    SiteRef At,
    DeviceId Device,
    string Model,
    string Category,
    string? Symptom,
    string? Section,
    string? Defect,
    int RepairLevel,
    bool IsSafety,
    bool IsSecurity,
    bool IsBounce,
    PersonRef? Technician,
    string? Shelf,
    IntakeChannel Channel,
    Outcome? Outcome,
    DateTimeOffset OpenedAt,
    DateTimeOffset? BookedFor,
    DateTimeOffset? ReadyAt,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? DueAt,
    bool IsLate,
    bool? PromiseKept,
    DateOnly? PartsExpectedOn,
    long OwedMinor,
    string Currency,
    MaskedCustomer? Customer,
    DateTimeOffset UpdatedAt);

/// <summary>Enough to call the right person to the counter, not enough to misuse: "Ravi K.", the last four digits.</summary>
public sealed record MaskedCustomer(CustomerId Id, string Name, string? Phone)
{
    public static MaskedCustomer Of(CustomerInfo customer)
    {
        var words = customer.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length < 2 ? customer.Name : $"{words[0]} {System.Globalization.StringInfo.GetNextTextElement(words[^1])}.";
        return new MaskedCustomer(customer.Id, name, customer.Phone is { Length: > 4 } phone ? $"••••{phone[^4..]}" : null);
    }
}

/// <summary>The columns of a card, read in one query.</summary>
internal sealed record CardRow(
    CaseId Id, string Number, int Version, CaseState State, ClockOwner ClockOwner, DateTimeOffset ClockSince, SiteId Site, SiteId At, SiteId? Factory,
    DeviceId Device, DeviceId Root, ModelId Model, CategoryId Category, CustomerId Customer, string? Symptom, string? Section, string? Defect, int RepairLevel, string? Skill,
    bool IsSafety, bool IsSecurity, CaseId? BounceOf, PersonId? Technician, ShelfId? Shelf, IntakeChannel Channel, Outcome? Outcome,
    DateTimeOffset OpenedAt, DateTimeOffset? BookedFor, DateTimeOffset? ReadyAt, DateTimeOffset? HandedOverAt, DateTimeOffset? KnownBy, DateTimeOffset? ReadyP90,
    DateOnly? PartsExpectedOn, long DueMinor, long SettledMinor, string Currency, DateTimeOffset UpdatedAt)
{
    public static Expression<Func<Case, CardRow>> From { get; } = c => new CardRow(
        c.Id, c.Number, c.Version, c.State, c.ClockOwner, c.ClockSince, c.Site, c.At, c.Factory,
        c.Device, c.DeviceRoot, c.Model, c.Category, c.Customer, c.Symptom, c.Section, c.Defect, c.RepairLevel, c.Skill,
        c.IsSafety, c.IsSecurity, c.BounceOf, c.Technician, c.Shelf, c.Channel, c.Outcome,
        c.OpenedAt, c.BookedFor, c.ReadyAt, c.HandedOverAt, c.KnownBy, c.ReadyP90,
        c.PartsExpectedOn, c.CustomerDueMinor, c.SettledMinor, c.Currency, c.UpdatedAt);

    public DateTimeOffset? DueAt => Due.At(ReadyAt, KnownBy, ReadyP90);
}

/// <summary>Turns rows into cards: names from memory, shelves and customers of all rows in one query each.</summary>
public sealed class CardMaker(MainstayDb db, ISites sites, IPeople people, ICatalogue catalogue, ICustomers customers, TimeProvider clock)
{
    private readonly Names _names = new(people, sites);

    /// <param name="withCustomers">Masked, and only to who needs to know; the caller logs the read.</param>
    internal async Task<IReadOnlyList<CaseCard>> MakeAsync(IReadOnlyList<CardRow> rows, Actor actor, bool withCustomers, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var onShelves = rows.Where(row => row.Shelf is not null).Select(row => row.Shelf!.Value).ToList();
        var shelves = onShelves.Count == 0
            ? []
            : await db.Shelves.AsNoTracking().Where(s => onShelves.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Code, ct);
        var known = withCustomers
            ? await customers.FindManyAsync(rows.Select(row => row.Customer).Distinct().ToList(), ct)
            : new Dictionary<CustomerId, CustomerInfo>();
        var now = clock.GetUtcNow();
        var cards = new List<CaseCard>(rows.Count);
        foreach (var row in rows)
        {
            var centre = await _names.SiteAsync(row.Site, ct);
            var model = await catalogue.ModelAsync(row.Model, ct);
            var due = row.DueAt;
            cards.Add(new CaseCard(
                row.Id, row.Number, row.Version, row.State, row.ClockOwner, row.ClockSince, centre, await _names.SiteAsync(row.At, ct), row.Device,
                model is null ? "" : model.FullName, model?.CategoryCode ?? "", row.Symptom, row.Section, row.Defect, row.RepairLevel,
                row.IsSafety, row.IsSecurity, row.BounceOf is not null, await _names.PersonAsync(row.Technician, ct),
                row.Shelf is { } shelf ? shelves.GetValueOrDefault(shelf) : null, row.Channel, row.Outcome,
                row.OpenedAt, row.BookedFor, row.ReadyAt, row.HandedOverAt, due, due < now && Moves.IsInCare(row.State), Due.IsKept(row.ReadyAt, row.ReadyP90),
                row.PartsExpectedOn, Math.Max(0, row.DueMinor - row.SettledMinor), row.Currency,
                known.TryGetValue(row.Customer, out var customer) && actor.SeesCustomersOf(centre) ? MaskedCustomer.Of(customer) : null, row.UpdatedAt));
        }

        return cards;
    }
}
