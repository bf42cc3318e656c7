using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
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
    MainstayDb db, Database database, ICatalogue catalogue, IOrganisations organisations, IAudit audit, IdSource ids, TimeProvider clock)
{
    private const int BatchesAhead = 8;

    /// <summary>So many of a file are looked up before the rest is taken to be like them.</summary>
    private const int Probe = 200;

    public async Task<ImportResult> HandleAsync(ImportDevices request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator);
        await using var content = request.Content;
        var count = await TryAsync(request, actor, trusts: true, progress, ct);
        if (count is null)
        {
            content.Position = 0;
            count = await TryAsync(request, actor, trusts: false, progress, ct)
                ?? throw new RefusedException("identifier-taken", "A device of the file was registered by somebody else meanwhile. Nothing was imported; import it again.");
        }

        progress?.Report(new Progress(count.Read, count.Read));
        return new ImportResult(count.Read, count.Written, count.Read - count.Written, 0, []);
    }

    /// <param name="trusts">
    /// Whether a file whose first devices are all new may be taken to hold new ones only. The books look at every number anyway when
    /// a device is written, and looking it up before costs more than writing it.
    /// </param>
    /// <returns>Null when the books held one of the numbers already; nothing was written then.</returns>
    private async Task<Count?> TryAsync(ImportDevices request, Actor actor, bool trusts, IProgress<Progress>? progress, CancellationToken ct)
    {
        var file = new DeviceFile(
            request.FileName,
            (await catalogue.ModelsAsync(ct)).ToDictionary(model => model.Code, StringComparer.Ordinal),
            await catalogue.TacsAsync(ct),
            (await organisations.AllAsync(ct)).ToDictionary(seller => seller.Code, StringComparer.Ordinal),
            ids,
            DateOnly.FromDateTime(clock.Now().UtcDateTime).AddDays(1));
        var count = new Count { First = ids.Next<DeviceId>(), Trusts = trusts };
        var fresh = FreshAsync(file.Batches(request.Content), request.FileName, count, progress, ct);
        try
        {
            // SQLite has one writer: it is asked for when every row is known to be good. PostgreSQL lets others read and write
            // meanwhile, so there the rows flow in as they are read and a bad one takes all of them back.
            return await WriteAsync(database.Provider == Provider.Sqlite ? (await fresh.ToListAsync(ct)).ToAsyncEnumerable() : fresh, actor, count, ct) ? count : null;
        }
        catch (Exception e) when (UniqueViolation.IndexOf(e) is { } index && index.StartsWith("ux_devices_devices_", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <returns>Whether it could be; if not, nothing is kept.</returns>
    private async Task<bool> WriteAsync(IAsyncEnumerable<List<Device>> batches, Actor actor, Count count, CancellationToken ct)
    {
        using var ahead = new BlockingCollection<List<Device>>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadAheadAsync(batches, ahead, stop.Token), ct);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            count.Written = await Bulk.InsertAsync(db, ahead.GetConsumingEnumerable(ct).SelectMany(batch => batch), ct);
            await reading; // A refused row ends the flow; nothing of it is kept.
            if (count.Trusts && await IsOtherSlotTakenAsync(count.First, ct))
            {
                return false;
            }

            if (count.Written > 0)
            {
                audit.Changed(actor, "devices.import", "devices", null);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }

            return true;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>An index watches each of a device's two IMEIs; that the first of one is not the second of another is asked here.</summary>
    private async Task<bool> IsOtherSlotTakenAsync(DeviceId first, CancellationToken ct)
    {
        object from = database.Provider == Provider.Sqlite ? first.Value.ToByteArray(bigEndian: true) : first.Value;
        FormattableString[] questions =
        [
            $"SELECT EXISTS (SELECT 1 FROM devices_devices a JOIN devices_devices b ON b.imei2 = a.imei1 WHERE a.id >= {from} AND a.former IS NULL AND b.former IS NULL) AS \"Value\"",
            $"SELECT EXISTS (SELECT 1 FROM devices_devices a JOIN devices_devices b ON b.imei1 = a.imei2 WHERE a.id >= {from} AND a.former IS NULL AND b.former IS NULL) AS \"Value\"",
        ];
        foreach (var question in questions)
        {
            if (await db.Database.SqlQuery<bool>(question).SingleAsync(ct))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task ReadAheadAsync(IAsyncEnumerable<List<Device>> batches, BlockingCollection<List<Device>> ahead, CancellationToken ct)
    {
        try
        {
            await foreach (var batch in batches.WithCancellation(ct))
            {
                ahead.Add(batch, ct);
            }
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }

    /// <summary>Those not yet in the books; one that is there differently refuses the file.</summary>
    private async IAsyncEnumerable<List<Device>> FreshAsync(
        IEnumerable<DeviceBatch> batches, string name, Count count, IProgress<Progress>? progress, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var books = await database.CreateDbContextAsync(ct); // The other one is busy writing.
        foreach (var batch in batches)
        {
            if (count.Read == 0 && count.Trusts)
            {
                count.Trusts = (await KnownAsync(books, batch.Devices[..Math.Min(Probe, batch.Devices.Count)], ct)).IsEmpty;
            }

            count.Read += batch.Devices.Count;
            progress?.Report(new Progress(count.Read, batch.LinesInFile));
            yield return count.Trusts ? batch.Devices : await NewOnesAsync(books, batch, name, ct);
        }
    }

    private async Task<List<Device>> NewOnesAsync(MainstayDb books, DeviceBatch batch, string name, CancellationToken ct)
    {
        var fresh = new List<Device>();
        var known = await KnownAsync(books, batch.Devices, ct);
        for (var i = 0; i < batch.Devices.Count; i++)
        {
            if (known.Of(batch.Devices[i]) is not { } old)
            {
                fresh.Add(batch.Devices[i]);
            }
            else if (await ProblemAsync(batch.Devices[i], old, ct) is { } problem)
            {
                throw new FileProblem(batch.Lines[i], problem.Column, problem.Message).Refusal(name);
            }
        }

        return fresh;
    }

    private static async Task<Known> KnownAsync(MainstayDb books, List<Device> some, CancellationToken ct)
    {
        var serials = some.Select(device => device.Serial).OfType<string>().ToList();
        var imeis = some.SelectMany(device => new[] { device.Imei1, device.Imei2 }).Where(imei => imei is not null).ToList();
        var devices = books.Set<Device>().AsNoTracking();
        var known = new Known();
        known.Add(await devices.Where(d => serials.Contains(d.Serial!) && d.Former == null).ToListAsync(ct));
        known.Add(await devices.Where(d => imeis.Contains(d.Imei1) && d.Former == null).ToListAsync(ct));
        known.Add(await devices.Where(d => imeis.Contains(d.Imei2) && d.Former == null).ToListAsync(ct));
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

    private sealed class Count
    {
        /// <summary>Ids of this import are later than this one.</summary>
        public required DeviceId First { get; init; }

        /// <summary>Devices are written without having been looked up.</summary>
        public required bool Trusts { get; set; }

        public long Read { get; set; }

        public long Written { get; set; }
    }

    /// <summary>Devices of the books by the numbers on them.</summary>
    private sealed class Known
    {
        private readonly Dictionary<string, Device> _bySerial = new(StringComparer.Ordinal);
        private readonly Dictionary<Imei, Device> _byImei = [];

        public bool IsEmpty => _bySerial.Count + _byImei.Count == 0;

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
