using Mainstay.Cases.Contracts;
using Mainstay.Cases.Model;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Cases.Bench;

/// <summary>A line as the bench names it: a part by its id, or work by its code.</summary>
/// <param name="CustomerDamage">What this line mends was damaged by the customer: it voids this line, not the whole case.</param>
public sealed record LineIn(LineKind Kind, PartId? Part = null, string? Work = null, int Quantity = 1, bool CustomerDamage = false);

/// <summary>A line with what the catalogue and the cover tables say to it.</summary>
internal sealed record DecidedLine(LineIn Line, PartInfo? Part, CoverDecision Cover);

/// <summary>How lines come into a case, the same for diagnosis and later finds.</summary>
internal static class Lining
{
    private const int MostOfOneLine = 99;

    public static void Add(CaseFile file, IReadOnlyList<DecidedLine> lines, Terms terms, Step step)
    {
        foreach (var (line, known, cover) in lines)
        {
            var part = known?.On(step.Today);
            if (line.Quantity is < 1 or > MostOfOneLine)
            {
                throw new RefusedException("quantity-not-possible", $"A line has 1 to {MostOfOneLine} pieces, not {line.Quantity}.");
            }

            if (line.Kind == LineKind.Part && part is null)
            {
                throw new RefusedException("part-not-found", "A part line names a part of the catalogue.");
            }

            var level = part?.RepairLevel ?? Math.Max(1, file.Case.RepairLevel);
            file.Case.RepairLevel = Math.Max(file.Case.RepairLevel, level);
            var added = file.AddLine(new Line
            {
                Id = step.Ids.Next<LineId>(),
                Case = file.Case.Id,
                Kind = line.Kind,
                Part = part?.Id,
                PartClass = part?.Class,
                Work = line.Work ?? (part is null ? "repair" : "replace_part"),
                Quantity = line.Quantity,
                CostMinor = part?.Cost.Minor ?? 0,
                PriceMinor = part?.Price.Minor ?? (line.Kind == LineKind.Labour ? terms.LabourMinorByLevel[Math.Clamp(level, 1, terms.LabourMinorByLevel.Count) - 1] : 0),
                Currency = file.Case.Currency,
                TaxCode = TaxCodes.RepairService,
                TaxInclusive = true,
                State = LineState.Proposed,
                CustomerDamage = line.CustomerDamage,
                Why = cover.Why,
            });
            added.Decide(cover);
        }

        file.Reckon();
    }
}

/// <summary>What cover says to lines: the deciding half of <see cref="Lining"/>, pure.</summary>
internal static class Covering
{
    /// <summary>Labour follows the first part: its class, and whose damage it mends.</summary>
    public static IReadOnlyList<DecidedLine> Decide(
        CaseFile file, IReadOnlyList<LineIn> lines, ModelInfo model, CoverFacts facts, Func<PartId, PartInfo?> partOf, CoverRule rule, DateOnly today)
    {
        var decided = new List<DecidedLine>(lines.Count);
        string? mainClass = null;
        foreach (var line in lines.OrderByDescending(line => line.Kind == LineKind.Part))
        {
            var part = line.Part is { } id ? partOf(id) ?? throw new RefusedException("part-not-found", "There is no such part in the catalogue.") : null;
            mainClass ??= part?.Class;
            var damage = line.CustomerDamage || (line.Kind == LineKind.Labour && decided.Count > 0 && decided.All(d => d.Line.CustomerDamage));
            var inputs = facts.InputsFor(model, EnumText<LineKind>.Of(line.Kind), part?.Class ?? mainClass, damage, today, file.Case.IsSafety);
            decided.Add(new DecidedLine(line with { CustomerDamage = damage }, part, rule(inputs)));
        }

        return decided;
    }

    /// <summary>Decides a line again after its damage mark changed; everything else as it was looked at before.</summary>
    public static void Redecide(Line line, bool customerDamage, Func<DateOnly, CoverRule> ruleOn)
    {
        line.CustomerDamage = customerDamage;
        if (CaseFile.InputsOf(line) is { } inputs)
        {
            line.Decide(ruleOn(inputs.Today)(inputs with { CustomerDamage = customerDamage }));
        }
    }
}

/// <summary>Asks catalogue and cover tables for lines: the reading half of <see cref="Lining"/>.</summary>
public sealed class LineDecider(ICatalogue catalogue, ICover cover)
{
    internal async Task<IReadOnlyList<DecidedLine>> DecideAsync(CaseFile file, IReadOnlyList<LineIn> lines, Step step, CancellationToken ct)
    {
        var model = await catalogue.ModelAsync(file.Case.Model, ct) ?? throw new RefusedException("model-not-found", "This device's model is not in the catalogue.");
        var facts = await cover.FactsAsync(file.Case.DeviceRoot, ct);
        var parts = new Dictionary<PartId, PartInfo?>();
        foreach (var id in lines.Select(line => line.Part).OfType<PartId>())
        {
            parts[id] = await catalogue.PartAsync(id, ct);
        }

        return Covering.Decide(file, lines, model, facts, parts.GetValueOrDefault, await cover.RuleAsync(step.Today, ct), step.Today);
    }

    internal async Task RedecideAsync(Line line, bool customerDamage, CancellationToken ct)
    {
        if (CaseFile.InputsOf(line) is { } inputs)
        {
            var rule = await cover.RuleAsync(inputs.Today, ct);
            Covering.Redecide(line, customerDamage, _ => rule);
        }
        else
        {
            line.CustomerDamage = customerDamage;
        }
    }
}
