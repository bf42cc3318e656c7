using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases;

/// <summary>What the customer told us for a case, how to reach him and the pictures of his things: gone with him; the case itself stays.</summary>
internal sealed class PersonalData(MainstayDb db, TimeProvider clock) : IHoldsPersonalData
{
    public async Task<string?> StillNeededAsync(CustomerId customer, CancellationToken ct) =>
        await db.Cases.Where(c => c.Customer == customer && c.IsOpen).OrderBy(c => c.Number).Select(c => c.Number).FirstOrDefaultAsync(ct) is { } open
            ? $"His case {open} is open: hand the device over or cancel the case first."
            : null;

    public async Task ForgetAsync(CustomerId customer, CancellationToken ct)
    {
        var now = clock.Now();
        var his = db.Cases.Where(c => c.Customer == customer).Select(c => c.Id);
        await db.CasePrivates.Where(row => his.Contains(row.Case)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Problem, (string?)null).SetProperty(row => row.ReachPhone, (string?)null)
                .SetProperty(row => row.ReachOther, (string?)null).SetProperty(row => row.Marks, (string?)null).SetProperty(row => row.ForgottenAt, row => row.ForgottenAt ?? now),
            ct);
        await db.Attachments.Where(row => his.Contains(row.Case)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Note, (string?)null).SetProperty(row => row.SealedNote, (byte[]?)null).SetProperty(row => row.ContentType, (string?)null).SetProperty(row => row.Content, (byte[]?)null),
            ct);
        await db.Items.Where(row => his.Contains(row.Case) && row.Kind != ItemKind.Device && row.Kind != ItemKind.ReplacedDevice)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Identifier, (string?)null), ct);
        await db.Complaints.Where(row => his.Contains(row.Case)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Text, (string?)null), ct);
        await db.CustomerLinks.Where(row => his.Contains(row.Case)).ExecuteDeleteAsync(ct);
        await db.Passcodes.Where(row => his.Contains(row.Case)).ExecuteDeleteAsync(ct);
    }
}
