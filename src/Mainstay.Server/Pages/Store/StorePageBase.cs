using System.Globalization;
using Mainstay.Common;
using Mainstay.Parts.Contracts;
using Mainstay.Server.Access;
using Mainstay.Server.Pages.Shared;
using Microsoft.AspNetCore.Components;

namespace Mainstay.Server.Pages.Store;

/// <summary>What the pages of the store share: reading a form with a row for each line, and saying why something was not done.</summary>
public abstract class StorePageBase : ComponentBase
{
    [Inject] public CurrentActor Current { get; set; } = null!;

    [Inject] public Flash Flash { get; set; } = null!;

    [Inject] public NavigationManager Navigation { get; set; } = null!;

    [Inject] public IHttpContextAccessor Accessor { get; set; } = null!;

    protected string? Problem { get; private set; }

    protected CancellationToken Ct => Accessor.HttpContext!.RequestAborted;

    /// <summary>As typed; null when nothing was, or the page was not sent.</summary>
    protected string? Sent(string field) =>
        Accessor.HttpContext!.Request.HasFormContentType && Accessor.HttpContext.Request.Form.TryGetValue(field, out var values) && values.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number of pieces; null when the field is empty.</summary>
    protected int? Pieces(string field) => Sent(field) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pieces) ? pieces
        : throw new RefusedException("quantity-not-possible", Words.Text("store.quantity_wrong", text.To(20)));

    /// <summary>One scan a line; <c>*5</c> behind it says five pieces.</summary>
    protected static IEnumerable<(string Code, int? Quantity)> Scans(string? text)
    {
        foreach (string line in (text ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int star = line.LastIndexOf('*');
            yield return star > 0 && int.TryParse(line.AsSpan(star + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pieces)
                ? (line[..star].Trim(), pieces)
                : (line, null);
        }
    }

    protected static string[] Serials(string? text) => (text ?? "").Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    protected async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RefusedException refusal)
        {
            Accessor.HttpContext!.Response.StatusCode = Refusals.FormStatusOf(refusal.Code);
            Problem = refusal.Message;
        }
    }

    protected static IEnumerable<Option> Reasons(IEnumerable<string> codes) => codes.Select(code => new Option(code, Words.Text($"store.reason.{code}")));

    protected static IEnumerable<Option> Conditions => Enum.GetValues<Condition>().Select(one => new Option(EnumText<Condition>.Of(one), Say(one)));

    protected static string Say(Condition condition) => Words.Text($"store.condition.{EnumText<Condition>.Of(condition)}");

    protected static Condition ConditionOf(string? text) => EnumText<Condition>.TryParse(text, out Condition condition) ? condition : Condition.Good;

    /// <summary>Bin and lot as they stand on the labels.</summary>
    protected static string Bin(string bin, string lot = "") => (bin.Length == 0 ? Words.Text("store.no_bin") : bin) + (lot.Length == 0 ? "" : $" / {lot}");
}
