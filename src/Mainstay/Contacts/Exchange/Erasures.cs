using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts.Exchange;

/// <summary>Who was erased and when, as ids: the list that is kept apart from the backups, so that a restored one forgets them again.</summary>
public sealed record ExportErasures(TextWriter Writer);

public sealed class ExportErasuresHandler(MainstayDb db)
{
    public async Task<int> HandleAsync(ExportErasures request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var erased = await db.Set<Customer>().AsNoTracking().Where(row => row.ErasedAt != null)
            .OrderBy(row => row.ErasedAt).ThenBy(row => row.Id).Select(row => new { row.Id, row.ErasedAt }).ToListAsync(ct);
        Csv.Write(request.Writer, ReplayErasuresHandler.Format.Columns, erased.Select(row => new string?[]
        {
            row.Id.ToString(), row.ErasedAt!.Value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        }));
        return erased.Count;
    }
}

/// <summary>
/// Erases again whoever the list names and the books still know: after a restore. Nobody is asked whether he is needed still; that
/// was decided when he was erased. All or nothing, and the same list again changes nothing.
/// </summary>
/// <param name="Content">Must be able to seek.</param>
public sealed record ReplayErasures(Stream Content, string FileName);

public sealed class ReplayErasuresHandler(MainstayDb db, IEnumerable<IHoldsPersonalData> holders, IAudit audit)
{
    public static CsvFormat Format { get; } = new("customer", "erased_at") { MaxBytes = 256L << 20 };

    /// <returns>Unchanged: erased already in these books, or not known to them.</returns>
    public async Task<ImportResult> HandleAsync(ReplayErasures request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        using var csv = Csv.Read(request.Content, request.FileName, Format);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        long read = 0, erased = 0;
        try
        {
            foreach (var row in csv.Rows())
            {
                read++;
                if (row.Problem is { } problem)
                {
                    throw new FileProblemException(problem);
                }

                var id = CustomerId.TryParse(row.Required("customer"), null, out var named) ? named : throw row.Wrong("customer", "The id of a customer is expected.");
                var at = row.Instant("erased_at") ?? throw row.Wrong("erased_at", "The time of the erasure is expected.");
                if (await db.Set<Customer>().FirstOrDefaultAsync(customer => customer.Id == id && customer.ErasedAt == null, ct) is { } customer)
                {
                    await EraseCustomerHandler.ApplyAsync(db, holders, customer, at.ToUniversalTime(), ct);
                    audit.Changed(actor, "customer.erase_again", $"customer:{id}", null);
                    erased++;
                }
            }
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(Path.GetFileName(request.FileName));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new ImportResult(read, erased, read - erased, 0, []);
    }
}
