using System.Globalization;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Server.Pages.Shared;

namespace Mainstay.Server.Pages.Cases;

/// <summary>Codes, reasons, verbs and whys in the language of the request. A code nobody named is shown as it is.</summary>
public static class Say
{
    public static string Symptom(string? code) => Coded(CodeKind.Symptom, code);

    public static string Condition(string? code) => Coded(CodeKind.Condition, code);

    public static string Section(string? code) => Coded(CodeKind.Section, code);

    public static string Defect(string? code) => Coded(CodeKind.Defect, code);

    public static string Repair(string? code) => Coded(CodeKind.Repair, code);

    /// <summary>As the texts of the program name it, or the table it was imported with.</summary>
    public static string Coded(CodeKind kind, string? code) => Named($"code.{EnumText<CodeKind>.Of(kind)}.", code) is var name && name == code && name.Length > 0
        ? CodesInUse.Now.NameOf(kind, code, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "hi") ?? code
        : name;

    public static string NoFault(string? code) => Named("code.no_fault.", code);

    public static string Reason(string? code) => Named("reason.", code);

    public static string Verb(Verb verb) => Words.Text($"verb.{EnumText<Verb>.Of(verb)}");

    public static string Done(Verb verb) => Words.Text($"verb.done.{EnumText<Verb>.Of(verb)}");

    public static string State(CaseState state) => Words.Text($"states.{EnumText<CaseState>.Of(state)}");

    public static string Owner(ClockOwner owner) => Words.Text($"parts.owner.{EnumText<ClockOwner>.Of(owner)}");

    public static string Channel(IntakeChannel channel) => Words.Text($"words.channel.{EnumText<IntakeChannel>.Of(channel)}");

    public static string Evidence(PurchaseEvidence evidence) => Words.Text($"words.evidence.{EnumText<PurchaseEvidence>.Of(evidence)}");

    public static string Sold(string? channel) => Named("words.sold.", channel);

    public static string Item(ItemKind kind) => Words.Text($"words.item.{EnumText<ItemKind>.Of(kind)}");

    public static string LineKind(LineKind kind) => Words.Text($"words.line.{EnumText<LineKind>.Of(kind)}");

    public static string LineState(LineState state) => Words.Text($"words.line_state.{EnumText<LineState>.Of(state)}");

    public static string Payer(Payer payer) => Words.Text($"words.payer.{EnumText<Payer>.Of(payer)}");

    public static string Outcome(Outcome outcome) => Words.Text($"words.outcome.{EnumText<Outcome>.Of(outcome)}");

    public static string Blame(BounceBlame blame) => Words.Text($"words.blame.{EnumText<BounceBlame>.Of(blame)}");

    public static string Method(string method) => Named("words.method.", method);

    public static string Work(string work) => Named("words.work.", work);

    public static string Swap(SwapKind kind) => Words.Text($"words.swap.{EnumText<SwapKind>.Of(kind)}");

    public static string Attachment(string kind) => Named("words.attachment.", kind);

    /// <summary>The word of a value as the API and the resources write it.</summary>
    public static string Code<T>(T value) where T : struct, Enum => EnumText<T>.Of(value);

    public static string CoverKind(string kind) => Named("words.cover.", kind);

    /// <summary>"Yes, it is in warranty": the answer at the counter.</summary>
    public static string Covered(Entitlement entitlement) => Words.Text($"words.entitlement.{EnumText<Entitlement>.Of(entitlement)}");

    /// <summary>"In warranty": the same as a label.</summary>
    public static string Cover(Entitlement entitlement) => Words.Text($"words.short.{EnumText<Entitlement>.Of(entitlement)}");

    public static string Roles(string list) => string.Join(", ", list.Split(',').Select(role => Named("roles.", role)));

    /// <summary>A reason with its dates and names filled in; days are written as people read them.</summary>
    public static string Why(Why why)
    {
        var code = why is { Code: "waits.parts" } && why.Args.GetValueOrDefault("expected") is null or "" ? "waits.parts_unknown" : why.Code;
        if (!Words.Has($"why.{code}"))
        {
            return code;
        }

        code = (why.Args.GetValueOrDefault("days") switch { "0" => ".today", "1" => ".one", _ => null }) is { } form && Words.Has($"why.{code}{form}") ? code + form : code;
        var text = Words.Text($"why.{code}");
        foreach (var (name, value) in why.Args)
        {
            text = text.Replace($"{{{name}}}", Argument(name, value), StringComparison.Ordinal);
        }

        return text;
    }

    private static string Argument(string name, string value) => name switch
    {
        "reason" => Reason(value),
        "roles" => Roles(value),
        "cover" => Named("words.cover.", value),
        "kind" => Named("words.swap.", value),
        _ when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Show.Date(day),
        _ => value,
    };

    private static string Named(string prefix, string? code) =>
        string.IsNullOrEmpty(code) ? "" : Words.Has(prefix + code) ? Words.Text(prefix + code) : code;
}
