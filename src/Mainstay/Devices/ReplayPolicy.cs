using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;

namespace Mainstay.Devices;

/// <summary>What a candidate warranty table would have decided over the decisions of a period, before anybody publishes it.</summary>
/// <param name="Until">Exclusive.</param>
public sealed record ReplayPolicy(string Body, DateTimeOffset From, DateTimeOffset Until);

/// <param name="Unchanged">Same entitlement and same shares.</param>
/// <param name="MakerMinor">What the maker would pay more (or less), by currency, in minor units.</param>
/// <param name="CustomerMinor">What customers would pay more (or less).</param>
public sealed record Replay(
    long Decisions,
    long Unchanged,
    IReadOnlyDictionary<string, long> MakerMinor,
    IReadOnlyDictionary<string, long> CustomerMinor,
    IReadOnlyList<ReplayShift> Shifts);

/// <summary>Decisions that would fall differently, from one entitlement to another.</summary>
public sealed record ReplayShift(
    Entitlement From, Entitlement To, long Count, IReadOnlyDictionary<string, long> MakerMinor, IReadOnlyDictionary<string, long> CustomerMinor, IReadOnlyList<ShiftExample> Examples);

public sealed record ShiftExample(string CaseNumber, string LineKind, string? PartClass, Why Why);

public sealed class ReplayPolicyHandler(ICatalogue catalogue, IPastDecisions past)
{
    private const int Examples = 5;

    public async Task<Replay> HandleAsync(ReplayPolicy request, Actor actor, CancellationToken ct)
    {
        actor.Demand(Role.QualityEngineer, Role.HeadOfService, Role.Administrator);
        var table = PolicyText.Table(await PublishPolicyHandler.CheckedAsync(Policy.Warranty, request.Body, catalogue, ct));
        var tally = new Tally();
        await foreach (var decision in past.BetweenAsync(request.From, request.Until, ct))
        {
            tally.Add(decision, table.Decide(decision.Inputs, default));
        }

        return tally.Result();
    }

    /// <summary>Pure: the arithmetic of a replay.</summary>
    internal sealed class Tally
    {
        private readonly Dictionary<(Entitlement From, Entitlement To), Changes> _shifts = [];
        private readonly Changes _all = new();
        private long _decisions;
        private long _unchanged;

        public void Add(PastDecision old, CoverDecision now)
        {
            _decisions++;
            if (old.Entitlement == now.Entitlement && Same(old.Shares, now.Shares))
            {
                _unchanged++;
                return;
            }

            var key = (old.Entitlement, now.Entitlement);
            var shift = _shifts.TryGetValue(key, out var known) ? known : _shifts[key] = new Changes();
            // A line the customer pays brings its price; whatever else it is, the maker bears what it costs.
            var maker = Part(old.Cost.Minor, Percent(now.Shares, Payer.Maker) - Percent(old.Shares, Payer.Maker));
            var customer = Part(old.Price.Minor, Percent(now.Shares, Payer.Customer) - Percent(old.Shares, Payer.Customer));
            shift.Add(old.Cost.Currency, maker, customer);
            _all.Add(old.Cost.Currency, maker, customer);
            if (shift.Examples.Count < Examples)
            {
                shift.Examples.Add(new ShiftExample(old.CaseNumber, old.Inputs.LineKind, old.Inputs.PartClass, now.Why));
            }
        }

        public Replay Result() => new(
            _decisions,
            _unchanged,
            _all.Maker,
            _all.Customer,
            [.. _shifts
                .Select(pair => new ReplayShift(pair.Key.From, pair.Key.To, pair.Value.Count, pair.Value.Maker, pair.Value.Customer, pair.Value.Examples))
                .OrderByDescending(shift => shift.Count)
                .ThenBy(shift => shift.From)
                .ThenBy(shift => shift.To)]);

        private static long Part(long minor, int percent) => (long)Math.Round(minor * percent / 100m, MidpointRounding.ToEven);

        private static int Percent(IReadOnlyList<PayerShare> shares, Payer payer) =>
            shares.Where(share => share.Payer == payer).Sum(share => share.Percent);

        private static bool Same(IReadOnlyList<PayerShare> a, IReadOnlyList<PayerShare> b) =>
            Enum.GetValues<Payer>().All(payer => Percent(a, payer) == Percent(b, payer));
    }

    private sealed class Changes
    {
        public Dictionary<string, long> Maker { get; } = [];

        public Dictionary<string, long> Customer { get; } = [];

        public List<ShiftExample> Examples { get; } = [];

        public long Count { get; private set; }

        public void Add(string currency, long maker, long customer)
        {
            Count++;
            Maker[currency] = Maker.GetValueOrDefault(currency) + maker;
            Customer[currency] = Customer.GetValueOrDefault(currency) + customer;
        }
    }
}
