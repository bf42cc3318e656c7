using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access;

/// <summary>
/// Who was not let in, in the audit: one row for a person, a reason and an hour, with a count, so that guessing does not fill it. A login
/// nobody has is counted without being written down: people type their password there.
/// </summary>
public sealed class RefusedSignIns(MainstayDb db, IdSource ids, TimeProvider clock)
{
    internal const string Password = "person.password_refused";
    internal const string Code = "person.code_refused";
    internal const string Locked = "person.sign_in_locked";
    internal const string Unknown = "sign_in.unknown";
    internal const string UnknownPasskey = "sign_in.unknown_passkey";

    /// <param name="person">Null: nobody whom we know.</param>
    public async Task NoteAsync(Person? person, string action, CancellationToken ct)
    {
        var now = clock.Now();
        var hour = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var who = person?.Id ?? Actor.System.Person;
        var known = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.Person == who && entry.Action == action && entry.At >= hour)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => (AuditId?)entry.Id).FirstOrDefaultAsync(ct);
        if (known is { } row)
        {
            await db.Set<AuditEntry>().Where(entry => entry.Id == row).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Times, entry => entry.Times + 1), ct);
            return;
        }

        var subject = person is null ? "sign_in" : $"person:{person.Id}";
        await new WriteBatch(db).Insert(AuditEntry.Of(ids.Next<AuditId>(), now, who, AuditKind.Refused, action, subject, person?.HomeSite)).CommitAsync(ct);
    }

    public Task NotePasskeyAsync(CancellationToken ct) => NoteAsync(null, UnknownPasskey, ct);
}
