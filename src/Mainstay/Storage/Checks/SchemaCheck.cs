using Microsoft.EntityFrameworkCore;

namespace Mainstay.Storage.Checks;

/// <summary>Tables, columns, indexes and keys are those this version of the program was made for.</summary>
internal sealed class SchemaCheck : ICheck
{
    public string Name => "storage.schema";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct) =>
        new(db.Model.GetRelationalModel().Tables.Count(), await SchemaDrift.FindAsync(db, ct));
}
