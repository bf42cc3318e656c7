using Mainstay.Access.Contracts;
using Mainstay.Cases.Bench;
using Mainstay.Cases.Factory;
using Mainstay.Cases.Model;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Demo;

/// <summary>The factory's part of a case, and swaps here and there.</summary>
internal sealed partial class DemoCase
{
    private bool NeedsFactory() => _place.Info.Factory is not null
        && (_script is { Path: DemoPath.Factory } || (_script is null && Case.RepairLevel >= 3 && !NeedsSwap()));

    /// <summary>New devices are replaced rather than opened; now and then there is no other way.</summary>
    private bool NeedsSwap()
    {
        if (_script is not null)
        {
            return _script.Path == DemoPath.Swap;
        }

        var isNew = _owned.Cover.WarrantyStart is { } start && Today.DayNumber - start.DayNumber < Terms.DeadOnArrivalDays;
        return Case.CustomerDueMinor == 0 && _fault.PartClass is not null && ((isNew && _replacedWhenNew) || (Case.RepairLevel >= 3 && _noBoardToBeHad));
    }

    private IEnumerable<DateTimeOffset> AtFactory()
    {
        var factory = _run.Places[_place.Info.Factory!.Value];
        yield return Toward(CaseState.ToFactory, Minutes(25));
        Do(Verb.SendToFactory, (file, step) =>
        {
            var box = _run.Road.Pack(_place, factory, file, _model.Value.Minor, _goOn);
            SendToFactory.Apply(file, new SendToFactory { Reason = Case.BounceOf is null ? "board_level" : "repeat_failure" }, factory.Info.Id, box, step);
        });
        yield return DemoRun.Parked;
        if (_script?.StopAt == CaseState.AtFactory)
        {
            yield break;
        }

        PutOnShelf(factory);
        yield return Toward(CaseState.FactoryRepair, Minutes(1500, factory));
        Do(Verb.StartFactoryRepair, StartFactoryRepair.Apply, at: factory);
        yield return Toward(CaseState.FromFactory, Minutes(190, factory));
        var end = _script is not null ? "fixed" : Luck.NextUnit() switch { < 0.8 => "fixed", < 0.92 => "swapped", < 0.96 => "no_fault_found", _ => "beyond_repair" };
        switch (end)
        {
            case "fixed":
                PartsUsed(factory);
                break;
            case "swapped":
                foreach (var at in SwappedHere(factory, "board_level"))
                {
                    yield return at;
                }

                break;
            case "no_fault_found":
                var request = new Diagnose { Section = "HNTF", NoFaultReason = "not_reproduced" };
                Do(Verb.Diagnose, (file, step) => Diagnose.Apply(file, request, [], Grounds, step), [Role.FactoryOperator], factory);
                foreach (var line in _file.Lines.Where(line => line is { Kind: LineKind.Part, State: LineState.Approved }).ToList())
                {
                    Do(Verb.ReturnPart, (file, step) => ReturnPart.Apply(file, new ReturnPart { Line = line.Id, Reason = "not_needed" }, step), [Role.FactoryOperator], factory);
                }

                break;
        }

        Do(
            Verb.FinishFactoryRepair,
            (file, step) =>
            {
                var box = _run.Road.Pack(factory, _place, file, _model.Value.Minor, _goOn);
                FinishFactoryRepair.Apply(file, new FinishFactoryRepair { Reason = end }, box, step);
            },
            at: factory);
        var back = _place.Hours.Add(Now.AddDays(2.5), TimeSpan.Zero);
        if (Luck.Chance(0.6))
        {
            Tell("courier_late", back, 1.5);
        }

        yield return DemoRun.Parked;
        if (Case.State == CaseState.BeyondRepair)
        {
            yield return Minutes(60);
            foreach (var at in Unrepaired("beyond_repair"))
            {
                yield return at;
            }

            yield break;
        }

        foreach (var at in Checked())
        {
            yield return at;
        }
    }

    private IEnumerable<DateTimeOffset> Swapped()
    {
        var days = _owned.Cover.WarrantyStart is { } start ? Today.DayNumber - start.DayNumber : 999;
        var reason = days < Terms.DeadOnArrivalDays ? "dead_on_arrival" : days < 90 ? "early_life" : Case.BounceOf is not null ? "repeat_repair" : "no_part";
        if (_script is null && Luck.Chance(0.25))
        {
            yield return Minutes(40);
            Do(Verb.WaitForParts, (file, step) => WaitForParts.Apply(file, new WaitForParts { Reason = "unit_not_in_stock", ExpectedOn = Today.AddDays(3) }, step));
            Tell("part_late", Now.AddDays(3), 1);
            yield return _place.Hours.Add(Now.AddDays(2 + Luck.Below(2)), TimeSpan.FromMinutes(Luck.Below(200)));
            Do(Verb.PartsArrived, PartsArrived.Apply);
        }

        foreach (var at in SwappedHere(_place, reason))
        {
            yield return at;
        }

        if (Case.WipeConsent)
        {
            Do(Verb.Wipe, (file, step) => Wipe.Apply(file, new Wipe { Reason = "unit_stays_with_us" }, step));
        }

        if (_place.Info.Factory is { } home)
        {
            Do(Verb.ReturnDefective, (file, step) =>
                ReturnDefective.Apply(file, _run.Road.Pack(_place, _run.Places[home], file, _model.Value.Minor, null).Value, step));
        }

        yield return Toward(CaseState.Ready, Minutes(20));
        Do(Verb.PassQuality, PassQuality.Apply);
        PutOnShelf(_place);
    }

    private IEnumerable<DateTimeOffset> SwappedHere(DemoPlace place, string reason)
    {
        yield return Toward(CaseState.SwapApproved, Minutes(45, place));
        Do(Verb.ApproveSwap, (file, step) => ApproveSwap.Apply(file, new ApproveSwap { Reason = reason }, step), at: place);
        yield return Toward(CaseState.SwapIssued, Minutes(60, place));
        var kind = reason == "board_level" ? SwapKind.BoardSwap : SwapKind.UnitSwap;
        var replacement = _run.Devices.Swap(_owned.Device, kind, Case.Id, Now);
        Do(Verb.IssueSwap, (file, step) => IssueSwap.Apply(file, new IssueSwap { Kind = kind, Replacement = new Identifiers(replacement.Serial, replacement.Imei1, replacement.Imei2, replacement.Eid) }, replacement, step), at: place);
        _owned.Device = replacement;
        yield return Minutes(15, place);
    }
}
