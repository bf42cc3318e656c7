using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;

namespace Mainstay.Network.Exchange;

/// <summary>Takes sites with their operators and calendars from a file. All or nothing; the same file again changes nothing.</summary>
/// <param name="Content">Must be able to seek.</param>
/// <param name="FileName">Its ending tells the format; messages name it.</param>
public sealed record ImportNetwork(Stream Content, string FileName);

public sealed record NetworkImported(int Read, int Imported, int Changed, int Unchanged);

public sealed class ImportNetworkHandler(MainstayDb db, IAudit audit, IdSource ids)
{
    public async Task<NetworkImported> HandleAsync(ImportNetwork request, Actor actor, CancellationToken ct)
    {
        Reach.DemandAll(actor, Role.Administrator, Role.HeadOfService);
        var entries = NetworkFile.Read(request.Content, request.FileName);
        try
        {
            await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
            await OneAtATime.ImportAsync(db, ct);
            var result = await new NetworkLoader(db, ids).LoadAsync(entries, ct);
            if (result.Imported + result.Changed > 0 || db.ChangeTracker.HasChanges())
            {
                audit.Changed(actor, "network.import", "network", null);
                await Revisions.TouchAsync(db, ids, NetworkDirectory.Revision, ct);
                await db.SaveChangesAsync(ct);
            }

            if (own is not null)
            {
                await own.CommitAsync(ct);
            }

            return result;
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(Path.GetFileName(request.FileName));
        }
    }
}
