using Microsoft.AspNetCore.Components;

namespace Mainstay.Server.Pages.Shared;

/// <summary>What every input of a form says of itself. A field is required unless it says <see cref="Optional"/>.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Value { get; set; }

    [Parameter] public string? Hint { get; set; }

    /// <summary>What is wrong with what was typed, in one sentence; what was typed is kept in <see cref="Value"/>.</summary>
    [Parameter] public string? Error { get; set; }

    [Parameter] public bool Optional { get; set; }

    /// <summary><c>s</c>, <c>m</c>, <c>l</c>, or null for the full width: as wide as what is expected.</summary>
    [Parameter] public string? Width { get; set; }

    [Parameter] public string? Autocomplete { get; set; }

    [Parameter] public bool Focus { get; set; }

    /// <summary>Further attributes of the input, such as <c>data-autosubmit</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? More { get; set; }

    protected string CssClass => Width is null ? "input" : "input input-w-" + Width;

    protected string Id => "f-" + Name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    protected string? DescribedBy => FieldFrame.DescribedBy(Id, Hint, Error);

    protected string? Invalid => Error is null ? null : "true";
}
