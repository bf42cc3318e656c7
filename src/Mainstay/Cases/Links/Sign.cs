using Mainstay.Access.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;

namespace Mainstay.Cases.Links;

/// <summary>
/// The customer signs, on the desk's screen, the condition his device came in and what he agrees to: drawn with a finger or pen, or by
/// his name and a tick. Which wording he signed is kept with it.
/// </summary>
public sealed record Sign : CaseRequest
{
    /// <summary>The wording on the page now; a new wording gets a new name, and old signatures keep theirs.</summary>
    public const string Wording = "intake_1";

    /// <summary>His name as he typed it.</summary>
    public string? Name { get; init; }

    /// <summary>The tick beside the wording.</summary>
    public bool Agreed { get; init; }

    /// <summary>What he drew, as a PNG.</summary>
    public byte[]? Picture { get; init; }

    internal static void Apply(CaseFile file, Sign request, Step step)
    {
        if (!request.Agreed || (request.Picture is null && string.IsNullOrWhiteSpace(request.Name)))
        {
            throw new RefusedException("signature-needed", "The customer ticks that he agrees, and signs or types his name.");
        }

        file.Move(Verb.Sign, step, detail: new { wording = Wording, drawn = request.Picture is not null });
        file.New.Beside.Add(Attaching.Make(file, "signature", request.Name?.Trim(), request.Picture, step, Wording));
    }
}

public sealed class SignHandler(CaseDesk desk) : CaseHandler<Sign>(desk, Verb.Sign)
{
    private protected override Task ApplyAsync(CaseFile file, Sign request, Step step, Actor actor, CancellationToken ct)
    {
        Sign.Apply(file, request, step);
        return Task.CompletedTask;
    }
}
