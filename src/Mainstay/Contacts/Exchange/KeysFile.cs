using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Contacts.Keys;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Contacts.Exchange;

/// <summary>
/// The keys of all customers who have one, open: kept apart from the backups, only the newest, so that whom we erased is gone from
/// every old backup as soon as the file before is destroyed.
/// </summary>
public sealed record ExportKeys(TextWriter Writer);

public sealed class ExportKeysHandler(MainstayDb db, ISeal seal, IAudit audit)
{
    public async Task<int> HandleAsync(ExportKeys request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        var written = 0;
        var rows = await db.Set<PersonKey>().AsNoTracking().OrderBy(row => row.Customer).Select(row => new { row.Customer, row.Sealed }).ToListAsync(ct);
        Csv.Write(request.Writer, ImportKeysHandler.Format.Columns, rows
            .Select(row => (row.Customer, Key: seal.Open(PersonKeys.Purpose, row.Sealed)))
            .Where(row => row.Key is not null)
            .Select(row =>
            {
                written++;
                return new string?[] { row.Customer.ToString(), Convert.ToBase64String(row.Key!) };
            }));
        audit.Changed(actor, "contacts.export_keys", "keys", null);
        await db.SaveChangesAsync(ct);
        return written;
    }
}

/// <summary>After a restore: the keys of customers who are in the books, not erased, and have none that opens here. All or nothing.</summary>
public sealed record ImportKeys(Stream Content, string FileName);

public sealed class ImportKeysHandler(MainstayDb db, ISeal seal, IAudit audit, TimeProvider clock)
{
    public static CsvFormat Format { get; } = new("customer", "key") { MaxBytes = 1L << 30 };

    public async Task<ImportResult> HandleAsync(ImportKeys request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.Administrator);
        using var csv = Csv.Read(request.Content, request.FileName, Format);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        long read = 0, imported = 0;
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
                var key = new byte[PersonKeys.KeyLength];
                if (!Convert.TryFromBase64String(row.Required("key"), key, out var length) || length != PersonKeys.KeyLength)
                {
                    throw row.Wrong("key", "A key of 32 bytes as base64 is expected.");
                }

                var present = await db.Set<PersonKey>().SingleOrDefaultAsync(one => one.Customer == id, ct);
                if ((present is not null && seal.Open(PersonKeys.Purpose, present.Sealed) is not null)
                    || !await db.Set<Customer>().AnyAsync(customer => customer.Id == id && customer.ErasedAt == null, ct))
                {
                    continue;
                }

                if (present is not null)
                {
                    db.Remove(present);
                    await db.SaveChangesAsync(ct);
                }

                db.Add(new PersonKey { Customer = id, Sealed = seal.Close(PersonKeys.Purpose, key), CreatedAt = clock.Now() });
                imported++;
            }
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(Path.GetFileName(request.FileName));
        }

        audit.Changed(actor, "contacts.import_keys", "keys", null);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new ImportResult(read, imported, read - imported, 0, []);
    }
}
