using System.Text.Json;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Links;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Model;

/// <summary>
/// A case with all that belongs to it in one hand. Verbs work on it in memory; the facts they make (events, clock, custody,
/// promises) are collected in <see cref="New"/> and stored with the case in one transaction, or not at all. Pure: the demo and
/// the twin use the very same object without a database.
/// </summary>
internal sealed class CaseFile
{
    /// <summary>Clocks of two servers differ a little: so much is evened out, more is refused.</summary>
    private static readonly TimeSpan _clockTolerance = TimeSpan.FromSeconds(5);

    public required Case Case { get; init; }

    public required CasePrivate Private { get; init; }

    public List<Line> Lines { get; init; } = [];

    public List<Item> Items { get; init; } = [];

    /// <summary>The visit the case was booked with, where the verb concerns it.</summary>
    public Visit? Visit { get; set; }

    public NewFacts New { get; } = new();

    /// <summary>The customer's own word: by which way it came.</summary>
    public Via? Via { get; set; }

    public Item DeviceItem => Items.Single(item => item is { Kind: ItemKind.Device, StaysWithUs: false });

    /// <summary>Every change goes through here: checks the table of moves, appends the event, and turns the clock when state or owner change.</summary>
    /// <param name="to">Where the table leaves the choice to the verb; null: what the table says.</param>
    /// <param name="owner">Who owns the clock from now on; null: what the state says when it changes, else as before.</param>
    public void Move(Verb verb, Step step, string? reason = null, CaseState? to = null, ClockOwner? owner = null, object? detail = null)
    {
        var move = Moves.Of(verb);
        if (!move.From.Contains(Case.State))
        {
            throw new RefusedException("wrong-state",
                $"{SnakeCase.Of(verb.ToString()).Replace('_', ' ')} is not possible while the case is {EnumText<CaseState>.Of(Case.State).Replace('_', ' ')}.");
        }

        if (move.Reasons.Count > 0 && (reason is null || !move.Reasons.Contains(reason)))
        {
            throw new RefusedException("reason-needed", $"Give a reason: {string.Join(", ", move.Reasons)}.");
        }

        Record(verb, step, reason, to ?? move.To ?? Case.State, owner, detail);
    }

    /// <summary>The first fact of a case: it is there, in this state, and the clock runs.</summary>
    public void Begin(Verb verb, Step step, string? reason = null, object? detail = null) =>
        Append(verb, step, Case.State, Case.State, reason, detail);

    private void Record(Verb verb, Step step, string? reason, CaseState to, ClockOwner? owner, object? detail)
    {
        var from = Case.State;
        var next = owner ?? (to != from ? Moves.OwnerOf(to) : Case.ClockOwner);
        if (to != from || next != Case.ClockOwner)
        {
            TurnClock(step, to, next);
        }

        Case.State = to;
        Case.IsOpen = Moves.IsOpen(to);
        Append(verb, step, from, to, reason, detail);
    }

    private void TurnClock(Step step, CaseState to, ClockOwner next)
    {
        var at = step.OccurredAt;
        if (at < Case.ClockSince)
        {
            if (Case.ClockSince - at > _clockTolerance)
            {
                throw new RefusedException("clock-went-back",
                    $"The case was last changed at {Case.ClockSince:u}, which is after {at:u}. Check this computer's clock or the time given.");
            }

            at = Case.ClockSince;
        }

        NoteOverdue(at);
        New.Clock.Add(new ClockInterval
        {
            Case = Case.Id,
            Sequence = ++Case.ClockCount,
            Owner = Case.ClockOwner,
            State = Case.State,
            Site = Case.At,
            From = Case.ClockSince,
            Until = at,
        });
        if (Case.ClockOwner == ClockOwner.Customer)
        {
            Case.CustomerSeconds += (long)(at - Case.ClockSince).TotalSeconds;
        }

        Case.ClockSince = at;
        Case.ClockOwner = next;
        if (to is CaseState.Closed or CaseState.Cancelled)
        {
            Case.ClosedAt = at;
        }
    }

    private void Append(Verb verb, Step step, CaseState from, CaseState to, string? reason, object? detail)
    {
        Case.Version++;
        Case.UpdatedAt = step.At;
        New.Events.Add(new CaseEvent
        {
            Case = Case.Id,
            Sequence = Case.Version,
            Verb = verb,
            From = from,
            To = to,
            Reason = reason,
            Person = step.By,
            Site = Case.At,
            OccurredAt = step.OccurredAt,
            RecordedAt = step.At,
            Detail = DetailOf(detail),
        });
    }

    private string? DetailOf(object? detail)
    {
        if (Via is null)
        {
            return detail is null ? null : JsonSerializer.Serialize(detail, JsonText.Snake);
        }

        var told = detail is null ? [] : JsonSerializer.SerializeToNode(detail, JsonText.Snake)!.AsObject();
        told["via"] = EnumText<CustomerChannel>.Of(Via.Channel);
        if (Via.Identified is { } identified)
        {
            told["identified"] = identified;
        }

        return told.ToJsonString(JsonText.Snake);
    }

    /// <summary>Ready to be collected: turnaround is known from here on, gross and net of the customer's own time.</summary>
    public void MarkReady(Step step)
    {
        Case.ReadyAt = step.OccurredAt;
        Case.NetSeconds = Math.Max(0, (long)(step.OccurredAt - Case.ReceivedAt!.Value).TotalSeconds - Case.CustomerSeconds);
    }

    /// <summary>Changes hands of one thing (law 11).</summary>
    public void Give(Item item, HolderKind kind, Guid? holder, Step step)
    {
        if (item.HolderKind == kind && item.Holder == holder)
        {
            return;
        }

        New.Custody.Add(new CustodyMove
        {
            Item = item.Id,
            Sequence = ++item.Moves,
            Case = Case.Id,
            FromKind = item.HolderKind,
            FromHolder = item.Holder,
            ToKind = kind,
            ToHolder = holder,
            By = step.By,
            Site = Case.At,
            At = step.OccurredAt,
        });
        item.HolderKind = kind;
        item.Holder = holder;
        item.HeldSince = step.OccurredAt;
        item.Site = Case.At;
    }

    /// <summary>All things of the case that go where the device goes.</summary>
    public void GiveAll(HolderKind kind, Guid? holder, Step step)
    {
        foreach (var item in Items.Where(item => !item.StaysWithUs && item.HolderKind != HolderKind.Customer))
        {
            Give(item, kind, holder, step);
        }
    }

    /// <summary>The case leaves its shelf; what of it lay there and does not go along is with whoever emptied it (law 11).</summary>
    public void ClearShelf(Step step)
    {
        foreach (var item in Items.Where(item => item.HolderKind == HolderKind.Shelf && item.Holder == Case.Shelf?.Value))
        {
            Give(item, HolderKind.Person, step.By.Value, step);
        }

        Case.Shelf = null;
    }

    /// <param name="holder">Who has it when it enters the case; null: the customer.</param>
    public Item AddItem(ItemKind kind, string? identifier, Step step, PersonId? holder = null)
    {
        var item = new Item
        {
            Id = step.Ids.Next<ItemId>(),
            Case = Case.Id,
            Kind = kind,
            Identifier = identifier,
            HolderKind = holder is null ? HolderKind.Customer : HolderKind.Person,
            Holder = holder?.Value,
            Site = Case.At,
            HeldSince = step.OccurredAt,
        };
        Items.Add(item);
        New.Items.Add(item);
        return item;
    }

    public Line AddLine(Line line)
    {
        Lines.Add(line);
        New.Lines.Add(line);
        return line;
    }

    public void Promise(Step step, DateTimeOffset? knownBy, DateTimeOffset? p50, DateTimeOffset? p90, string basis, int sample, string? reason = null)
    {
        NoteOverdue(step.OccurredAt);
        if (p90 is null)
        {
            (Case.FirstReadyP90, Case.SlipCause, Case.UntoldSince) = (null, null, null);
        }
        else if (Case.ReadyP90 is not { } former)
        {
            Case.FirstReadyP90 = p90;
        }
        else if (p90 > former)
        {
            Case.SlipCause = PromiseCause.Graver(Case.SlipCause, PromiseCause.OfReason(reason));
        }

        Case.KnownBy = knownBy;
        Case.ReadyP50 = p50;
        Case.ReadyP90 = p90;
        New.Promises.Add(new PromiseMade
        {
            Case = Case.Id,
            Sequence = ++Case.PromiseCount,
            At = step.OccurredAt,
            KnownBy = knownBy,
            ReadyP50 = p50,
            ReadyP90 = p90,
            Basis = basis,
            Sample = sample,
            Reason = reason,
        });
    }

    /// <summary>The promise this verb has just made is told with later days, because of what it did not know yet.</summary>
    public void DelayPromise(DateTimeOffset likely, DateTimeOffset latest, string cause)
    {
        var made = New.Promises[^1];
        var isFirst = made.ReadyP90 == Case.FirstReadyP90 && Case.SlipCause is null;
        New.Promises[^1] = made.LaterBy(likely, latest);
        (Case.ReadyP50, Case.ReadyP90) = (likely, latest);
        if (isFirst)
        {
            Case.FirstReadyP90 = latest;
        }
        else if (latest > Case.FirstReadyP90)
        {
            Case.SlipCause = PromiseCause.Graver(Case.SlipCause, cause);
        }
    }

    /// <summary>A promise that ran out in the stretch of the clock that ends now: whose stretch it is, his doing it was.</summary>
    private void NoteOverdue(DateTimeOffset at)
    {
        if (Case.ReadyAt is not null || Case.ReadyP90 is not { } due || due >= at || due < Case.ClockSince)
        {
            return;
        }

        Case.SlipCause = PromiseCause.Graver(Case.SlipCause, PromiseCause.Of(Case.ClockOwner));
        if (Case.ClockOwner != ClockOwner.Customer)
        {
            Case.UntoldSince ??= due;
        }
    }

    /// <summary>What the customer owes follows from the lines, always.</summary>
    public void Reckon() => Case.CustomerDueMinor = Lines
        .Where(line => line.State is not (LineState.Declined or LineState.Returned))
        .Sum(line => line.CustomerMinor);

    public static CoverInputs? InputsOf(Line line) =>
        line.Inputs is null ? null : JsonSerializer.Deserialize<CoverInputs>(line.Inputs, JsonSerializerOptions.Web);
}

/// <summary>What verbs added and storage has still to write.</summary>
internal sealed class NewFacts
{
    public List<CaseEvent> Events { get; } = [];

    public List<ClockInterval> Clock { get; } = [];

    public List<CustodyMove> Custody { get; } = [];

    public List<PromiseMade> Promises { get; } = [];

    public List<Item> Items { get; } = [];

    public List<Line> Lines { get; } = [];

    /// <summary>Rows of tables beside the case: refusals, alerts, settlements, bounces.</summary>
    public List<object> Beside { get; } = [];
}
