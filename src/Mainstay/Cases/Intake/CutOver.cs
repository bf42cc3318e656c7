using Mainstay.Access.Contracts;
using Mainstay.Cases.Contracts;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Model;
using Mainstay.Cases.Promises;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Cases.Intake;

/// <summary>
/// Opens the live jobs of a former system in their present state, on the day a site changes over. All of the file or none of
/// it; a job known by its former number is left alone, so the file can be brought again.
/// </summary>
public sealed record CutOver(Stream Content, string FileName);

/// <summary>One job as the former system has it.</summary>
internal sealed record FormerJob(
    string Number, SiteInfo Site, CaseState State, DateTimeOffset OpenedAt, string? Symptom, string? Problem, DateTimeOffset? ReadyBy, long DueMinor)
{
    /// <summary>States a job can be taken over in: those whose next step does not rest on facts only the former system has.</summary>
    public static IReadOnlyList<CaseState> States { get; } =
        [CaseState.Booked, CaseState.Received, CaseState.Triage, CaseState.Diagnosed, CaseState.PartsWait, CaseState.Approved, CaseState.InRepair, CaseState.QualityCheck, CaseState.Ready, CaseState.ReturnUnrepaired];

    /// <summary>The opening verb: the clock runs since the former system opened it, and it is written down when we were told.</summary>
    public static CaseFile Open(FormerJob job, OpeningFacts facts, PersonId holder, Step told)
    {
        var step = told with { OccurredAt = job.OpenedAt };
        var @case = new Case
        {
            Id = step.Ids.Next<CaseId>(),
            Number = facts.Number,
            Site = job.Site.Id,
            At = job.Site.Id,
            Device = facts.Device.Id,
            DeviceRoot = facts.Device.Root,
            Model = facts.Model.Id,
            Category = facts.Model.Category,
            Customer = facts.Customer,
            State = job.State,
            IsOpen = true,
            ClockOwner = Moves.OwnerOf(job.State),
            ClockSince = job.OpenedAt,
            Channel = IntakeChannel.WalkIn,
            Symptom = job.Symptom,
            OpenedAt = job.OpenedAt,
            Currency = facts.Model.Value.Currency,
            ExternalNumber = job.Number,
        };
        var file = new CaseFile { Case = @case, Private = new CasePrivate { Case = @case.Id, Problem = job.Problem } };
        file.AddItem(ItemKind.Device, facts.Device.Imei1 ?? facts.Device.Serial, step);
        AddLine(file, facts, job.DueMinor, step);
        file.Begin(Verb.CutOver, step, detail: new { state = job.State });
        if (Moves.IsInCare(job.State))
        {
            @case.ReceivedAt = job.OpenedAt;
            file.Give(file.DeviceItem, HolderKind.Person, holder.Value, step);
        }

        if (job.State is CaseState.Ready)
        {
            @case.ReadyAt = told.OccurredAt;
            @case.NetSeconds = (long)(told.OccurredAt - job.OpenedAt).TotalSeconds;
            @case.Outcome = Outcome.Repaired;
        }

        if (job.ReadyBy is { } promised)
        {
            file.Promise(told, null, promised, promised, "person", 0, "taken_over");
        }

        return file;
    }

    /// <summary>What the customer owes by the former estimate, on one line; nothing else of its money is known here.</summary>
    private static void AddLine(CaseFile file, OpeningFacts facts, long dueMinor, Step step)
    {
        var line = file.AddLine(new Line
        {
            Id = step.Ids.Next<LineId>(),
            Case = file.Case.Id,
            Kind = LineKind.Labour,
            Work = dueMinor > 0 ? "taken_over" : "inspection",
            Quantity = 1,
            CostMinor = 0,
            PriceMinor = dueMinor,
            Currency = file.Case.Currency,
            TaxCode = TaxCodes.RepairService,
            TaxInclusive = true,
            State = dueMinor > 0 ? LineState.Used : LineState.Approved,
            Why = facts.Cover.Why,
        });
        line.Decide(facts.Cover);
        if (dueMinor > 0)
        {
            (line.CustomerPercent, line.MakerPercent, line.PartnerPercent, line.InsurerPercent) = (100, 0, 0, 0);
            line.Why = Why.Because("taken_over");
            (line.Policy, line.Inputs) = (null, null);
        }

        file.Reckon();
    }
}

public sealed class CutOverHandler(
    MainstayDb db, ISites sites, ICatalogue catalogue, IDevices devices, ICover cover, ICustomers customers, IOwners owners, IPeople people,
    PromiseBook promises, AlertOwners alertOwners, CaseNumbers numbers, CodeBook codes, CaseDesk desk, IAudit audit)
{
    internal static CsvFormat Format { get; } = new("number", "site", "state", "opened_at", "customer_name")
    {
        Optional = ["customer_phone", "language", "imei", "serial", "model", "sold_on", "symptom", "problem", "ready_by", "due_minor"],
        MaxBytes = 256L << 20,
    };

    public async Task<ImportResult> HandleAsync(CutOver request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Administrator, Role.Integrator, Role.HeadOfService);
        using var csv = Csv.Read(request.Content, request.FileName, Format);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OneAtATime.ImportAsync(db, ct);
        long read = 0, imported = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var row in csv.Rows())
            {
                if (++read % 100 == 0)
                {
                    progress?.Report(new Progress(row.Line, csv.Lines));
                }

                if (row.Problem is { } problem)
                {
                    throw new FileProblemException(problem);
                }

                var job = await ReadAsync(row, ct);
                if (!seen.Add(job.Number))
                {
                    throw row.Wrong("number", $"'{job.Number}' stood in this file before.");
                }

                if (await db.Cases.AnyAsync(c => c.ExternalNumber == job.Number, ct))
                {
                    continue;
                }

                await TakeAsync(row, job, actor, ct);
                imported++;
            }

            await transaction.CommitAsync(ct);
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(request.FileName);
        }
        catch (Exception e) when (TakenNumbers.Explain(e) is { } taken)
        {
            throw taken;
        }

        return new ImportResult(read, imported, read - imported, 0, []);
    }

    private async Task<FormerJob> ReadAsync(CsvRow row, CancellationToken ct)
    {
        var site = await sites.FindByCodeAsync(row.Required("site"), ct);
        if (site is not { Ref.Kind: SiteKind.ServiceCentre })
        {
            throw row.Wrong("site", $"'{row["site"]}' is no service centre of this network.");
        }

        var step = await desk.StepAsync(Actor.System, site.Id, null, ct);
        if (!site.TakesCasesAt(step.At))
        {
            throw row.Wrong("site", $"{site.Ref.Name} is not live today: it opens on {site.OpensOn:yyyy-MM-dd}.");
        }

        if (!EnumText<CaseState>.TryParse(row.Required("state"), out var state) || !FormerJob.States.Contains(state))
        {
            throw row.Wrong("state", $"'{row["state"]}' is not one of {string.Join(", ", FormerJob.States.Select(EnumText<CaseState>.Of))}.");
        }

        var opened = row.Instant("opened_at") ?? throw row.Wrong("opened_at", "An instant such as 2026-03-01T10:30:00+05:30 is expected.");
        if (opened > step.At)
        {
            throw row.Wrong("opened_at", "A job cannot have been opened in the future.");
        }

        if (row.Text("symptom") is { } symptom && !(await codes.SetAsync(ct)).Has(CodeKind.Symptom, symptom))
        {
            throw row.Wrong("symptom", $"'{symptom}' is no symptom code.");
        }

        return new FormerJob(row.Required("number"), site, state, opened.ToUniversalTime().ToMicroseconds(), row.Text("symptom"), row.Text("problem"),
            row.Instant("ready_by")?.ToUniversalTime().ToMicroseconds(), row.Amount("due_minor", 0) ?? 0);
    }

    private async Task TakeAsync(CsvRow row, FormerJob job, Actor actor, CancellationToken ct)
    {
        var device = await DeviceAsync(row, ct);
        var model = await catalogue.ModelAsync(device.Model, ct) ?? throw row.Wrong("model", "This device's model is not in the catalogue.");
        if (await db.Cases.Where(c => c.DeviceRoot == device.Root && c.IsOpen).Select(c => c.Number).FirstOrDefaultAsync(ct) is { } open)
        {
            throw row.Wrong(row.Text("imei") is null ? "serial" : "imei", $"This device already has the open case {open}.");
        }

        var told = await desk.StepAsync(actor, job.Site.Id, null, ct);
        CustomerId customer;
        try
        {
            customer = await customers.RegisterAsync(new NewCustomer(row.Required("customer_name"), row.Text("customer_phone"), null, row.Text("language") ?? "en"), ct);
        }
        catch (RefusedException refused)
        {
            throw row.Wrong("customer_phone", refused.Message);
        }

        var facts = await cover.FactsAsync(device.Root, ct);
        var decision = await cover.DecideAsync(facts.InputsFor(model, EnumText<LineKind>.Of(LineKind.Labour), null, false, told.Today, false), ct);
        var managers = await people.AtHomeAsync(job.Site.Ref, Role.CentreManager, ct);
        var file = FormerJob.Open(job, new OpeningFacts(
            $"{job.Site.Ref.Code}-{await numbers.NextAsync(db, job.Site.Ref.Code, ct)}", device, model, customer, decision,
            await promises.GroundsAsync(model.CategoryCode, told.Today, ct), [], await alertOwners.ForAsync(job.Site.Ref, ct)),
            managers.Count > 0 ? managers[0].Id : actor.Person, told);
        await owners.RecordAsync(device.Root, customer, told.Today, ct);
        audit.Changed(actor, "case.cut_over", $"case:{file.Case.Id}", job.Site.Id);
        await CaseStore.InsertAsync(db, file, ct);
    }

    private async Task<DeviceInfo> DeviceAsync(CsvRow row, CancellationToken ct)
    {
        var text = row.Text("imei") ?? row.Text("serial") ?? throw row.Wrong("imei", "The device needs an IMEI or a serial.");
        try
        {
            if (await devices.FindByIdentifierAsync(text, ct) is { } known)
            {
                return known;
            }

            var model = row.Text("model") is { } code ? await catalogue.ModelByCodeAsync(code, ct) : null;
            return model is null
                ? throw row.Wrong("model", $"The device {text} is not in the books: name a model of the catalogue.")
                : await devices.RegisterAsync(model.Id, new Identifiers(row.Text("serial"), row.Text("imei"), null, null), row.Date("sold_on"), null, ct);
        }
        catch (RefusedException refused)
        {
            throw row.Wrong(row.Text("imei") is null ? "serial" : "imei", refused.Message);
        }
    }
}
