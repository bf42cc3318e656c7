using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Factors;

/// <summary>Takes away an authenticator or a passkey: one's own, or, when somebody lost his, that of a person one manages.</summary>
/// <param name="Passkey">Null means the authenticator with its recovery codes.</param>
public sealed record RemoveFactor(PersonId Person, PasskeyId? Passkey = null);

public sealed class RemoveFactorHandler(MainstayDb db, PeopleRecords records, IAudit audit)
{
    public async Task HandleAsync(RemoveFactor request, Actor actor, CancellationToken ct)
    {
        var person = await records.GetAsync(request.Person, ct);
        if (person.Id != actor.Person)
        {
            await records.DemandMayManageAsync(actor, person, ct);
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        if (request.Passkey is { } passkey)
        {
            if (await db.Set<Passkey>().Where(row => row.Id == passkey && row.Person == person.Id).ExecuteDeleteAsync(ct) == 0)
            {
                throw new RefusedException("passkey-not-found", "This person has no such passkey.");
            }
        }
        else
        {
            await db.Set<RecoveryCode>().Where(row => row.Person == person.Id).ExecuteDeleteAsync(ct);
            await db.Set<Authenticator>().Where(row => row.Person == person.Id).ExecuteDeleteAsync(ct);
        }

        audit.Changed(actor, request.Passkey is null ? "person.remove_authenticator" : "person.remove_passkey", $"person:{person.Id}", person.HomeSite);
        await db.SaveChangesAsync(ct);
        if (own is not null)
        {
            await own.CommitAsync(ct);
        }
    }
}
