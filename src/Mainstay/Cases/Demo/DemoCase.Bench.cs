using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Counter;
using Mainstay.Cases.Custody;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Demo;

/// <summary>From received to ready: triage, diagnosis, the customer's word, parts, bench, factory and swap.</summary>
internal sealed partial class DemoCase
{
    private IEnumerable<DateTimeOffset> OnTheBench()
    {
        _code = $"{Luck.Below(1_000_000):D6}";
        Do(Verb.IssueCode, (file, step) => IssueCode.Apply(file, _code, step));
        PutOnShelf(_place);
        if (_script is null && Luck.Chance(0.004))
        {
            yield return Minutes(25);
            foreach (var at in Unrepaired("customer_asked"))
            {
                yield return at;
            }

            yield break;
        }

        if (_script is null && Luck.Chance(0.006) && Neighbour() is { } other)
        {
            foreach (var at in Moved(other))
            {
                yield return at;
            }
        }

        yield return Toward(CaseState.Triage, Minutes(28));
        Do(Verb.BeginTriage, BeginTriage.Apply);
        yield return Toward(CaseState.Diagnosed, Minutes(16));
        Diagnosed();
        foreach (var at in AfterDiagnosis())
        {
            yield return at;
        }
    }

    private IEnumerable<DateTimeOffset> AfterDiagnosis()
    {
        var isCovered = Case.CustomerDueMinor == 0;
        if (isCovered && _isDamage && _fault.PartClass is not null)
        {
            // Insured against damage: the insurer pays.
        }
        else if (_isDamage && _script is null && Luck.Chance(0.2))
        {
            foreach (var at in Appealed())
            {
                yield return at;
            }
        }

        if (_script is { Path: DemoPath.Beyond } || (_script is null && Case.CustomerDueMinor > 0 && IsBeyondRepair() && Luck.Chance(0.8)))
        {
            foreach (var at in Beyond())
            {
                yield return at;
            }

            yield break;
        }

        if (Case.CustomerDueMinor > 0)
        {
            foreach (var at in Asked())
            {
                yield return at;
            }

            if (Case.State is not (CaseState.Approved or CaseState.Diagnosed))
            {
                yield break;
            }
        }

        foreach (var at in _fault.IsNoFault ? NothingFound() : NeedsFactory() ? AtFactory() : NeedsSwap() ? Swapped() : Mended())
        {
            yield return at;
        }
    }

    private void Diagnosed()
    {
        var part = _fault.PartClass is { } wanted ? _run.Ground.PartsOf(_model.Id).FirstOrDefault(part => part.Class == wanted) : null;
        var refuses = _isDamage && part is not null && Luck.Chance(0.4);
        List<LineIn> lines = _fault.IsNoFault ? []
            : part is null ? [new LineIn(LineKind.Labour, Work: "repair")]
            : [new LineIn(LineKind.Part, part.Id, CustomerDamage: _isDamage && !refuses), new LineIn(LineKind.Labour, Work: "repair")];
        var request = new Diagnose
        {
            Section = _fault.Section,
            Defect = _fault.Defect,
            RepairCode = _fault.Repair,
            NoFaultReason = _fault.IsNoFault ? Luck.Pick(Codes.NoFaultReasons) : null,
            Lines = lines,
        };
        Do(Verb.Diagnose, (file, step) => Diagnose.Apply(file, request, Decided(lines), Grounds, step));
        if (refuses)
        {
            Refused();
        }
    }

    private IReadOnlyList<DecidedLine> Decided(IReadOnlyList<LineIn> lines) =>
        Covering.Decide(_file, lines, _model, _owned.Cover, _run.Ground.Part, _run.Ground.RuleOn(Today), Today);

    /// <summary>Damage seen on what would be covered: cover is refused with a reason and evidence.</summary>
    private void Refused()
    {
        var proposed = _file.Lines.Where(line => line.State == LineState.Proposed).ToList();
        var request = new RefuseCover
        {
            Lines = [.. proposed.Select(line => line.Id)],
            Reason = _fault.Section == "HDSP" ? "impact" : Luck.Chance(0.7) ? "liquid" : "misuse",
            Evidence = [new EvidenceIn(Luck.Pick(DemoWords.Evidence))],
        };
        Do(Verb.RefuseCover, (file, step) => RefuseCover.Apply(file, request, step));
        proposed.ForEach(line => Covering.Redecide(line, customerDamage: true, _run.Ground.RuleOn));
        _file.Reckon();
    }

    /// <summary>The customer does not accept a refusal; somebody outside the centre looks at it.</summary>
    private IEnumerable<DateTimeOffset> Appealed()
    {
        if (_file.New.Beside.OfType<Refusal>().LastOrDefault() is not { AppealedAt: null } refusal)
        {
            yield break;
        }

        yield return Minutes(40);
        Do(Verb.AppealRefusal, (file, step) => AppealRefusal.Apply(file, refusal, step));
        yield return Minutes(500);
        var verdict = Luck.Chance(0.65) ? "upheld" : "overturned";
        Do(Verb.DecideAppeal, (file, step) => DecideAppeal.Apply(file, new DecideAppeal { Reason = verdict }, refusal, step));
        if (verdict == "overturned")
        {
            foreach (var line in _file.Lines.Where(line => line.CustomerDamage && line.State is LineState.Proposed or LineState.Approved))
            {
                Covering.Redecide(line, customerDamage: false, _run.Ground.RuleOn);
            }

            _file.Reckon();
        }
    }

    private bool IsBeyondRepair() => Terms.IsBeyondRepair(
        new Money(_file.Lines.Where(line => line.State is LineState.Proposed or LineState.Approved).Sum(line => line.TotalMinor), Case.Currency), _model.Value);

    private IEnumerable<DateTimeOffset> Beyond()
    {
        yield return Toward(CaseState.BeyondRepair, Minutes(20));
        var request = new DeclareBeyondRepair { Reason = IsBeyondRepair() ? "costs_more_than_worth" : "destroyed" };
        Do(Verb.DeclareBeyondRepair, (file, step) => DeclareBeyondRepair.Apply(file, request, _model, Terms, step));
        yield return Minutes(240);
        foreach (var at in Unrepaired("beyond_repair"))
        {
            yield return at;
        }
    }

    /// <summary>The customer is asked for his money: perhaps after goodwill, mostly after thinking.</summary>
    private IEnumerable<DateTimeOffset> Asked()
    {
        var isJustOut = _owned.Cover.WarrantyStart is { } start && Today.DayNumber - start.AddYears(1).DayNumber is >= 0 and < 75;
        if (_script is null && !_isDamage && Luck.Chance(isJustOut ? 0.45 : 0.02))
        {
            foreach (var at in Favoured(isJustOut))
            {
                yield return at;
            }

            if (Case.CustomerDueMinor == 0)
            {
                yield break;
            }
        }

        yield return Toward(CaseState.EstimateSent, Minutes(12));
        Do(Verb.SendEstimate, (file, step) => SendEstimate.Apply(file, Terms, step));
        var declines = _script is { StopAt: CaseState.Declined } or { Path: DemoPath.Declined } || (_script is null && Luck.Chance(0.25));
        var thinks = _script is not null || Luck.Chance(0.74) ? Minutes(25) : _place.Hours.Add(Now.AddHours(3 + _run.Skewed(26)), TimeSpan.FromMinutes(Luck.Below(180)));
        yield return Toward(declines ? CaseState.Declined : CaseState.Approved, thinks);
        if (!declines)
        {
            Do(Verb.Approve, (file, step) => Approve.Apply(file, new Approve(), Grounds, step));
            yield break;
        }

        var reason = Luck.NextUnit() switch { < 0.62 => "too_expensive", < 0.8 => "buys_new", < 0.88 => "elsewhere", < 0.93 => "too_slow", < 0.97 => "data_worry", _ => "other" };
        Do(Verb.Decline, (file, step) => Decline.Apply(file, new Decline { Reason = reason }, step));
        yield return Minutes(30);
        foreach (var at in Unrepaired("declined"))
        {
            yield return at;
        }
    }

    private IEnumerable<DateTimeOffset> Favoured(bool isJustOut)
    {
        yield return Minutes(15);
        var request = new RequestGoodwill { Percent = 25 * (1 + Luck.Below(4)), Reason = isJustOut ? "just_out_of_warranty" : Luck.Chance(0.5) ? "loyal_customer" : "long_wait" };
        var amount = new Money(RequestGoodwill.AmountOf(_file, request.Percent), Case.Currency);
        var isManager = Luck.Chance(0.5);
        var role = isManager ? Role.CentreManager : Role.FrontDesk;
        var granted = MayGrant(role, amount) && _run.Devices.TryCommitGoodwill(Case.Site, Today, amount);
        GoodwillAsk ask = null!;
        Do(
            Verb.RequestGoodwill,
            (file, step) =>
            {
                ask = RequestGoodwill.Apply(file, request, !granted, step);
                if (granted)
                {
                    RequestGoodwill.Grant(file, ask, step);
                }
            },
            [role]);
        if (granted)
        {
            yield break;
        }

        yield return Minutes(160);
        var decider = MayGrant(Role.CentreManager, amount) ? Role.CentreManager : Role.HeadOfService;
        var verdict = Luck.Chance(0.75) && MayGrant(decider, amount) && _run.Devices.TryCommitGoodwill(Case.Site, Today, amount) ? "granted" : "refused";
        Do(Verb.DecideGoodwill, (file, step) => DecideGoodwill.Apply(file, new DecideGoodwill { Reason = verdict }, ask, step), [decider]);
    }

    private bool MayGrant(Role role, Money amount) =>
        Terms.MayGrantGoodwill(new Actor(Actor.System.Person, "", Case.Site, [new Grant(role, Case.Site, null)]), amount.Minor);

    private IEnumerable<DateTimeOffset> NothingFound()
    {
        if (_script is null && Luck.Chance(0.3))
        {
            yield return Minutes(15);
            foreach (var at in Unrepaired("no_fault_found"))
            {
                yield return at;
            }

            yield break;
        }

        foreach (var at in Mended())
        {
            yield return at;
        }
    }

    private IEnumerable<DateTimeOffset> Unrepaired(string reason)
    {
        yield return Toward(CaseState.ReturnUnrepaired, Minutes(10));
        Do(Verb.ReturnUnrepaired, (file, step) => ReturnUnrepaired.Apply(file, new ReturnUnrepaired { Reason = reason }, step));
        yield return Toward(CaseState.Ready, Minutes(25));
        Do(Verb.PrepareReturn, PrepareReturn.Apply);
        PutOnShelf(_place);
    }

    private IEnumerable<DateTimeOffset> Mended()
    {
        var needsPart = _file.Lines.Any(line => line is { Kind: LineKind.Part, State: LineState.Proposed or LineState.Approved });
        if (_script is { Path: DemoPath.Parts } || (needsPart && _script is null && !Luck.Chance(_place.PartsAtHand)))
        {
            foreach (var at in PartsAwaited())
            {
                yield return at;
            }
        }

        if (_script is null && Luck.Chance(0.08 * _place.Slowness))
        {
            yield return Minutes(650); // The bench is full today, and nobody says so.
        }

        yield return Toward(CaseState.InRepair, Minutes(22));
        Do(Verb.StartRepair, StartRepair.Apply);
        if (_fault.IsSoftware && Case.WipeConsent && Luck.Chance(0.5))
        {
            Do(Verb.Wipe, (file, step) => Wipe.Apply(file, new Wipe { Reason = "needed_for_repair" }, step));
        }

        var bench = _run.Ground.Categories[_model.Category].StandardRepairMinutes;
        yield return Toward(CaseState.QualityCheck, Minutes(bench * 0.8));
        PartsUsed(_place);
        Do(Verb.FinishRepair, (file, step) => FinishRepair.Apply(file, new FinishRepair { Reason = _fault.IsNoFault ? "no_fault_found" : _fault.IsSoftware ? "software" : "fixed" }, step));
        foreach (var at in Checked())
        {
            yield return at;
        }
    }

    private IEnumerable<DateTimeOffset> PartsAwaited()
    {
        var days = 1 + Luck.Below(4) + (Luck.Chance(0.25) ? 2 : 0);
        yield return Toward(CaseState.PartsWait, Minutes(20));
        Do(Verb.WaitForParts, (file, step) => WaitForParts.Apply(file, new WaitForParts { Reason = Luck.Chance(0.93) ? "not_in_stock" : "defective_part", ExpectedOn = Today.AddDays(days) }, step));
        var arrives = _place.Hours.Add(Now.AddDays(days - 0.2), TimeSpan.FromMinutes(_run.Skewed(120)));
        if (Luck.Chance(0.5))
        {
            Tell("part_late", arrives, 1.5);
        }

        PutOnShelf(_place);
        yield return arrives;
        Do(Verb.PartsArrived, PartsArrived.Apply);
    }

    /// <summary>Says early that the promise cannot be kept, and which one can.</summary>
    private void Tell(string reason, DateTimeOffset likely, double slackDays)
    {
        var latest = _place.Hours.Add(likely.AddDays(slackDays), TimeSpan.FromHours(3));
        if (Case.ReadyP90 is { } told && told < latest)
        {
            Do(Verb.MovePromise, (file, step) => MovePromise.Apply(
                file, new MovePromise { Reason = reason, ReadyP50 = _place.Hours.Add(likely, TimeSpan.FromHours(3)), ReadyP90 = latest }, Grounds, step));
        }
    }

    private void PartsUsed(DemoPlace at)
    {
        foreach (var line in _file.Lines.Where(line => line is { Kind: LineKind.Part, State: LineState.Approved }).ToList())
        {
            var part = _run.Ground.Part(line.Part!.Value)!;
            var request = new UsePart
            {
                Line = line.Id,
                FaultySerial = part.SerialTracked ? $"{part.Number}{Luck.Below(10_000_000):D7}" : null,
                NewSerial = part.SerialTracked ? _run.NewSerial(part.Number, Luck.Below(10_000_000)) : null,
            };
            Do(Verb.UsePart, (file, step) => UsePart.Apply(file, request, part.SerialTracked, step), at: at);
        }
    }

    private IEnumerable<DateTimeOffset> Checked()
    {
        for (var tries = 0; ; tries++)
        {
            yield return Toward(CaseState.Ready, Minutes(10));
            if (_script is not null || tries > 1 || !Luck.Chance(0.06))
            {
                break;
            }

            Do(Verb.FailQuality, (file, step) => FailQuality.Apply(file, new FailQuality { Reason = Luck.Pick(Moves.Of(Verb.FailQuality).Reasons) }, step));
            yield return Minutes(45);
            Do(Verb.FinishRepair, (file, step) => FinishRepair.Apply(file, new FinishRepair { Reason = _fault.IsNoFault ? "no_fault_found" : "fixed" }, step));
        }

        Do(Verb.PassQuality, PassQuality.Apply);
        PutOnShelf(_place);
    }

    private IEnumerable<DateTimeOffset> Moved(DemoPlace other)
    {
        yield return Minutes(40);
        var from = _place;
        Do(Verb.Transfer, (file, step) =>
        {
            var box = _run.Road.Pack(from, other, file, _model.Value.Minor, _goOn);
            Transfer.Apply(file, new Transfer { To = other.Info.Id, Reason = Luck.Pick(["load", "skill", "closer_to_customer"]) }, box, step);
        });
        _place = other;
        yield return DemoRun.Parked;
        PutOnShelf(_place);
    }
}
