using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Contacts.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>Pictures of cases that are over. That there was one, who took it and when, stays.</summary>
internal sealed class PhotoRetention(MainstayDb db, IPersonKeys keys) : IRetention
{
    private const int AtOnce = 200;

    public string Kind => "photos";

    public string From => "closed";

    public int UsualDays => 180;

    public int LeastDays => 90;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        var forgotten = await Old(before).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Note, (string?)null).SetProperty(row => row.SealedNote, (byte[]?)null)
                .SetProperty(row => row.ContentType, (string?)null).SetProperty(row => row.Content, (byte[]?)null),
            ct);
        await SealOpenOnesAsync(ct);
        return forgotten;
    }

    /// <summary>Pictures from before there were keys, or written past the desk, are sealed in the night after.</summary>
    private async Task SealOpenOnesAsync(CancellationToken ct)
    {
        while (true)
        {
            db.ChangeTracker.Clear();
            var open = await (
                from picture in db.Attachments
                where !picture.IsSealed && (picture.Content != null || picture.Note != null)
                join c in db.Cases on picture.Case equals c.Id
                select new { Picture = picture, c.Customer }).Take(AtOnce).ToListAsync(ct);
            if (open.Count == 0)
            {
                return;
            }

            foreach (var one in open)
            {
                await keys.CloseAsync(one.Customer, one.Picture, ct);
            }

            await db.SaveChangesAsync(ct);
        }
    }

    private IQueryable<Attachment> Old(DateTimeOffset before)
    {
        var over = db.Cases.Where(c => !c.IsOpen && c.UpdatedAt < before).Select(c => c.Id);
        return db.Attachments.Where(row => (row.Content != null || row.Note != null || row.SealedNote != null) && over.Contains(row.Case));
    }
}

/// <summary>What the customer wrote and where he could be reached for one case, long after it was closed.</summary>
internal sealed class CaseTextRetention(MainstayDb db) : IRetention
{
    public string Kind => "case_texts";

    public string From => "closed";

    public int UsualDays => 3 * 365;

    public int LeastDays => 180;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct) => await Old(before).ExecuteUpdateAsync(
        set => set.SetProperty(row => row.Problem, (string?)null).SetProperty(row => row.ReachPhone, (string?)null)
            .SetProperty(row => row.ReachOther, (string?)null).SetProperty(row => row.Marks, (string?)null),
        ct);

    /// <summary>Records of others' finished work (ORDS) speak of no customer of ours.</summary>
    private IQueryable<CasePrivate> Old(DateTimeOffset before)
    {
        var over = db.Cases.Where(c => !c.IsOpen && !c.IsHistory && c.UpdatedAt < before).Select(c => c.Id);
        return db.CasePrivates.Where(row => (row.Problem != null || row.ReachPhone != null || row.ReachOther != null || row.Marks != null) && over.Contains(row.Case));
    }
}

/// <summary>Customers of cases are needed as long as one is open or not long over, and seen from where one was.</summary>
internal sealed class CustomersOfCases(MainstayDb db, ISites sites) : INeedsCustomers, IReachesCustomers
{
    public async Task<IReadOnlyCollection<CustomerId>> NeededAsync(IReadOnlyCollection<CustomerId> of, DateTimeOffset since, CancellationToken ct) =>
    [
        .. await db.Cases.Where(c => of.Contains(c.Customer) && (c.IsOpen || c.UpdatedAt >= since)).Select(c => c.Customer).Distinct().ToListAsync(ct),
        .. await db.Set<Visit>().Where(visit => of.Contains(visit.Customer) && visit.StartsAt >= since).Select(visit => visit.Customer).Distinct().ToListAsync(ct),
    ];

    public async Task<bool> ReachesAsync(CustomerId customer, Actor actor, CancellationToken ct)
    {
        foreach (var one in await db.Cases.AsNoTracking().Where(c => c.Customer == customer).Select(c => new { c.State, c.Site }).Distinct().ToListAsync(ct))
        {
            if (actor.SeesCustomersOf((await sites.GetAsync(one.Site, ct)).Ref) || (one.State == CaseState.Draft && actor.Holds([.. Moves.OpeningRoles])))
            {
                return true;
            }
        }

        foreach (var site in await db.Set<Visit>().Where(visit => visit.Customer == customer).Select(visit => visit.Site).Distinct().ToListAsync(ct))
        {
            if (actor.SeesCustomersOf((await sites.GetAsync(site, ct)).Ref))
            {
                return true;
            }
        }

        return false;
    }
}
