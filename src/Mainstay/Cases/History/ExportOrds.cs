using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.History;

/// <summary>Gives imported Open Repair Data back, value for value, in the order of provider and id.</summary>
public sealed record ExportOrds(TextWriter Writer);

public sealed class ExportOrdsHandler(MainstayDb db)
{
    /// <returns>How many records were written.</returns>
    public async Task<long> HandleAsync(ExportOrds request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator, Role.Integrator);
        var privates = db.CasePrivates;
        var records = await db.Set<HistoryRecord>().AsNoTracking()
            .OrderBy(record => record.DataProvider).ThenBy(record => record.Id)
            .Join(privates, record => record.Case, told => told.Case, (record, told) => new { Record = record, told.Problem })
            .ToListAsync(ct);
        Csv.Write(request.Writer, Ords.Format.Columns, records.Select(found => new string?[]
        {
            found.Record.Id, found.Record.DataProvider, found.Record.Country, found.Record.PartnerProductCategory,
            found.Record.ProductCategory, found.Record.ProductCategoryId, found.Record.Brand, found.Record.YearOfManufacture,
            found.Record.ProductAge, found.Record.RepairStatus, found.Record.RepairBarrier, found.Record.GroupIdentifier,
            found.Record.EventDate, found.Problem,
        }), Ords.Format.IsForPrograms);
        await request.Writer.FlushAsync(ct);
        return records.Count;
    }
}
