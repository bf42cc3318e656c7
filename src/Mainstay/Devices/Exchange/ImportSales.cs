using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Devices.Exchange;

/// <summary>Takes days, places and channels of sale and first use of known devices from a file, all or none. The same file again changes nothing.</summary>
/// <param name="Content">Must be able to seek; it is disposed.</param>
/// <param name="FileName">What messages call it.</param>
public sealed record ImportSales(Stream Content, string FileName);

public sealed class ImportSalesHandler(MainstayDb db, IOrganisations organisations, IAudit audit, TimeProvider clock)
{
    private const int AtOnce = 2_000;

    private static readonly CsvFormat _format = new("device", "sold_on")
    {
        Optional = ["sold_by", "channel", "country", "activated_on"],
        MaxBytes = 1L << 30,
    };

    public async Task<ImportResult> HandleAsync(ImportSales request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Integrator, Role.Administrator);
        try
        {
            var sales = await ReadAsync(request, progress, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            var changed = 0L;
            for (var from = 0; from < sales.Count; from += AtOnce)
            {
                changed += await ApplyAsync(sales.GetRange(from, Math.Min(AtOnce, sales.Count - from)), ct);
                progress?.Report(new Progress((sales.Count / 2) + (from / 2), sales.Count));
            }

            if (changed > 0)
            {
                audit.Changed(actor, "devices.import_sales", "devices", null);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }

            progress?.Report(new Progress(sales.Count, sales.Count));
            return new ImportResult(sales.Count, changed, sales.Count - changed, 0, []);
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(request.FileName);
        }
    }

    private async Task<List<Sale>> ReadAsync(ImportSales request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var sellers = (await organisations.AllAsync(ct)).ToDictionary(seller => seller.Code, StringComparer.Ordinal);
        var latest = DateOnly.FromDateTime(clock.Now().UtcDateTime).AddDays(1);
        var sales = new List<Sale>();
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var csv = Csv.Read(request.Content, request.FileName, _format);
        foreach (var row in csv.Rows())
        {
            if (row.Problem is { } problem)
            {
                throw new FileProblemException(problem);
            }

            var device = row.Required("device");
            var imei = Imei.TryParse(device, out var number) ? number : (Imei?)null;
            if (!Serial.TryNormalise(device, out var serial) && imei is null)
            {
                throw row.Wrong("device", $"'{device}' is neither a serial nor an IMEI.");
            }

            if (!seen.TryAdd(imei?.ToString() ?? serial, row.Line))
            {
                throw row.Wrong("device", $"'{device}' stands already on line {seen[imei?.ToString() ?? serial]}.");
            }

            sales.Add(new Sale(
                row,
                serial,
                imei,
                SaleColumns.Day(row, "sold_on", latest),
                SaleColumns.Seller(row, sellers),
                SaleColumns.Channel(row),
                SaleColumns.Country(row),
                SaleColumns.Day(row, "activated_on", latest)));
            if (sales.Count % 4096 == 0)
            {
                progress?.Report(new Progress(sales.Count / 2, csv.Lines));
            }
        }

        return sales;
    }

    private async Task<long> ApplyAsync(List<Sale> sales, CancellationToken ct)
    {
        var serials = sales.Select(sale => sale.Serial).ToList();
        var imeis = sales.Where(sale => sale.Imei is not null).Select(sale => sale.Imei).ToList();
        var found = await db.Set<Device>()
            .Where(d => (serials.Contains(d.Serial!) && d.Former == null) || (imeis.Contains(d.Imei1) && d.Former == null) || (imeis.Contains(d.Imei2) && d.Former == null))
            .ToListAsync(ct);
        for (var i = 0; i < found.Count; i++)
        {
            found[i] = (await Identified.LatestAsync(db.Set<Device>(), found[i], ct))!; // A refurbished unit is sold anew.
        }

        var bySerial = found.Where(device => device.Serial is not null).ToDictionary(device => device.Serial!, StringComparer.Ordinal);
        var byImei = found.SelectMany(device => new[] { (device.Imei1, device), (device.Imei2, device) })
            .Where(pair => pair.Item1 is not null)
            .ToDictionary(pair => pair.Item1!.Value, pair => pair.device);
        var changed = 0L;
        foreach (var sale in sales)
        {
            var device = sale.Imei is { } imei && byImei.TryGetValue(imei, out var byNumber) ? byNumber
                : bySerial.GetValueOrDefault(sale.Serial) ?? throw sale.Row.Wrong("device", $"There is no device '{sale.Row["device"]}' in the books.");
            changed += await ChainAsync(device, ct) is var chain && chain.Select(node => Apply(sale, node)).ToList().Contains(true) ? 1 : 0;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return changed;
    }

    /// <summary>A swap carries the sale along: all identities of a device know the same one.</summary>
    private async Task<IReadOnlyList<Device>> ChainAsync(Device device, CancellationToken ct)
    {
        var root = device.ChainRoot;
        return device is { Root: null, State: not DeviceState.Replaced }
            ? [device]
            : await db.Set<Device>().Where(d => d.Id == root || d.Root == root).ToListAsync(ct);
    }

    private static bool Apply(Sale sale, Device device)
    {
        if (sale.SoldOn is { } day && device.SoldOn is { } known && known != day)
        {
            throw sale.Row.Wrong("sold_on", $"The books know {known:yyyy-MM-dd} as the day of sale.");
        }

        if (sale.ActivatedOn is { } first && device.ActivatedOn is { } before && before != first)
        {
            throw sale.Row.Wrong("activated_on", $"The books know {before:yyyy-MM-dd} as the day of first use.");
        }

        var isNew = (sale.SoldOn is not null && device.SoldOn is null)
            || (sale.ActivatedOn is not null && device.ActivatedOn is null)
            || (sale.Seller is not null && device.SoldBy is null)
            || (sale.Channel is not null && device.Channel is null)
            || (sale.Country is not null && device.Country is null);
        if (isNew)
        {
            device.LearnSale(sale.SoldOn, sale.Seller, sale.Channel, sale.Country, sale.ActivatedOn);
        }

        return isNew;
    }

    private sealed record Sale(
        CsvRow Row, string Serial, Imei? Imei, DateOnly? SoldOn, OrganisationId? Seller, string? Channel, string? Country, DateOnly? ActivatedOn);
}
