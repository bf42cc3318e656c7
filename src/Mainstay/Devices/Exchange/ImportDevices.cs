using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Exchange;

/// <summary>Takes devices from a file, all or none of them. The same file again changes nothing.</summary>
/// <param name="Content">Must be able to seek; it is disposed.</param>
/// <param name="FileName">What messages call it.</param>
public sealed record ImportDevices(Stream Content, string FileName);

public sealed class ImportDevicesHandler(
    MainstayDb db, ICatalogue catalogue, IOrganisations organisations, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int AskAtOnce = 10_000;

    public async Task<ImportResult> HandleAsync(ImportDevices request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator);
        var file = await ReadAsync(request, progress, ct);
        var read = file.Devices.Count;
        var fresh = await NewOnesAsync(file, request.FileName, ct);
        if (fresh.Count > 0)
        {
            await WriteAsync(fresh, actor, progress, read, ct);
        }

        return new ImportResult(read, fresh.Count, read - fresh.Count, 0, []);
    }

    private async Task<DeviceFile> ReadAsync(ImportDevices request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var models = await catalogue.ModelsAsync(ct);
        var sellers = await organisations.AllAsync(ct);
        var file = new DeviceFile(
            request.FileName,
            models.ToDictionary(model => model.Code, StringComparer.Ordinal),
            await catalogue.TacsAsync(ct),
            sellers.ToDictionary(seller => seller.Code, StringComparer.Ordinal),
            ids,
            DateOnly.FromDateTime(clock.Now().UtcDateTime).AddDays(1));
        file.Read(request.Content, (done, lines) => progress?.Report(new Progress(done / 2, lines)), ct);
        return file;
    }

    /// <summary>Those not yet in the books; one that is there differently refuses the file.</summary>
    private async Task<IReadOnlyList<Device>> NewOnesAsync(DeviceFile file, string name, CancellationToken ct)
    {
        if (!await db.Set<Device>().AnyAsync(ct))
        {
            return file.Devices;
        }

        var fresh = new List<Device>();
        for (var from = 0; from < file.Devices.Count; from += AskAtOnce)
        {
            var some = file.Devices.GetRange(from, Math.Min(AskAtOnce, file.Devices.Count - from));
            var known = await KnownAsync(some, ct);
            for (var i = 0; i < some.Count; i++)
            {
                if (known.Of(some[i]) is not { } old)
                {
                    fresh.Add(some[i]);
                }
                else if (await ProblemAsync(some[i], old, ct) is { } problem)
                {
                    throw new FileProblem(file.Lines[from + i], problem.Column, problem.Message).Refusal(name);
                }
            }
        }

        return fresh;
    }

    private async Task<Known> KnownAsync(List<Device> some, CancellationToken ct)
    {
        var serials = some.Select(device => device.Serial).OfType<string>().ToList();
        var imeis = some.SelectMany(device => new[] { device.Imei1, device.Imei2 }).Where(imei => imei is not null).ToList();
        var devices = db.Set<Device>().AsNoTracking();
        var known = new Known();
        known.Add(await devices.Where(d => serials.Contains(d.Serial!)).ToListAsync(ct));
        known.Add(await devices.Where(d => imeis.Contains(d.Imei1)).ToListAsync(ct));
        known.Add(await devices.Where(d => imeis.Contains(d.Imei2)).ToListAsync(ct));
        return known;
    }

    private async Task<(string Column, string Message)?> ProblemAsync(Device given, Device old, CancellationToken ct)
    {
        if (given.Model != old.Model)
        {
            return (given.Serial is not null && given.Serial == old.Serial ? "serial" : "imei1",
                $"The books know this device as a {(await catalogue.ModelAsync(old.Model, ct))?.Code}.");
        }

        return given.Serial != old.Serial ? ("serial", $"The books know this IMEI with {(old.Serial is null ? "no serial" : $"the serial {old.Serial}")}.")
            : given.Imei1 != old.Imei1 ? ("imei1", $"The books know this device with {(old.Imei1 is null ? "no IMEI" : $"the IMEI {old.Imei1}")}.")
            : given.Imei2 != old.Imei2 ? ("imei2", $"The books know this device with {(old.Imei2 is null ? "no second IMEI" : $"the second IMEI {old.Imei2}")}.")
            : given.Eid != old.Eid ? ("eid", "The books know this device with another EID.")
            : given.SoldOn is { } sold && sold != old.SoldOn ? ("sold_on", $"The books know {(old.SoldOn is { } on ? $"{on:yyyy-MM-dd} as the day of sale" : "no day of sale; import it as a sale")}.")
            : null;
    }

    /// <summary>PostgreSQL lets others read and write meanwhile; SQLite has one writer, who is here only for the writing itself.</summary>
    private async Task WriteAsync(IReadOnlyList<Device> fresh, Actor actor, IProgress<Progress>? progress, int read, CancellationToken ct)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await Bulk.InsertAsync(db, Counted(fresh, progress, read), ct);
            audit.Changed(actor, "devices.import", "devices", null);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (UniqueViolation.IndexOf(e) is { } index && index.StartsWith("ux_devices_devices_", StringComparison.Ordinal))
        {
            throw new RefusedException("identifier-taken", "A device of the file was registered by somebody else meanwhile. Nothing was imported; import it again.");
        }
    }

    private static IEnumerable<Device> Counted(IReadOnlyList<Device> fresh, IProgress<Progress>? progress, int read)
    {
        for (var i = 0; i < fresh.Count; i++)
        {
            if (i % 4096 == 0)
            {
                progress?.Report(new Progress((read / 2) + (i / 2), read));
            }

            yield return fresh[i];
        }

        progress?.Report(new Progress(read, read));
    }

    /// <summary>Devices of the books by the numbers on them.</summary>
    private sealed class Known
    {
        private readonly Dictionary<string, Device> _bySerial = new(StringComparer.Ordinal);
        private readonly Dictionary<Imei, Device> _byImei = [];

        public void Add(List<Device> devices)
        {
            foreach (var device in devices)
            {
                if (device.Serial is { } serial)
                {
                    _bySerial[serial] = device;
                }

                if (device.Imei1 is { } first)
                {
                    _byImei[first] = device;
                }

                if (device.Imei2 is { } second)
                {
                    _byImei[second] = device;
                }
            }
        }

        public Device? Of(Device device) =>
            device.Serial is { } serial && _bySerial.TryGetValue(serial, out var bySerial) ? bySerial
            : device.Imei1 is { } first && _byImei.TryGetValue(first, out var byFirst) ? byFirst
            : device.Imei2 is { } second && _byImei.TryGetValue(second, out var bySecond) ? bySecond
            : null;
    }
}
