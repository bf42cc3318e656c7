using Mainstay.Access.Contracts;
using Mainstay.Access.Sessions;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Access.Retention;

/// <summary>The audit holds ids only; it is kept for five years at least, for whoever has to prove what was done.</summary>
internal sealed class AuditRetention(MainstayDb db) : IRetention
{
    public string Kind => "audit";

    public string From => "written";

    public int UsualDays => LeastDays;

    public int LeastDays => (5 * 365) + 2;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct) => await Old(before).ExecuteDeleteAsync(ct);

    private IQueryable<AuditEntry> Old(DateTimeOffset before) => db.Set<AuditEntry>().Where(entry => entry.At < before);
}

/// <summary>Sessions that are over: with what and from which network somebody signed in.</summary>
internal sealed class SessionRetention(MainstayDb db) : IRetention
{
    public string Kind => "sessions";

    public string From => "ended";

    public int UsualDays => 90;

    public int LeastDays => 7;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct) => await Old(before).ExecuteDeleteAsync(ct);

    private IQueryable<Session> Old(DateTimeOffset before) => db.Set<Session>().Where(session => session.ExpiresAt < before);
}

/// <summary>Answers kept for repeated requests: sealed with the caller's key, and swept every hour besides.</summary>
internal sealed class AnswerRetention(MainstayDb db) : IRetention
{
    public string Kind => "answers";

    public string From => "given";

    public int UsualDays => 7;

    public int LeastDays => 7;

    public Task<long> DueAsync(DateTimeOffset before, CancellationToken ct) => Old(before).LongCountAsync(ct);

    public async Task<long> ForgetAsync(DateTimeOffset before, CancellationToken ct) => await Old(before).ExecuteDeleteAsync(ct);

    private IQueryable<StoredAnswer> Old(DateTimeOffset before) => db.Set<StoredAnswer>().Where(answer => answer.At < before);
}
