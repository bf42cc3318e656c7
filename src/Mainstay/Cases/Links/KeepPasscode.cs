using System.Text;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Links;

/// <summary>How the bench gets past the lock of the screen: the customer gives his passcode, sets the repair mode, or neither.</summary>
public sealed record KeepPasscode : CaseRequest
{
    internal const int LongestPasscode = 64;

    public Unlock Unlock { get; init; }

    /// <summary>Only with <see cref="Links.Unlock.Passcode"/>. Told again at the desk, it may be read once more.</summary>
    public string? Passcode { get; init; }

    internal static void Apply(CaseFile file, KeepPasscode request, Step step)
    {
        if ((request.Unlock == Unlock.Passcode) != !string.IsNullOrWhiteSpace(request.Passcode) || request.Passcode?.Trim().Length > LongestPasscode)
        {
            throw new RefusedException("passcode-text", $"A passcode has 1 to {LongestPasscode} characters; without one, choose repair mode or none.");
        }

        file.Move(Verb.KeepPasscode, step, detail: new { unlock = request.Unlock });
        file.Case.Unlock = request.Unlock;
    }
}

public sealed class KeepPasscodeHandler(CaseDesk desk, Vault vault) : CaseHandler<KeepPasscode>(desk, Verb.KeepPasscode)
{
    private protected override async Task ApplyAsync(CaseFile file, KeepPasscode request, Step step, Actor actor, CancellationToken ct)
    {
        KeepPasscode.Apply(file, request, step);
        await vault.PutAsync(file.Case.Id, request.Passcode?.Trim(), step, ct);
    }
}

/// <summary>The technician who has the device in hand reads the passcode, once, and says what for.</summary>
public sealed record RevealPasscode : CaseRequest
{
    public required string Reason { get; init; }

    internal static void Apply(CaseFile file, RevealPasscode request, Step step)
    {
        var holds = file.DeviceItem is { HolderKind: HolderKind.Person, Holder: { } holder } && holder == step.By.Value;
        if (!holds && file.Case.Technician != step.By)
        {
            throw new RefusedException("passcode-not-yours", "Only who has the job assigned or the device in hand may read its passcode.");
        }

        file.Move(Verb.RevealPasscode, step, request.Reason);
    }
}

/// <param name="Passcode">Told here and nowhere else.</param>
public sealed record PasscodeRevealed(CaseChanged Case, string Passcode);

public sealed class RevealPasscodeHandler(CaseDesk desk, Vault vault, IAudit audit)
{
    public async Task<PasscodeRevealed> HandleAsync(RevealPasscode request, Actor actor, CancellationToken ct)
    {
        var (file, step) = await desk.TakeAsync(request, Verb.RevealPasscode, actor, ct);
        RevealPasscode.Apply(file, request, step);
        var passcode = await vault.TakeAsync(file.Case.Id, step, ct);
        await audit.ReadAsync(actor, "case.passcode", $"case:{file.Case.Id}", file.Case.At, ct); // Before it is told: a look that came to nothing is logged too.
        return new PasscodeRevealed(await desk.PutBackAsync(file, Verb.RevealPasscode, actor, ct), passcode);
    }
}

/// <summary>The passcode was read and is needed again: the manager says why, and it may be read once more.</summary>
public sealed record AllowPasscode : CaseRequest
{
    public required string Reason { get; init; }
}

public sealed class AllowPasscodeHandler(CaseDesk desk, Vault vault) : CaseHandler<AllowPasscode>(desk, Verb.AllowPasscode)
{
    private protected override async Task ApplyAsync(CaseFile file, AllowPasscode request, Step step, Actor actor, CancellationToken ct)
    {
        file.Move(Verb.AllowPasscode, step, request.Reason);
        await vault.AllowAsync(file.Case.Id, ct);
    }
}

/// <summary>Where passcodes lie, sealed together with the case they belong to. All of it joins the verb's own transaction.</summary>
public sealed class Vault(MainstayDb db, ISeal seal)
{
    private const string Purpose = "case.passcode";

    /// <param name="passcode">Null: there is none to keep.</param>
    internal async Task PutAsync(CaseId id, string? passcode, Step step, CancellationToken ct)
    {
        var kept = await db.Passcodes.SingleOrDefaultAsync(p => p.Case == id, ct);
        if (passcode is null)
        {
            if (kept is not null)
            {
                db.Remove(kept);
            }

            return;
        }

        var closed = seal.Close(Purpose, Encoding.UTF8.GetBytes($"{id}\n{passcode}"));
        kept ??= db.Add(new Passcode { Case = id, Sealed = closed, GivenAt = step.OccurredAt, GivenTo = step.By }).Entity;
        kept.Sealed = closed;
        kept.GivenAt = step.OccurredAt;
        kept.GivenTo = step.By;
        kept.ReadsLeft = 1;
    }

    internal async Task<string> TakeAsync(CaseId id, Step step, CancellationToken ct)
    {
        var kept = await FindAsync(id, ct);
        if (kept.ReadsLeft == 0)
        {
            throw new RefusedException("passcode-read-already", "The passcode was read already. The manager may allow it once more, or the desk asks the customer again.");
        }

        var text = seal.Open(Purpose, kept.Sealed) is { } plain ? Encoding.UTF8.GetString(plain) : null;
        if (text is null || !text.StartsWith($"{id}\n", StringComparison.Ordinal))
        {
            throw Gone();
        }

        kept.ReadsLeft--;
        kept.ReadAt = step.OccurredAt;
        kept.ReadBy = step.By;
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    internal async Task AllowAsync(CaseId id, CancellationToken ct) => (await FindAsync(id, ct)).ReadsLeft = 1;

    /// <summary>The device is no longer with us: nobody has any use for its passcode.</summary>
    internal static async Task WipeAsync(MainstayDb db, CaseId id, CancellationToken ct) =>
        db.RemoveRange(await db.Passcodes.Where(p => p.Case == id).ToListAsync(ct));

    private async Task<Passcode> FindAsync(CaseId id, CancellationToken ct) => await db.Passcodes.SingleOrDefaultAsync(p => p.Case == id, ct) ?? throw Gone();

    private static RefusedException Gone() => new("passcode-not-kept", "No passcode lies in the vault for this case. Ask the customer for it.");
}
