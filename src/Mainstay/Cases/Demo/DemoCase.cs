using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Cases.Coding;
using Mainstay.Cases.Bounces;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Intake;
using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;
using Mainstay.Kernel.Random;

namespace Mainstay.Cases.Demo;

/// <summary>
/// The life of one case, told from opening to closing. It only decides who does what when: what may be done and what follows
/// from it are the rules of the verbs.
/// </summary>
internal sealed partial class DemoCase
{
    private const double OpenHoursOfDay = 9;

    private readonly DemoRun _run;
    private readonly DemoOwned _owned;
    private readonly DemoScript? _script;
    private readonly ModelInfo _model;
    private readonly DemoFault _fault;
    private readonly bool _isDamage;
    private readonly string _symptom;
    private readonly DateTimeOffset _stopTime;
    private readonly Action _goOn;
    private readonly bool _noBoardToBeHad;
    private readonly bool _replacedWhenNew;
    private DemoPlace _place;
    private CaseFile _file = null!;
    private DemoPlace? _shelfAt;
    private string? _code;

    private DemoCase(DemoRun run, DemoPlace place, DemoOwned owned, DateTimeOffset opening, DemoScript? script, CaseFile? returnOf, DemoFault? former)
    {
        _run = run;
        _place = place;
        _owned = owned;
        _script = script;
        _model = run.Ground.Models[owned.Device.Model];
        var isSame = returnOf is not null && Luck.Chance(0.62);
        _fault = script?.Fault ?? (isSame ? former! : Draw());
        _symptom = isSame ? returnOf!.Case.Symptom! : Luck.Pick(_fault.Symptoms);
        _isDamage = script?.IsDamage ?? (returnOf is null && Luck.Chance(_fault.DamageShare));
        _noBoardToBeHad = Luck.Chance(0.1);
        _replacedWhenNew = Luck.Chance(0.5);
        _stopTime = script is null ? default : StopTime(script.StopAt);
        _goOn = run.Begin(opening, ToldInTime(Live()), () => _script is not null && _file.Case.State == _script.StopAt);
    }

    private RandomStream Luck => _run.Luck;

    private Case Case => _file.Case;

    private DateTimeOffset Now => _run.Now;

    private DateOnly Today => _place.Info.Today(Now);

    private Terms Terms => _run.Ground.TermsOn(Today);

    private Promises.PromiseGrounds Grounds => _run.Ground.PromisesOn(Today, _model);

    public static void Arrive(DemoRun run, DemoPlace place, DemoOwned owned, DateTimeOffset opening) =>
        _ = new DemoCase(run, place, owned, opening, null, null, null);

    public static void Show(DemoRun run, DemoPlace place, DemoOwned owned, DemoScript script) =>
        _ = new DemoCase(run, place, owned, place.Back(run.End, TimeSpan.FromHours(script.DaysBefore * OpenHoursOfDay)), script, null, null);

    private IEnumerable<DateTimeOffset> Live()
    {
        if (_owned.HasOpenCase)
        {
            yield break;
        }

        Open();
        foreach (var at in UntilReceived())
        {
            yield return at;
        }

        if (!Case.IsOpen)
        {
            yield break;
        }

        for (var again = false; ; again = true)
        {
            foreach (var at in OnTheBench())
            {
                yield return at;
            }

            foreach (var at in Collected())
            {
                yield return at;
            }

            if (again || _script is not null || !Luck.Chance(0.01))
            {
                break;
            }

            yield return _place.Hours.Add(Now.AddDays(1 + Luck.Below(5)), TimeSpan.FromMinutes(Luck.Below(200)));
            if (_owned.History[^1] != _file)
            {
                break;
            }

            Do(Verb.Reopen, (file, step) => Reopen.Apply(file, new Reopen { Reason = Luck.Chance(0.7) ? "same_fault" : "new_fault" }, Grounds, step));
        }

        yield return _place.Hours.Add(Now.AddDays(7 + Luck.Below(4)), TimeSpan.FromMinutes(Luck.Below(300)));
        Do(Verb.Close, (file, step) => Close.Apply(file, new Close { Reason = Luck.Chance(0.88) ? "done" : "no_answer" }, step));
    }

    private void Open()
    {
        var channel = _script switch
        {
            { StopAt: CaseState.Booked or CaseState.Cancelled } => IntakeChannel.Booking,
            not null => IntakeChannel.WalkIn,
            _ => Luck.NextUnit() switch { < 0.8 => IntakeChannel.WalkIn, < 0.9 => IntakeChannel.Booking, < 0.96 => IntakeChannel.Phone, _ => IntakeChannel.Post },
        };
        var isParked = _script?.StopAt == CaseState.Draft || (_script is null && channel == IntakeChannel.WalkIn && Luck.Chance(0.02));
        var owned = _owned.Given;
        var knowsSale = _owned.Device.SoldOn is not null && Luck.Chance(0.6);
        var request = new OpenCase
        {
            Site = _place.Info.Id,
            Channel = channel,
            Device = _owned.Device.Id,
            Customer = owned.Customer,
            Condition = Luck.Chance(0.8) ? "1" : Luck.Chance(0.5) ? "2" : "3",
            Symptom = _symptom,
            Problem = DemoWords.Problem(_symptom, owned.ReadsHindi),
            PurchasedOn = knowsSale ? _owned.Device.SoldOn : null,
            PurchaseChannel = knowsSale ? _owned.Device.Channel : null,
            PurchaseEvidence = knowsSale ? PurchaseEvidence.Invoice : _owned.Device.ActivatedOn is not null ? PurchaseEvidence.Activation : PurchaseEvidence.None,
            Firmware = _model.HasImei ? Luck.Pick(DemoWords.Firmware) : null,
            Items = Things(),
            Marks = Luck.Chance(0.45) ? Luck.Pick(DemoWords.Marks) : null,
            ReachPhone = _model.HasImei ? DemoPhones.Another(owned.Phone) : owned.Phone,
            WipeConsent = _model.HasImei && (_script is not null || Luck.Chance(0.8)),
            BookedFor = channel is IntakeChannel.Booking or IntakeChannel.Phone ? Visit() : null,
            Park = isParked,
            SafetyReason = _fault.Safety is { } danger && Luck.Chance(0.5) ? danger : null,
            SecurityReason = _fault.IsSoftware && Luck.Chance(0.02) ? "malware" : null,
        };
        IntakeRules.Check(request, _place.Info, CodeSet.Own);
        var by = channel == IntakeChannel.Phone && _run.Ground.StaffOf(null, Role.Agent) is { Count: > 0 } agents ? Luck.Pick(agents) : _place.Somebody(Moves.OpeningRoles, Luck);
        var facts = new OpeningFacts(
            _place.TakeNumber(),
            _owned.Device,
            _model,
            owned.Customer,
            _run.Ground.RuleOn(Today)(OpenCase.InputsAtCounter(request, _model, _owned.Cover, Today)),
            Grounds,
            [.. _owned.History.Select(file => file.Case).OrderByDescending(former => former.OpenedAt).Take(8).Select(former => new FormerRepair(
                former.Id, former.Number, former.Site, former.Factory, former.IsOpen, former.HandedOverAt, former.Symptom, former.Defect, former.Outcome, former.RepairLevel))],
            _run.Ground.AlertOwnerOf(_place.Info.Id));
        _file = OpenCase.Begin(request, facts, _run.StepOf(by, _place));
        _owned.History.Add(_file);
        _run.Files.Add(_file);
        foreach (var alert in _file.New.Beside.OfType<Alert>())
        {
            _run.Begin(Now.AddMinutes(4 + _run.Skewed(18)), Acknowledged(alert));
        }
    }

    /// <summary>From a booking, a parcel or a parked intake to the device in our hands; or to nothing.</summary>
    private IEnumerable<DateTimeOffset> UntilReceived()
    {
        if (Case.State == CaseState.Draft)
        {
            Do(Verb.Park, (file, step) => Park.Apply(file, new Park { Reason = Luck.Chance(0.5) ? "papers_missing" : "customer_left" }, step));
            yield return Toward(CaseState.Received, Minutes(90));
            if (Luck.Chance(0.2))
            {
                Do(Verb.Cancel, (file, step) => Cancel.Apply(file, new Cancel { Reason = "customer_asked" }, step));
                yield break;
            }

            if (Luck.Chance(0.3) && Neighbour() is { } other)
            {
                _place = other;
                Do(Verb.Resume, (file, step) => Resume.Apply(file, new Resume { Case = Case.Id, Site = other.Info.Id }, step));
            }
        }
        else if (Case.State == CaseState.Booked)
        {
            if (_script?.StopAt == CaseState.Cancelled || Luck.Chance(0.04))
            {
                yield return Toward(CaseState.Cancelled, Minutes(120));
                Do(Verb.Cancel, (file, step) => Cancel.Apply(file, new Cancel { Reason = "customer_asked" }, step));
                yield break;
            }

            yield return Case.BookedFor is { } visit
                ? _place.Hours.Add(visit, TimeSpan.FromMinutes(Luck.Below(25)))
                : _place.Hours.Add(Now.AddDays(2 + Luck.Below(3)), TimeSpan.FromMinutes(Luck.Below(240)));
            if (Case.BookedFor is not null && Luck.Chance(0.12))
            {
                yield return _place.Hours.Add(Now.AddDays(1), TimeSpan.FromMinutes(10));
                Do(Verb.Cancel, (file, step) => Cancel.Apply(file, new Cancel { Reason = "no_show" }, step));
                yield break;
            }
        }

        if (Case.State is CaseState.Draft or CaseState.Booked)
        {
            Do(Verb.Receive, (file, step) => Receive.Apply(file, new Receive(), Grounds, step));
        }
    }

    /// <summary>From ready to the customer's hands.</summary>
    private IEnumerable<DateTimeOffset> Collected()
    {
        var waits = Case.ReceivedAt is { } received && _place.Info.Today(received) == Today;
        var later = Luck.NextUnit() switch { < 0.55 => 0.0, < 0.85 => 1, < 0.97 => 2 + Luck.Below(3), _ => 6 + Luck.Below(12) };
        yield return Toward(CaseState.HandedOver, waits && Luck.Chance(0.7)
            ? _place.Hours.Add(Now, TimeSpan.FromMinutes(8 + _run.Skewed(25)))
            : _place.Hours.Add(Now.AddDays(later), TimeSpan.FromMinutes(_run.Skewed(120))));
        var due = Case.CustomerDueMinor - Case.SettledMinor;
        if (due > 0)
        {
            var method = Luck.NextUnit() switch { < 0.58 => "upi", < 0.78 => "card", < 0.96 => "cash", _ => "bank" };
            var reference = method == "cash" ? null : Luck.Below(1_000_000_000).ToString("D12", CultureInfo.InvariantCulture);
            Do(Verb.Settle, (file, step) => Settle.Apply(file, new Settle { AmountMinor = due, Method = method, Reference = reference }, step));
        }

        var hasPaper = Luck.Chance(0.98);
        var handOver = hasPaper ? new HandOver { Code = _code } : new HandOver { IdentitySeen = Luck.Pick(DemoWords.IdentityPapers) };
        Do(Verb.HandOver, (file, step) => HandOver.Apply(file, handOver, !hasPaper, step), hasPaper ? null : [Role.CentreManager]);
        GiveRepairWarranty();
        if (_script is null && Case.Outcome is Outcome.Repaired or Outcome.RepairedAtFactory or Outcome.Swapped or Outcome.NoFaultFound
            && Luck.Chance(_place.ReturnRate * (Case.Outcome == Outcome.NoFaultFound ? 1.7 : 1.25)))
        {
            ComeBack();
        }
    }

    private void GiveRepairWarranty()
    {
        var until = Today.AddDays(Terms.RepairWarrantyDays);
        foreach (var partClass in HandOver.WarrantedParts(_file))
        {
            _run.Devices.GrantRepairWarranty(Case.DeviceRoot, Case.Id, partClass, Today, until);
            _owned.Cover = _owned.Cover with { RepairWarrantyUntil = new Dictionary<string, DateOnly>(_owned.Cover.RepairWarrantyUntil) { [partClass] = until } };
        }
    }

    /// <summary>The same device again within ninety days: most come in the first weeks.</summary>
    private void ComeBack()
    {
        var days = 3 + (int)(-17 * Math.Log(1 - Luck.NextUnit()));
        var day = Today.AddDays(days);
        if (days <= 88 && _place.Hours.ShiftsOn(day).Count > 0)
        {
            _ = new DemoCase(_run, _place, _owned, _place.Within(day, Luck.NextUnit() * 0.8), null, _file, _fault);
        }
    }

    private IEnumerable<DateTimeOffset> Acknowledged(Alert alert)
    {
        AcknowledgeAlert.Apply(_file, alert, _run.StepOf(alert.Owner, _place));
        yield break;
    }

    /// <summary>Does a verb by somebody who may, at the place where the case is.</summary>
    private void Do(Verb verb, Action<CaseFile, Step> rule, IReadOnlyList<Role>? roles = null, DemoPlace? at = null)
    {
        var place = at ?? _place;
        var shelf = Case.Shelf;
        rule(_file, _run.StepOf(Who(roles ?? Moves.Of(verb).Roles, place), _place));
        if (shelf is { } former && former != Case.Shelf)
        {
            _shelfAt!.FreeShelf(former);
        }
    }

    /// <summary>The technician of the case goes on with it, where his role is one of those that may.</summary>
    private PersonId Who(IReadOnlyList<Role> roles, DemoPlace place)
    {
        if (Case.Technician is { } technician)
        {
            foreach (var role in roles)
            {
                if (role is Role.Technician or Role.FactoryOperator && place.Has(role, technician))
                {
                    return technician;
                }
            }
        }

        return place.Somebody(roles, Luck);
    }

    private void PutOnShelf(DemoPlace place)
    {
        if (place.TakeShelf() is { } shelf)
        {
            Do(Verb.Shelve, (file, step) => Shelve.Apply(file, shelf.Id, shelf.Code, step), at: place);
            _shelfAt = place;
        }
    }

    /// <summary>So many minutes of the house's open time, more or less; a scripted case is quick.</summary>
    private DateTimeOffset Minutes(double mean, DemoPlace? at = null)
    {
        var place = at ?? _place;
        return place.Hours.Add(Now, TimeSpan.FromSeconds(Math.Round(60 * (_script is null ? _run.Skewed(mean * place.Slowness) : mean * 0.2))));
    }

    /// <summary>On the way to the state in which the case is to be shown, it waits until shortly before the end.</summary>
    private DateTimeOffset Toward(CaseState next, DateTimeOffset at) =>
        _script?.StopAt == next && at < _stopTime ? _stopTime : at;

    private DateTimeOffset StopTime(CaseState stop)
    {
        var isFactory = stop is CaseState.AtFactory or CaseState.FactoryRepair or CaseState.FromFactory;
        var place = isFactory && _place.Info.Factory is { } factory ? _run.Places[factory] : _place;
        return place.Back(_run.End, TimeSpan.FromSeconds(60 + Luck.Below(stop is CaseState.ToFactory or CaseState.FromFactory ? 1200 : 4500)));
    }

    private DateTimeOffset Visit() => _script?.StopAt == CaseState.Booked
        ? _place.Hours.Add(_run.End.AddHours(3 + Luck.Below(40)), TimeSpan.FromMinutes(15 * Luck.Below(20)))
        : _place.Hours.Add(Now.AddDays(1 + Luck.Below(3)), TimeSpan.FromMinutes(15 * Luck.Below(28)));

    private DemoPlace? Neighbour()
    {
        var here = _place.Info;
        return _run.Places.Values
            .Where(place => place != _place && place.Info.Ref.Kind == Network.Contracts.SiteKind.ServiceCentre && place.Info.State == here.State)
            .OrderBy(place => Math.Abs((place.Info.Latitude - here.Latitude) ?? 90) + Math.Abs((place.Info.Longitude - here.Longitude) ?? 90))
            .ThenBy(place => place.Info.Ref.Code, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private DemoFault Draw()
    {
        var faults = DemoFaults.Of(_model.CategoryCode);
        var at = Luck.NextUnit() * faults.Sum(fault => fault.Weight);
        foreach (var fault in faults)
        {
            at -= fault.Weight;
            if (at < 0)
            {
                return fault;
            }
        }

        return faults[^1];
    }

    private List<ItemIn> Things()
    {
        var things = new List<ItemIn>();
        if (_model.HasImei && Luck.Chance(0.35))
        {
            things.Add(new ItemIn(ItemKind.Sim));
        }

        if (_model.HasImei && Luck.Chance(0.06))
        {
            things.Add(new ItemIn(ItemKind.MemoryCard));
        }

        if (_fault.Section == "HCHG" || Luck.Chance(0.06))
        {
            things.Add(new ItemIn(ItemKind.Charger));
        }

        if (_model.CategoryCode == "television")
        {
            things.Add(new ItemIn(ItemKind.Remote));
        }
        else if (Luck.Chance(0.12))
        {
            things.Add(new ItemIn(ItemKind.Cover));
        }

        return things;
    }
}
