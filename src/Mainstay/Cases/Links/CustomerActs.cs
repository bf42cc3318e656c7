using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>
/// All a customer can do about his case without coming: the same over his link, by answering a text message, and through an agent.
/// Said twice it is done once.
/// </summary>
public sealed class CustomerActs(
    MainstayDb db, CaseDesk desk, ApproveHandler approve, DeclineHandler decline, ComplainHandler complain, IssueCodeHandler issueCode,
    MoveVisitHandler moveVisit, CancelHandler cancel, ICustomers customers, IAudit audit, TimeProvider clock)
{
    /// <summary>New hand-over codes a day that need nobody at the desk.</summary>
    private const int MostCodesADay = 5;

    /// <param name="lines">Those he agrees to; null: all.</param>
    public Task<CaseChanged> ApproveAsync(CustomerWord word, IReadOnlyList<LineId>? lines, CancellationToken ct) =>
        OnceAsync(word, Verb.Approve, lines, () => approve.HandleAsync(
            new Approve { Case = word.Case, Version = word.Version, Lines = lines, Identified = word.Identified }, word.Actor, ct), ct);

    public Task<CaseChanged> DeclineAsync(CustomerWord word, string reason, CancellationToken ct) =>
        OnceAsync(word, Verb.Decline, null, () => decline.HandleAsync(
            new Decline { Case = word.Case, Version = word.Version, Reason = reason, Identified = word.Identified }, word.Actor, ct), ct);

    public async Task<CaseChanged> ComplainAsync(CustomerWord word, string text, CancellationToken ct)
    {
        var trimmed = text.Trim();
        if (await SaidAsync(word, trimmed, ct) is { } before)
        {
            return before;
        }

        desk.Word = word;
        try
        {
            return await complain.HandleAsync(new Complain { Case = word.Case, Text = trimmed, Identified = word.Identified }, word.Actor, ct);
        }
        catch (RefusedException)
        {
            if (await SaidAsync(word, trimmed, ct) is { } meanwhile)
            {
                return meanwhile; // The button was pressed twice at once.
            }

            throw;
        }
    }

    private async Task<CaseChanged?> SaidAsync(CustomerWord word, string text, CancellationToken ct) =>
        word.Actor == Actor.Customer && await db.Complaints.AsNoTracking().AnyAsync(c => c.Case == word.Case && c.Text == text, ct)
            ? CaseDesk.Changed(await HeadAsync(word.Case, ct))
            : null;

    /// <summary>A new hand-over code, told once; the former one no longer opens. Only when the device waits to be fetched.</summary>
    public async Task<CodeIssued> NewCodeAsync(CustomerWord word, CancellationToken ct)
    {
        var head = await HeadAsync(word.Case, ct);
        if (head.State != CaseState.Ready)
        {
            throw new RefusedException("code-not-yet", "The hand-over code is given when the device is ready to be fetched.");
        }

        var since = clock.Now().AddDays(-1);
        var given = await db.CaseEvents.CountAsync(e => e.Case == word.Case && e.Verb == Verb.IssueCode && e.Person == Actor.Customer.Person && e.RecordedAt > since, ct);
        if (given >= MostCodesADay)
        {
            throw new RefusedException("code-limit", "Enough new codes for one day. The desk prints another one.");
        }

        desk.Word = word;
        return await issueCode.HandleAsync(new IssueCode { Case = word.Case }, word.Actor, ct);
    }

    /// <summary>Another time at the counter where he is booked. The time he has already is no change.</summary>
    public async Task<CaseChanged> MoveVisitAsync(CustomerWord word, DateTimeOffset startsAt, CancellationToken ct)
    {
        var head = await HeadAsync(word.Case, ct);
        if (head is { State: CaseState.Booked, BookedFor: { } booked } && booked == startsAt)
        {
            return CaseDesk.Changed(head);
        }

        desk.Word = word;
        return await moveVisit.HandleAsync(new MoveVisit { Case = word.Case, StartsAt = startsAt }, word.Actor, ct);
    }

    /// <summary>He does not come; the time is free for somebody else.</summary>
    public async Task<CaseChanged> CancelVisitAsync(CustomerWord word, CancellationToken ct)
    {
        var head = await HeadAsync(word.Case, ct);
        if (head.State == CaseState.Cancelled)
        {
            return CaseDesk.Changed(head);
        }

        desk.Word = word;
        return await cancel.HandleAsync(new Cancel { Case = word.Case, Reason = "customer_asked" }, word.Actor, ct);
    }

    /// <summary>The language he is written to in from now on, and that of his link.</summary>
    public async Task SpeakAsync(CustomerWord word, string language, CancellationToken ct)
    {
        var head = await HeadAsync(word.Case, ct);
        if (await customers.SpeakAsync(head.Customer, language, ct))
        {
            audit.Changed(word.Actor, "customer.language", $"customer:{head.Customer}", head.Site);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>
    /// A second tap, a retried request or two answers by text: when the estimate was already answered in the same sense, the
    /// answer is what stands. Only for the customer himself: staff are told that somebody was there before them.
    /// </summary>
    private async Task<CaseChanged> OnceAsync(CustomerWord word, Verb verb, IReadOnlyList<LineId>? lines, Func<Task<CaseChanged>> act, CancellationToken ct)
    {
        if (word.Actor != Actor.Customer)
        {
            return await act();
        }

        if (await AnsweredAsync(word.Case, verb, lines, ct) is { } before)
        {
            return before;
        }

        desk.Word = word;
        try
        {
            return await act();
        }
        catch (RefusedException)
        {
            if (await AnsweredAsync(word.Case, verb, lines, ct) is { } meanwhile)
            {
                return meanwhile; // Whatever stood in the way was this very answer, given a moment before: its version, its state, its lines.
            }

            throw;
        }
    }

    private async Task<CaseChanged?> AnsweredAsync(CaseId id, Verb verb, IReadOnlyList<LineId>? lines, CancellationToken ct)
    {
        var head = await HeadAsync(id, ct);
        if (head.State is CaseState.EstimateSent or CaseState.Diagnosed)
        {
            return null;
        }

        var last = await db.CaseEvents.Where(e => e.Case == id && (e.Verb == Verb.SendEstimate || e.Verb == Verb.Approve || e.Verb == Verb.Decline))
            .OrderByDescending(e => e.Sequence).Select(e => (Verb?)e.Verb).FirstOrDefaultAsync(ct);
        if (last != verb)
        {
            return null;
        }

        var standing = await db.Lines.AsNoTracking().Where(line => line.Case == id && line.Work != "inspection").Select(line => new { line.Id, line.State }).ToListAsync(ct);
        return verb == Verb.Decline || standing.All(line => (line.State == LineState.Declined) == (lines is not null && !lines.Contains(line.Id)))
            ? CaseDesk.Changed(head)
            : null;
    }

    private async Task<Case> HeadAsync(CaseId id, CancellationToken ct) =>
        await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new RefusedException("case-not-found", "There is no such case.");
}
