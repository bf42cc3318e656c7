using System.Security.Cryptography;
using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Counter;

/// <summary>
/// The device goes back to the customer. He shows the code on his paper; without it the centre manager may hand over against
/// an identity document, and says so.
/// </summary>
public sealed record HandOver : CaseRequest
{
    public string? Code { get; init; }

    /// <summary>The manager has seen an identity document; which kind, not its number.</summary>
    public string? IdentitySeen { get; init; }

    internal static void Apply(CaseFile file, HandOver request, bool isManager, Step step)
    {
        var @case = file.Case;
        if (@case.SettledMinor < @case.CustomerDueMinor)
        {
            throw new RefusedException("not-settled", $"The customer still owes {(@case.CustomerDueMinor - @case.SettledMinor) / 100m:0.00} {@case.Currency}. Record the settlement first.");
        }

        var byIdentity = request.Code is null && isManager && !string.IsNullOrWhiteSpace(request.IdentitySeen);
        if (!byIdentity && !HandOverCode.Matches(@case, request.Code))
        {
            throw new RefusedException("code-wrong", "The hand-over code is not right. Without the code, the centre manager hands over against an identity document.");
        }

        file.Move(Verb.HandOver, step, detail: new { by = byIdentity ? "identity" : "code" });
        @case.HandedOverAt = step.OccurredAt;
        @case.CodeHash = null;
        file.GiveAll(HolderKind.Customer, null, step);
        file.ClearShelf(step);
    }

    /// <summary>Classes of parts built in by a repair: each gets the repair's own warranty.</summary>
    internal static IReadOnlyList<string> WarrantedParts(CaseFile file) => file.Case.Outcome is Outcome.Repaired or Outcome.RepairedAtFactory
        ? [.. file.Lines.Where(line => line is { Kind: LineKind.Part, State: LineState.Used, PartClass: not null }).Select(line => line.PartClass!).Distinct()]
        : [];
}

public sealed class HandOverHandler(CaseDesk desk, ICover cover, ITerms terms) : CaseHandler<HandOver>(desk, Verb.HandOver)
{
    private protected override async Task ApplyAsync(CaseFile file, HandOver request, Step step, Actor actor, CancellationToken ct)
    {
        var isManager = actor.May(step.Site.Ref, Role.CentreManager);
        if (file.Case.State == CaseState.Ready && request.Code is not null && !HandOverCode.Matches(file.Case, request.Code))
        {
            await HandOverCode.FailAsync(Desk, file, step, ct);
        }

        HandOver.Apply(file, request, isManager, step);
        if (HandOver.WarrantedParts(file) is { Count: > 0 })
        {
            var until = step.Today.AddDays((await terms.CurrentAsync(step.Today, ct)).RepairWarrantyDays);
            foreach (var partClass in HandOver.WarrantedParts(file))
            {
                cover.GrantRepairWarranty(file.Case.DeviceRoot, file.Case.Id.Value, partClass, step.Today, until);
            }
        }
    }
}

/// <summary>Six digits on the customer's paper. Only a digest is kept; five wrong tries lock it for a quarter of an hour.</summary>
internal static class HandOverCode
{
    private const int MostFailures = 5;
    private static readonly TimeSpan _lock = TimeSpan.FromMinutes(15);

    public static string Make() => RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);

    public static string Digest(CaseId id, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{code}")));

    public static bool Matches(Case @case, string? code) =>
        code is not null && @case.CodeHash is { } digest
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(digest), Encoding.ASCII.GetBytes(Digest(@case.Id, code.Trim())));

    /// <summary>A wrong code is counted even though the verb is refused: saved by itself, before the refusal.</summary>
    public static async Task FailAsync(CaseDesk desk, CaseFile file, Step step, CancellationToken ct)
    {
        var @case = file.Case;
        if (@case.CodeLockedUntil is { } until && until > step.At)
        {
            throw new RefusedException("code-locked", $"Too many wrong codes. Try again after {until:HH:mm} UTC, or let the centre manager hand over against an identity document.");
        }

        @case.CodeFailures++;
        if (@case.CodeFailures >= MostFailures)
        {
            @case.CodeFailures = 0;
            @case.CodeLockedUntil = step.At + _lock;
        }

        if (desk.Db.Database.CurrentTransaction is { } callers)
        {
            await callers.RollbackAsync(ct); // The refusal ends it anyway; the count of failures must outlive it.
        }

        await desk.Db.SaveChangesAsync(ct);
        throw new RefusedException("code-wrong", "The hand-over code is not right.");
    }
}

/// <summary>Prints a new code; an earlier one no longer works. The code is told once, here.</summary>
public sealed record IssueCode : CaseRequest
{
    internal static void Apply(CaseFile file, string code, Step step)
    {
        file.Move(Verb.IssueCode, step);
        file.Case.CodeHash = HandOverCode.Digest(file.Case.Id, code);
        file.Case.CodeFailures = 0;
    }
}

public sealed record CodeIssued(CaseChanged Case, string Code);

public sealed class IssueCodeHandler(CaseDesk desk)
{
    public async Task<CodeIssued> HandleAsync(IssueCode request, Actor actor, CancellationToken ct)
    {
        var (file, step) = await desk.TakeAsync(request, Verb.IssueCode, actor, ct);
        var code = HandOverCode.Make();
        IssueCode.Apply(file, code, step);
        return new CodeIssued(await desk.PutBackAsync(file, Verb.IssueCode, actor, ct), code);
    }
}

/// <summary>The customer has paid at the desk, all or a part.</summary>
public sealed record Settle : CaseRequest
{
    public required long AmountMinor { get; init; }

    /// <summary>cash, card, upi, bank.</summary>
    public required string Method { get; init; }

    public string? Reference { get; init; }

    private static readonly string[] _methods = ["cash", "card", "upi", "bank"];

    internal static void Apply(CaseFile file, Settle request, Step step)
    {
        if (!_methods.Contains(request.Method))
        {
            throw new RefusedException("method-unknown", $"A settlement is by {string.Join(", ", _methods)}.");
        }

        if (request.AmountMinor <= 0 || file.Case.SettledMinor + request.AmountMinor > file.Case.CustomerDueMinor)
        {
            throw new RefusedException("amount-not-possible", $"The customer owes {(file.Case.CustomerDueMinor - file.Case.SettledMinor) / 100m:0.00} {file.Case.Currency}; the amount must be within that.");
        }

        file.Move(Verb.Settle, step, detail: new { amount = request.AmountMinor, method = request.Method });
        file.Case.SettledMinor += request.AmountMinor;
        file.New.Beside.Add(new Settlement
        {
            Case = file.Case.Id,
            Sequence = ++file.Case.BesideCount,
            AmountMinor = request.AmountMinor,
            Currency = file.Case.Currency,
            Method = request.Method,
            Reference = request.Reference,
            By = step.By,
            At = step.OccurredAt,
        });
    }
}

public sealed class SettleHandler(CaseDesk desk) : CaseHandler<Settle>(desk, Verb.Settle)
{
    private protected override Task ApplyAsync(CaseFile file, Settle request, Step step, Actor actor, CancellationToken ct)
    {
        Settle.Apply(file, request, step);
        return Task.CompletedTask;
    }
}
