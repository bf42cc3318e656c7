using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices;

/// <summary>Identities as other rooms see them.</summary>
internal sealed class DeviceBook(MainstayDb db, ICatalogue catalogue, ICover cover, IOwners owners, IdSource ids, TimeProvider clock) : IDevices
{
    /// <summary>An activation or sale a day ahead of our clock may be a time zone; more is a mistake.</summary>
    private static readonly TimeSpan _zoneSlack = TimeSpan.FromDays(1);

    public async Task<DeviceStanding?> AtCounterAsync(DeviceId device, CancellationToken ct)
    {
        if (await CoverBook.KnownAsync(db, device, ct) is not { } known)
        {
            return null;
        }

        var info = known.Device.ToInfo();
        return info.Root == info.Id
            ? new DeviceStanding(info, CoverBook.FactsOf(known.Device, known.Covers, known.Programmes), known.Owners.FirstOrDefault()?.ToInfo())
            : new DeviceStanding(info, await cover.FactsAsync(info.Root, ct), await owners.PresentAsync(info.Root, ct));
    }

    public async Task<DeviceInfo?> FindAsync(DeviceId device, CancellationToken ct) =>
        (await db.Set<Device>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == device, ct))?.ToInfo();

    public async Task<IReadOnlyDictionary<DeviceId, DeviceInfo>> FindManyAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct)
    {
        var wanted = devices.ToList();
        return wanted.Count == 0
            ? new Dictionary<DeviceId, DeviceInfo>()
            : await db.Set<Device>().AsNoTracking().Where(d => wanted.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.ToInfo(), ct);
    }

    public async Task<DeviceInfo?> FindByIdentifierAsync(string text, CancellationToken ct) =>
        (await Identified.ByTextAsync(db.Set<Device>().AsNoTracking(), text, ct))?.ToInfo();

    public async Task<IReadOnlyDictionary<string, DeviceInfo>> FindByNumbersAsync(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        var imeis = numbers.Select(number => Imei.TryParse(number, out var imei) ? imei : (Imei?)null).OfType<Imei>().Select(imei => (Imei?)imei).ToList();
        var serials = numbers.ToList();
        var devices = db.Set<Device>().AsNoTracking();
        var found = await devices.Where(d => serials.Contains(d.Serial!) && d.Former == null).ToDictionaryAsync(d => d.Serial!, StringComparer.Ordinal, ct);
        foreach (var device in await devices.Where(d => imeis.Contains(d.Imei1) && d.Former == null).ToListAsync(ct))
        {
            found[$"{device.Imei1}"] = device;
        }

        for (var replaced = Replaced(found); replaced.Count > 0;)
        {
            var lives = await devices.Where(d => replaced.Contains(d.Former)).ToDictionaryAsync(d => d.Former!.Value, ct);
            found = found.ToDictionary(pair => pair.Key, pair => lives.GetValueOrDefault(pair.Value.Id) ?? pair.Value, StringComparer.Ordinal);
            replaced = lives.Count == 0 ? [] : Replaced(found);
        }

        return found.ToDictionary(pair => pair.Key, pair => pair.Value.ToInfo(), StringComparer.Ordinal);

        static List<DeviceId?> Replaced(Dictionary<string, Device> found) => [.. found.Values.Where(d => d.State == DeviceState.Replaced).Select(d => (DeviceId?)d.Id).Distinct()];
    }

    public async Task<DeviceInfo?> PresentAsync(DeviceId root, CancellationToken ct)
    {
        var chain = await ChainAsync(root, ct);
        return chain.FirstOrDefault(device => device.State != DeviceState.Replaced);
    }

    public async Task<IReadOnlyList<DeviceInfo>> ChainAsync(DeviceId root, CancellationToken ct)
    {
        var nodes = await db.Set<Device>().AsNoTracking().Where(d => d.Id == root || d.Root == root).ToListAsync(ct);
        if (nodes.Count < 2)
        {
            return [.. nodes.Select(node => node.ToInfo())];
        }

        var inChain = nodes.Select(node => node.Id).ToList();
        var next = await db.Set<DeviceLink>().AsNoTracking().Where(link => inChain.Contains(link.Predecessor))
            .ToDictionaryAsync(link => link.Predecessor, link => link.Successor, ct);
        return [.. Chains.InOrder(root, nodes.ToDictionary(node => node.Id), next).Select(node => node.ToInfo())];
    }

    public async Task<DeviceInfo> RegisterAsync(ModelId model, Identifiers identifiers, DateOnly? soldOn, string? channel, CancellationToken ct)
    {
        var device = await NewAsync(model, identifiers, null, ct);
        if (soldOn is { } day)
        {
            DemandPossible(day);
            device.Sell(day, null, channel, null);
        }

        db.Add(device);
        return device.ToInfo();
    }

    public async Task RecordSaleAsync(DeviceId root, DateOnly soldOn, string? channel, CancellationToken ct)
    {
        DemandPossible(soldOn);
        var chain = await db.Set<Device>().Where(d => d.Id == root || d.Root == root).ToListAsync(ct);
        if (chain.Count == 0)
        {
            throw NotFound();
        }

        foreach (var device in chain.Where(device => device.SoldOn != soldOn))
        {
            device.Sell(soldOn, null, channel, null);
        }
    }

    public async Task<DeviceInfo> SwapAsync(DeviceId old, SwapKind kind, Identifiers replacement, Guid caseId, CancellationToken ct)
    {
        var ending = await db.Set<Device>().FindAsync([old], ct) ?? throw NotFound();
        if (kind == SwapKind.BoardSwap && Serial.TryNormalise(replacement.Serial, out var serial) && serial == ending.Serial)
        {
            // The unit keeps its label: the serial stays where it was first seen, and the chain leads on from there.
            replacement = replacement with { Serial = null };
        }

        var successor = await FromStockAsync(ending, replacement, ct);
        if (successor is null)
        {
            successor = await MakeAsync(ending.Model, replacement, null, ct); // That nobody has these numbers was just seen.
            db.Add(successor);
        }

        ending.ContinueAs(successor);
        db.Add(new DeviceLink
        {
            Id = ids.Next<DeviceLinkId>(),
            Predecessor = ending.Id,
            Successor = successor.Id,
            Kind = kind,
            CaseId = caseId,
            At = clock.Now(),
        });
        return successor.ToInfo();
    }

    public async Task<Guid?> ReplacedInAsync(DeviceId device, CancellationToken ct) =>
        await db.Set<DeviceLink>().Where(link => link.Predecessor == device).Select(link => (Guid?)link.CaseId).FirstOrDefaultAsync(ct);

    public async Task<DeviceInfo> RefurbishAsync(DeviceId replaced, CancellationToken ct)
    {
        var former = await db.Set<Device>().FindAsync([replaced], ct) ?? throw NotFound();
        if (await db.Set<Device>().AnyAsync(d => d.Former == replaced, ct))
        {
            throw new RefusedException("refurbished-already", "This unit was refurbished already; search for its number to see what it is today.");
        }

        var kind = await db.Set<DeviceLink>().Where(link => link.Predecessor == replaced).Select(link => link.Kind).FirstOrDefaultAsync(ct);
        var unit = former.Refurbished(ids.Next<DeviceId>(), kind);
        db.Add(unit);
        return unit.ToInfo();
    }

    /// <summary>Checked, not yet added. Used by the verbs of this room too.</summary>
    internal async Task<Device> NewAsync(ModelId model, Identifiers identifiers, int? buildWeek, CancellationToken ct)
    {
        var device = await MakeAsync(model, identifiers, buildWeek, ct);
        var numbers = Numbers.Read(identifiers);
        return await Identified.FirstTakenAsync(db, numbers, ct) is { } taken ? throw Taken(taken, numbers) : device;
    }

    private async Task<Device> MakeAsync(ModelId model, Identifiers identifiers, int? buildWeek, CancellationToken ct)
    {
        var known = await catalogue.ModelAsync(model, ct)
            ?? throw new RefusedException("model-not-found", "There is no such model.");
        var numbers = Numbers.Read(identifiers);
        if (known.HasImei && numbers.Imei1 is null)
        {
            throw new RefusedException("identifier-malformed", $"A {known.Name} is known by its IMEI; none is given.");
        }

        return new Device
        {
            Id = ids.Next<DeviceId>(),
            Model = model,
            Serial = numbers.Serial,
            Imei1 = numbers.Imei1,
            Imei2 = numbers.Imei2,
            Eid = numbers.Eid,
            BuildWeek = buildWeek,
        };
    }

    internal void DemandPossible(DateOnly soldOn)
    {
        if (soldOn > DateOnly.FromDateTime(clock.Now().UtcDateTime + _zoneSlack))
        {
            throw new RefusedException("date-not-possible", $"{soldOn:yyyy-MM-dd} is in the future.");
        }
    }

    internal static RefusedException NotFound() => new("device-not-found", "There is no such device.");

    /// <summary>A unit of the swap stock, new or refurbished, is in the books already: it may take over when nobody has had it in this life and all its numbers agree.</summary>
    private async Task<Device?> FromStockAsync(Device ending, Identifiers replacement, CancellationToken ct)
    {
        var numbers = Numbers.Read(replacement);
        if (await Identified.FirstTakenAsync(db, numbers, ct) is not { } found)
        {
            return null;
        }

        var agrees = (numbers.Serial is null || numbers.Serial == found.Serial)
            && (numbers.Imei1 is not { } first || found.HasNumber(first))
            && (numbers.Imei2 is not { } second || found.HasNumber(second));
        var isUntouched = found is { State: DeviceState.InUse, Root: null, SoldOn: null, ActivatedOn: null }
            && found.Id != ending.Id
            && !await db.Set<Device>().Where(d => d.Id == found.Id)
                .AnyAsync(d => db.Set<Device>().Any(next => next.Root == d.Id) || db.Set<Ownership>().Any(o => o.Root == d.Id), ct);
        return agrees && isUntouched ? found : throw Taken(found, numbers);
    }

    private static RefusedException Taken(Device taken, Numbers numbers)
    {
        var which = numbers.Serial is not null && numbers.Serial == taken.Serial ? $"The serial {numbers.Serial}"
            : numbers.Imei1 is { } first && taken.HasNumber(first) ? $"The IMEI {first}"
            : numbers.Imei2 is { } second && taken.HasNumber(second) ? $"The IMEI {second}"
            : "A number given";
        return new RefusedException("identifier-taken", taken.State == DeviceState.Replaced
            ? $"{which} belonged to a device that was replaced; search for it to see what it is today."
            : $"{which} belongs to another device in the books.");
    }
}
