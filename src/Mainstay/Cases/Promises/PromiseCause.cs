using Mainstay.Cases.Model;

namespace Mainstay.Cases.Promises;

/// <summary>
/// Why a promise was not kept as it was first told: the reason told when it moved, else whose time it was when it ran out.
/// Waiting for the customer's own word is a cause too, but not one of ours: nobody has to be warned of his own answer.
/// </summary>
internal static class PromiseCause
{
    public const string Approval = "approval";

    /// <summary>Of cases from before causes were kept.</summary>
    public const string Unknown = "unknown";

    private const string CustomerAsked = "customer_asked";

    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> All =
        ["part_late", "bench_full", "second_fault", "factory_late", "courier_late", "decision_late", Approval, CustomerAsked, Unknown];

    public static bool IsCustomers(string cause) => cause is Approval or CustomerAsked;

    public static string Of(ClockOwner owner) => PromiseOutlook.CauseOf(owner) ?? Approval;

    /// <param name="reason">As it stands on the promise; null when a second diagnosis made it.</param>
    public static string OfReason(string? reason) => reason switch
    {
        "approved" => Approval,
        null => "second_fault",
        _ => reason,
    };

    /// <summary>The first one counts; but what we did outweighs what the customer did.</summary>
    public static string Graver(string? former, string cause) =>
        former is null || (IsCustomers(former) && !IsCustomers(cause)) ? cause : former;
}
