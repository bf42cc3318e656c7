using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Kernel.Statistics;
using Mainstay.Network.Contracts;
using Mainstay.Parts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Returns;

/// <summary>Who owes how much for how long, over all sites the asker's role reaches.</summary>
public sealed record DebtFigures;

/// <summary>Open debts by days since the part was taken out.</summary>
public sealed record Ageing(int UpTo7, int UpTo14, int UpTo30, int Over30)
{
    public static Ageing Of(IEnumerable<int> days)
    {
        int[] counts = new int[4];
        foreach (var age in days)
        {
            counts[age <= 7 ? 0 : age <= 14 ? 1 : age <= 30 ? 2 : 3]++;
        }

        return new Ageing(counts[0], counts[1], counts[2], counts[3]);
    }
}

public sealed record SiteDebts(SiteRef Site, int Open, int OnTheWay, int Mismatch, Ageing Ageing, Money Value, int Overdue, Money OverdueValue, DateOnly? OldestDueOn);

/// <param name="InTime">Of what was due in the last <paramref name="Days"/> days: came back by its day.</param>
/// <param name="Sites">Those that owe something, the most overdue value first.</param>
public sealed record DebtFiguresView(
    DateOnly Today, int Open, Money Value, int Overdue, Money OverdueValue, Ageing Ageing, int WrittenOff, Money WrittenOffValue, Proportion InTime, int Days, IReadOnlyList<SiteDebts> Sites);

public sealed class DebtFiguresHandler(MainstayDb db, ISites sites, TimeProvider clock)
{
    public static readonly Role[] Viewers = [Role.HeadOfService, Role.Planner, Role.CentreManager, Role.FactoryManager];

    private const int Days = 90;

    public async Task<DebtFiguresView> HandleAsync(DebtFigures request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Viewers);
        var now = clock.Now();
        var all = (await sites.AllAsync(ct)).Where(site => actor.May(site.Ref, Viewers)).ToDictionary(site => site.Id);
        var open = (await db.Set<Debt>().AsNoTracking().Where(debt => debt.ClosedAt == null)
            .Select(debt => new { debt.Site, debt.State, debt.OpenedAt, debt.DueOn, debt.CoreMinor, debt.Currency }).ToListAsync(ct)).Where(debt => all.ContainsKey(debt.Site)).ToList();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var since = today.AddDays(-Days);
        var due = (await db.Set<Debt>().AsNoTracking().Where(debt => debt.DueOn >= since && debt.DueOn < today)
            .Select(debt => new { debt.Site, debt.State, debt.DueOn, debt.ReturnedAt, debt.CoreMinor }).ToListAsync(ct)).Where(debt => all.ContainsKey(debt.Site)).ToList();
        var currency = open.Count > 0 ? open[0].Currency : "INR";
        var rows = open.GroupBy(debt => debt.Site).Select(group =>
        {
            var site = all[group.Key];
            var day = site.Today(now);
            var late = group.Where(debt => debt.DueOn < day).ToList();
            return new SiteDebts(
                site.Ref, group.Count(), group.Count(debt => debt.State == DebtState.OnTheWay), group.Count(debt => debt.State == DebtState.Mismatch),
                Ageing.Of(group.Select(debt => day.DayNumber - site.Today(debt.OpenedAt).DayNumber)),
                new Money(group.Sum(debt => debt.CoreMinor), currency), late.Count, new Money(late.Sum(debt => debt.CoreMinor), currency), late.Count > 0 ? late.Min(debt => debt.DueOn) : null);
        }).OrderByDescending(row => row.OverdueValue.Minor).ThenByDescending(row => row.Value.Minor).ThenBy(row => row.Site.Code, StringComparer.Ordinal).ToList();
        var written = due.Where(debt => debt.State == DebtState.WrittenOff).ToList();
        return new DebtFiguresView(
            today, rows.Sum(row => row.Open), new Money(rows.Sum(row => row.Value.Minor), currency), rows.Sum(row => row.Overdue), new Money(rows.Sum(row => row.OverdueValue.Minor), currency),
            new Ageing(rows.Sum(row => row.Ageing.UpTo7), rows.Sum(row => row.Ageing.UpTo14), rows.Sum(row => row.Ageing.UpTo30), rows.Sum(row => row.Ageing.Over30)),
            written.Count, new Money(written.Sum(debt => debt.CoreMinor), currency),
            Proportion.Of(due.Count(debt => debt.ReturnedAt is { } at && all[debt.Site].Today(at) <= debt.DueOn), due.Count), Days, rows);
    }
}
