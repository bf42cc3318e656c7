using Mainstay.Access.Contracts;
using Mainstay.Cases;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Booking;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Links;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;

namespace Mainstay.Server.Pages.Cases;

/// <summary>The fields of each verb's form as the request its handler takes: the one place where pages and verbs meet.</summary>
internal static class VerbForms
{
    /// <param name="site">The site worked at: where a parked intake is resumed.</param>
    /// <param name="siteOf">A site by the code typed.</param>
    public static async Task<CaseRequest> ReadAsync(Verb verb, FormReader form, SiteId? site, Func<string, Task<SiteId?>> siteOf, byte[]? picture) => verb switch
    {
        Verb.Park => new Park { Reason = form.Reason },
        Verb.Resume => new Resume { Site = site ?? throw new RefusedException("site-not-possible", Words.Text("case.form.site_needed")) },
        Verb.Receive => new Receive { Symptom = form.Text("symptom"), Items = Things(form) },
        Verb.BeginTriage => new BeginTriage(),
        Verb.Diagnose => new Diagnose
        {
            Section = form.Text("section") ?? throw new RefusedException("code-unknown", Words.Text("case.form.section_needed")),
            Defect = form.Text("defect"),
            RepairCode = form.Text("repair"),
            NoFaultReason = form.Text("no_fault"),
            Lines = Lines(form),
        },
        Verb.AddLine => new AddLine { Line = Lines(form).FirstOrDefault() ?? throw new RefusedException("part-not-found", Words.Text("case.form.line_needed")) },
        Verb.RemoveLine => new RemoveLine { Line = Line(form) },
        Verb.RefuseCover => new RefuseCover
        {
            Lines = form.Ids<LineId>("line"),
            Reason = form.Reason,
            Evidence = form.Text("evidence") is { } seen ? [new EvidenceIn(seen, picture)] : [],
        },
        Verb.AppealRefusal => new AppealRefusal(),
        Verb.DecideAppeal => new DecideAppeal { Reason = form.Reason },
        Verb.RequestGoodwill => new RequestGoodwill { Percent = form.Number("percent") ?? 0, Reason = form.Reason },
        Verb.DecideGoodwill => new DecideGoodwill { Reason = form.Reason },
        Verb.SendEstimate => new SendEstimate(),
        Verb.Approve => new Approve { Lines = form.All("line").Count > 0 ? form.Ids<LineId>("line") : null, Identified = form.Text("identified") },
        Verb.Decline => new Decline { Reason = form.Reason, Identified = form.Text("identified") },
        Verb.Assign => new Assign { Technician = form.Id<PersonId>("person") ?? throw new RefusedException("person-not-found", Words.Text("case.form.person_needed")) },
        Verb.WaitForParts => new WaitForParts { Reason = form.Reason, ExpectedOn = form.Day("expected") },
        Verb.PartsArrived => new PartsArrived(),
        Verb.StartRepair => new StartRepair(),
        Verb.UsePart => new UsePart { Line = Line(form), FaultySerial = form.Text("faulty"), NewSerial = form.Text("fresh") },
        Verb.ReturnPart => new ReturnPart { Line = Line(form), Reason = form.Reason },
        Verb.Wipe => new Wipe { Reason = form.Reason },
        Verb.FinishRepair => new FinishRepair { Reason = form.Reason },
        Verb.PassQuality => new PassQuality(),
        Verb.FailQuality => new FailQuality { Reason = form.Reason },
        Verb.SendToFactory => new SendToFactory { Reason = form.Reason },
        Verb.StartFactoryRepair => new StartFactoryRepair(),
        Verb.FinishFactoryRepair => new FinishFactoryRepair { Reason = form.Reason },
        Verb.ApproveSwap => new ApproveSwap { Reason = form.Reason },
        Verb.IssueSwap => new IssueSwap
        {
            Kind = form.Word("swap", SwapKind.UnitSwap),
            Replacement = new Identifiers(form.Text("serial"), form.Text("imei1"), form.Text("imei2"), null),
        },
        Verb.ReturnDefective => new ReturnDefective(),
        Verb.DeclareBeyondRepair => new DeclareBeyondRepair { Reason = form.Reason },
        Verb.ReturnUnrepaired => new ReturnUnrepaired { Reason = form.Reason },
        Verb.PrepareReturn => new PrepareReturn(),
        Verb.Settle => new Settle { AmountMinor = form.Minor("amount") ?? 0, Method = form.Text("method") ?? "", Reference = form.Text("reference") },
        Verb.IssueCode => new IssueCode(),
        Verb.HandOver => new HandOver { Code = form.Text("code"), IdentitySeen = form.Text("identity") },
        Verb.Close => new Close { Reason = form.Reason },
        Verb.Reopen => new Reopen { Reason = form.Reason },
        Verb.Cancel => new Cancel { Reason = form.Reason },
        Verb.Shelve => new Shelve { Shelf = form.Text("shelf") ?? "" },
        Verb.PassOn => new PassOn { To = form.Id<PersonId>("person") },
        Verb.Transfer => new Transfer { To = await siteOf(form.Text("site") ?? "") ?? throw new RefusedException("site-not-found", Words.Text("case.form.site_unknown")), Reason = form.Reason },
        Verb.MarkSafety => new MarkSafety { Reason = form.Reason },
        Verb.MarkSecurity => new MarkSecurity { Reason = form.Reason },
        Verb.AcknowledgeAlert => new AcknowledgeAlert { Alert = form.Number("alert") ?? 0 },
        Verb.MovePromise => new MovePromise { Reason = form.Reason, ReadyP50 = form.Moment("likely"), ReadyP90 = form.Moment("latest") },
        Verb.CorrectContact => new CorrectContact { ReachPhone = form.Text("reach"), ReachOther = form.Text("reach_other") },
        Verb.Sign => new Sign { Name = form.Text("signature"), Agreed = form.Is("agreed"), Picture = CasePages.Drawn(form.Text("signaturePng")) },
        Verb.KeepPasscode => new KeepPasscode { Unlock = form.Word("unlock", Unlock.None), Passcode = form.Text("passcode") },
        Verb.AllowPasscode => new AllowPasscode { Reason = form.Reason },
        Verb.Complain => new Complain { Text = form.Text("complaint") ?? "", Identified = form.Text("identified") },
        Verb.MoveVisit => new MoveVisit { StartsAt = form.Slot("slot") ?? throw new RefusedException("slot-not-possible", Words.Text("booking.error.slot")) },
        Verb.Arrive => new Arrive(),
        _ => throw new RefusedException("wrong-state", $"{verb} is not done from a case's page."),
    };

    /// <summary>Accessories ticked, each with the number typed beside it.</summary>
    public static IReadOnlyList<ItemIn> Things(FormReader form) =>
    [
        .. form.All("item").Select(text => EnumText<ItemKind>.TryParse(text, out var kind) ? (ItemKind?)kind : null).OfType<ItemKind>()
            .Select(kind => new ItemIn(kind, form.Text("item_" + EnumText<ItemKind>.Of(kind)))),
    ];

    private static LineId Line(FormReader form) =>
        form.Id<LineId>("line") ?? throw new RefusedException("line-not-found", Words.Text("case.form.line_needed"));

    private static List<LineIn> Lines(FormReader form)
    {
        var damaged = form.Ids<PartId>("damage");
        var lines = form.Ids<PartId>("part").Select(part => new LineIn(LineKind.Part, part, Quantity: form.Number("quantity") ?? 1, CustomerDamage: damaged.Contains(part))).ToList();
        if (form.Is("labour"))
        {
            lines.Add(new LineIn(LineKind.Labour, Work: "repair", CustomerDamage: lines.Count == 0 && form.Is("labour_damage")));
        }

        return lines;
    }
}
