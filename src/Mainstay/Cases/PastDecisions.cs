using System.Runtime.CompilerServices;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>Every cover decision that was stored with a line, in the order the cases were opened.</summary>
internal sealed class PastDecisions(MainstayDb db) : IPastDecisions
{
    public async IAsyncEnumerable<PastDecision> BetweenAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var decisions =
            from line in db.Lines.AsNoTracking()
            join c in db.Cases.AsNoTracking() on line.Case equals c.Id
            where c.OpenedAt >= @from && c.OpenedAt < until && line.Inputs != null
            orderby c.OpenedAt, line.Id
            select new { c.Number, Line = line };
        await foreach (var found in decisions.AsAsyncEnumerable().WithCancellation(ct))
        {
            var line = found.Line;
            yield return new PastDecision(
                found.Number,
                CaseFile.InputsOf(line)!,
                line.Entitlement,
                [.. Shares(line).Where(share => share.Percent > 0)],
                new Money(line.CostMinor * line.Quantity, line.Currency),
                new Money(line.TotalMinor, line.Currency));
        }
    }

    private static IEnumerable<PayerShare> Shares(Line line) =>
    [
        new(Payer.Customer, line.CustomerPercent),
        new(Payer.Maker, line.MakerPercent),
        new(Payer.Partner, line.PartnerPercent),
        new(Payer.Insurer, line.InsurerPercent),
    ];
}
