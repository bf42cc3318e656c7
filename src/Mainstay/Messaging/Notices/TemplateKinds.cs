using Mainstay.Messaging.Contracts;

namespace Mainstay.Messaging.Notices;

/// <summary>What a kind of message is made of.</summary>
/// <param name="Gives">The places its words may use; whoever queues it fills all of them. <c>name</c>, <c>centre</c> and <c>now</c> are always given.</param>
/// <param name="Needs">Those its words must use: without the link or the code the message would be useless.</param>
/// <param name="AtOnce">Sent in quiet hours too: the customer is waiting for it, has just done something, or must know at once.</param>
public sealed record TemplateKind(string Code, IReadOnlyList<string> Gives, IReadOnlyList<string> Needs, bool AtOnce)
{
    public IEnumerable<string> Places => TemplateKinds.Always.Concat(Gives);
}

public static class TemplateKinds
{
    /// <summary>Filled from the books where the caller does not.</summary>
    public static IReadOnlyList<string> Always { get; } = ["name", "centre", "now"];

    public static IReadOnlyList<TemplateKind> All { get; } =
    [
        new(NoticeTemplates.CaseReceived, ["number", "device", "promise", "link"], ["number", "link"], AtOnce: true),
        new(NoticeTemplates.PromiseTold, ["number", "device", "promise", "link"], ["promise"], AtOnce: false),
        new(NoticeTemplates.EstimateReady, ["number", "device", "amount", "until", "link"], ["amount", "link"], AtOnce: false),
        new(NoticeTemplates.EstimateApproved, ["number", "device", "amount", "promise", "link"], ["number"], AtOnce: true),
        new(NoticeTemplates.EstimateDeclined, ["number", "device", "link"], ["number"], AtOnce: true),
        new(NoticeTemplates.EstimateReminder, ["number", "device", "amount", "until", "link"], ["amount", "link"], AtOnce: false),
        new(NoticeTemplates.PartsWait, ["number", "device", "promise", "link"], ["number"], AtOnce: false),
        new(NoticeTemplates.PromiseMoved, ["number", "device", "promise", "reason", "link"], ["promise", "reason"], AtOnce: false),
        new(NoticeTemplates.PromiseLate, ["number", "device", "promise", "reason", "link"], ["promise", "reason"], AtOnce: false),
        new(NoticeTemplates.Ready, ["number", "device", "amount", "hours", "link"], ["number", "hours"], AtOnce: false),
        new(NoticeTemplates.HandedOver, ["number", "device", "link"], ["number"], AtOnce: true),
        new(NoticeTemplates.CaseCancelled, ["number", "device"], ["number"], AtOnce: true),
        new(NoticeTemplates.BookingMade, ["number", "when", "link"], ["when"], AtOnce: true),
        new(NoticeTemplates.BookingMoved, ["number", "when", "link"], ["when"], AtOnce: true),
        new(NoticeTemplates.BookingReminder, ["number", "when", "link"], ["when"], AtOnce: false),
        new(NoticeTemplates.NumberChanged, [], [], AtOnce: true),
        new(NoticeTemplates.HandOverCode, ["number", "code"], ["code"], AtOnce: true),
        new(NoticeTemplates.ComplaintReceived, ["number", "link"], ["number"], AtOnce: true),
        new(NoticeTemplates.DataErased, [], [], AtOnce: true),
        new(NoticeTemplates.Reply, ["text"], ["text"], AtOnce: true),
    ];

    private static readonly Dictionary<string, TemplateKind> _byCode = All.ToDictionary(kind => kind.Code);

    public static TemplateKind? Find(string code) => _byCode.GetValueOrDefault(code);
}
