using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Cases.Queries;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Server.Pages.Cases;

namespace Mainstay.Server.Pages.Desk;

/// <summary>The five steps of an intake, in the order of the conversation.</summary>
public enum IntakeStep
{
    Device = 1,
    Customer,
    Problem,
    Things,
    Confirm,
}

/// <summary>
/// An intake in progress. Nothing of it is kept on the server: each answer comes with all answers before it, and the step that is
/// open follows from what is answered and which button was pressed.
/// </summary>
public sealed class Intake
{
    public required IntakeStep Step { get; set; }

    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>What the scanned or typed number stands for.</summary>
    public FoundDevice? Found { get; set; }

    /// <summary>Chosen for a device not in the books, or the model of the found one.</summary>
    public ModelInfo? Model { get; set; }

    public DeviceAtCounter? Look { get; set; }

    /// <summary>People this may be, the last owner first.</summary>
    public IReadOnlyList<CustomerInfo> Candidates { get; set; } = [];

    public CustomerInfo? Customer { get; set; }

    public bool IsNewCustomer { get; set; }

    /// <summary>Somebody else was just looked up: the choice before it no longer counts.</summary>
    public bool IsFreshSearch { get; set; }

    public DeviceInfo? Device => Found?.Present;

    public bool IsNewDevice => Found is { Device: null };
}

/// <summary>Reads the answers, looks things up, and says which step is next.</summary>
public sealed class IntakeDesk(FindDeviceHandler find, LookAtDeviceHandler look, ICatalogue catalogue, ICustomers customers, IOwners owners, IAudit audit)
{
    /// <param name="field">An answer by the name of its field; null when it was not given.</param>
    /// <param name="go"><c>next</c>, <c>open</c>, <c>park</c>, or the number of a step to go back to.</param>
    public async Task<Intake> ReadAsync(Func<string, string?> field, string? go, SiteInfo site, Actor actor, CancellationToken ct)
    {
        var asked = int.TryParse(field("step"), out var number) && Enum.IsDefined((IntakeStep)number) ? (IntakeStep)number : IntakeStep.Device;
        var intake = new Intake { Step = asked };
        var isDeviceClear = await DeviceAsync(intake, field, site, actor, ct);
        if (!isDeviceClear)
        {
            intake.Step = IntakeStep.Device;
            return intake;
        }

        await CustomerAsync(intake, field, site, actor, ct);
        if (int.TryParse(go, out var back) && Enum.IsDefined((IntakeStep)back))
        {
            intake.Step = (IntakeStep)back;
        }
        else if (go == "next")
        {
            intake.Step = Next(intake, asked, field);
        }

        return intake;
    }

    private static IntakeStep Next(Intake intake, IntakeStep asked, Func<string, string?> field)
    {
        switch (asked)
        {
            case IntakeStep.Customer when intake is { IsFreshSearch: true, IsNewCustomer: false }:
                return IntakeStep.Customer;
            case IntakeStep.Customer when intake is { Customer: null, IsNewCustomer: false }:
                if (string.IsNullOrWhiteSpace(field("who")))
                {
                    intake.Errors["who"] = Words.Text("intake.error.who");
                }

                return IntakeStep.Customer;
            case IntakeStep.Customer when intake is { IsNewCustomer: true } && string.IsNullOrWhiteSpace(field("name")):
                if (field("name") is not null)
                {
                    intake.Errors["name"] = Words.Text("intake.error.name");
                }

                return IntakeStep.Customer;
            case IntakeStep.Customer when intake is { IsNewCustomer: true } && !string.IsNullOrWhiteSpace(field("phone")) && !Phone.TryNormalise(field("phone")!, out _):
                intake.Errors["phone"] = Words.Text("intake.error.phone");
                return IntakeStep.Customer;
            case IntakeStep.Problem when string.IsNullOrEmpty(field("symptom")):
                intake.Errors["symptom"] = Words.Text("intake.error.symptom");
                return IntakeStep.Problem;
            case IntakeStep.Things when field("wipe") is not ("yes" or "no"):
                intake.Errors["wipe"] = Words.Text("intake.error.wipe");
                return IntakeStep.Things;
            case IntakeStep.Confirm:
                return IntakeStep.Confirm;
            default:
                return asked + 1;
        }
    }

    /// <summary>True when the counter can go on with this device.</summary>
    private async Task<bool> DeviceAsync(Intake intake, Func<string, string?> field, SiteInfo site, Actor actor, CancellationToken ct)
    {
        if (field("device") is not { } text || string.IsNullOrWhiteSpace(text))
        {
            if (field("step") is not null)
            {
                intake.Errors["device"] = Words.Text("intake.error.device");
            }

            return false;
        }

        var found = intake.Found = await find.HandleAsync(new FindDevice(text.Trim()), actor, ct);
        if (found is { Device: null, Imei.Valid: false })
        {
            intake.Errors["device"] = Say.Why(found.Notice!);
            return false;
        }

        if (found.Device is null)
        {
            intake.Model = ModelId.TryParse(field("model"), null, out var chosen) ? await catalogue.ModelAsync(chosen, ct) : null;
            if (intake.Model is null)
            {
                return false;
            }
        }
        else
        {
            intake.Model = found.Model;
        }

        if (found.Present is { State: DeviceState.Stolen or DeviceState.Scrapped } || intake.Model is null)
        {
            return false;
        }

        var read = new Values(field);
        intake.Look = await look.HandleAsync(
            new LookAtDevice(site.Id, found.Present?.Root, intake.Model.Id, read.Day("bought"), read.Word("evidence", PurchaseEvidence.None), field("safety") is { Length: > 0 }), actor, ct);
        return intake.Look.Open is null;
    }

    private async Task CustomerAsync(Intake intake, Func<string, string?> field, SiteInfo site, Actor actor, CancellationToken ct)
    {
        List<CustomerInfo> candidates = [];
        var who = field("who")?.Trim() ?? "";
        if (who.Length > 0)
        {
            candidates.AddRange(await customers.SearchAsync(who, 6, ct));
        }

        var searched = candidates.Count;
        if (intake.Device is { } device && await owners.PresentAsync(device.Root, ct) is { } owner && await customers.FindAsync(owner.Customer, ct) is { } last)
        {
            candidates.Add(last);
        }

        intake.IsFreshSearch = who != (field("who_seen")?.Trim() ?? "") && field("who_seen") is not null;
        intake.Candidates = [.. candidates.DistinctBy(customer => customer.Id)];
        intake.IsNewCustomer = who.Length > 0 && searched == 0 && (intake.IsFreshSearch || candidates.Count == 0) || (!intake.IsFreshSearch && field("customer") == "new");
        intake.Customer = intake.IsFreshSearch ? null : CustomerId.TryParse(field("customer"), null, out var chosen) ? intake.Candidates.FirstOrDefault(candidate => candidate.Id == chosen) : null;
        foreach (var shown in intake.Candidates)
        {
            await audit.ReadAsync(actor, "intake", $"customer:{shown.Id}", site.Id, ct);
        }
    }

    /// <summary>All answers as the request that opens the case, or parks it.</summary>
    public static OpenCase Request(FormReader form, SiteId site, bool park)
    {
        var channel = form.Word("channel", IntakeChannel.WalkIn);
        var device = form.Text("device") ?? "";
        return new OpenCase
        {
            Site = site,
            Channel = channel,
            Device = form.Id<DeviceId>("present"),
            DeviceIdentifier = device,
            NewDevice = form.Id<ModelId>("model") is { } model && form.Is("unknown") ? new DeviceIn(model, Numbers(form, device)) : null,
            Customer = form.Id<CustomerId>("customer"),
            NewCustomer = form.Text("customer") is null or "new" && form.Text("name") is { } name
                ? new NewCustomer(name, form.Text("phone"), form.Text("email"), form.Text("language") ?? Language.Current)
                : null,
            Symptom = form.Text("symptom"),
            Condition = form.Text("condition"),
            Problem = form.Text("problem"),
            PurchasedOn = form.Day("bought"),
            PurchaseChannel = form.Text("sold"),
            PurchaseEvidence = form.Word("evidence", PurchaseEvidence.None),
            Firmware = form.Text("firmware"),
            Items = VerbForms.Things(form),
            Marks = form.Text("marks"),
            ReachPhone = form.Text("reach"),
            ReachOther = form.Text("reach_other"),
            WipeConsent = form.Text("wipe") == "yes",
            BookedFor = form.Moment("booked"),
            Park = park,
            SafetyReason = form.Text("safety"),
            SecurityReason = form.Text("security"),
            Token = form.Id<TokenId>("token"),
            PaperNumber = form.Text("paper"),
            OccurredAt = form.Text("paper") is null ? null : form.Moment("occurred"),
        };
    }

    /// <summary>A scanned IMEI stands as the first; anything else is the serial.</summary>
    private static Identifiers Numbers(FormReader form, string device)
    {
        var isImei = Imei.Check(device).Valid;
        return new Identifiers(form.Text("serial") ?? (isImei ? null : device), isImei ? device : form.Text("imei1"), form.Text("imei2"), null);
    }

    private sealed class Values(Func<string, string?> field)
    {
        public DateOnly? Day(string name) =>
            DateOnly.TryParseExact(field(name), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;

        public T Word<T>(string name, T otherwise) where T : struct, Enum => EnumText<T>.TryParse(field(name), out var value) ? value : otherwise;
    }
}
