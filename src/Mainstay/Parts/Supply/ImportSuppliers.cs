using System.Globalization;
using Mainstay.Access.Contracts;
using Mainstay.Common;
using Mainstay.Devices.Contracts;
using Mainstay.Network.Contracts;
using Mainstay.Storage;
using Microsoft.EntityFrameworkCore;

namespace Mainstay.Parts.Supply;

/// <summary>Who delivers which parts on what terms, from a file, all or none. The same file again changes nothing.</summary>
/// <param name="Content">Must be able to seek; it is disposed.</param>
/// <param name="FileName">What messages call it.</param>
public sealed record ImportSuppliers(Stream Content, string FileName);

public sealed class ImportSuppliersHandler(MainstayDb db, IOrganisations organisations, ICatalogue catalogue, IAudit audit, TimeProvider clock)
{
    private const int LongestLead = 730;
    private const long HighestPrice = 1_000_000_000_000;

    private static readonly CsvFormat _format = new("supplier", "part", "lead_days", "price", "currency")
    {
        Optional = ["min_quantity", "pack_size", "valid_from", "successor", "last_order_on", "supported_until", "repairable"],
        MaxBytes = 1L << 28,
    };

    public async Task<ImportResult> HandleAsync(ImportSuppliers request, Actor actor, IProgress<Progress>? progress, CancellationToken ct)
    {
        actor.Demand(Role.Planner, Role.Integrator, Role.Administrator);
        try
        {
            var (terms, facts) = await ReadAsync(request, progress, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await OneAtATime.ImportAsync(db, ct);
            var changed = await ApplyAsync(terms, facts, ct);
            if (changed > 0)
            {
                audit.Changed(actor, "parts.import_suppliers", "suppliers", null);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }

            progress?.Report(new Progress(terms.Count, terms.Count));
            return new ImportResult(terms.Count, changed, terms.Count - changed, 0, []);
        }
        catch (FileProblemException e)
        {
            throw e.Problem.Refusal(request.FileName);
        }
    }

    private async Task<(List<SupplyTerm> Terms, List<(CsvRow Row, PartSupply Facts)> Facts)> ReadAsync(ImportSuppliers request, IProgress<Progress>? progress, CancellationToken ct)
    {
        var suppliers = (await organisations.AllAsync(ct)).Where(organisation => organisation.Kinds.Contains(OrganisationKind.Supplier)).ToDictionary(organisation => organisation.Code, StringComparer.Ordinal);
        var today = DateOnly.FromDateTime(clock.Now().UtcDateTime);
        List<SupplyTerm> terms = [];
        List<(CsvRow, PartSupply)> facts = [];
        Dictionary<(PartId, OrganisationId, DateOnly), long> seen = [];
        using var csv = Csv.Read(request.Content, request.FileName, _format);
        foreach (var row in csv.Rows())
        {
            if (row.Problem is { } problem)
            {
                throw new FileProblemException(problem);
            }

            var supplier = suppliers.GetValueOrDefault(row.Required("supplier")) ?? throw row.Wrong("supplier", $"'{row["supplier"]}' is no supplier of the network: the code of an organisation of that kind is expected.");
            var part = await PartAsync(row, "part", ct) ?? throw row.Wrong("part", "A part number is expected, not an empty field.");
            SupplyTerm term = new()
            {
                Part = part,
                Supplier = supplier.Id,
                ValidFrom = row.Date("valid_from") ?? today,
                LeadDays = row.Whole("lead_days", 0, LongestLead) ?? throw row.Wrong("lead_days", "A whole number of days is expected, not an empty field."),
                MinQuantity = row.Whole("min_quantity", 1, Stock.StockRules.MostPieces) ?? 1,
                PackSize = row.Whole("pack_size", 1, Stock.StockRules.MostPieces) ?? 1,
                PriceMinor = Price(row),
                Currency = row.Required("currency") is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? code : throw row.Wrong("currency", $"'{row["currency"]}' is no currency of ISO 4217 such as INR."),
            };
            if (!seen.TryAdd((term.Part, term.Supplier, term.ValidFrom), row.Line))
            {
                throw row.Wrong("part", $"'{row["part"]}' of this supplier stands already on line {seen[(term.Part, term.Supplier, term.ValidFrom)]}.");
            }

            terms.Add(term);
            PartSupply told = new()
            {
                Part = part,
                Successor = await PartAsync(row, "successor", ct),
                LastOrderOn = row.Date("last_order_on"),
                SupportedUntil = row.Date("supported_until"),
                Repairable = row.YesNo("repairable") ?? false,
            };
            if (told is { Successor: not null } or { LastOrderOn: not null } or { SupportedUntil: not null } or { Repairable: true })
            {
                facts.Add((row, told));
            }

            if (terms.Count % 4096 == 0)
            {
                progress?.Report(new Progress(terms.Count, csv.Lines));
            }
        }

        return (terms, facts);
    }

    private async Task<long> ApplyAsync(List<SupplyTerm> terms, List<(CsvRow Row, PartSupply Facts)> facts, CancellationToken ct)
    {
        var known = await db.Set<SupplyTerm>().ToDictionaryAsync(term => (term.Part, term.Supplier, term.ValidFrom), ct);
        HashSet<PartId> changed = [];
        long count = 0;
        foreach (var term in terms)
        {
            if (!known.TryGetValue((term.Part, term.Supplier, term.ValidFrom), out var old))
            {
                db.Add(term);
                count++;
            }
            else if ((old.LeadDays, old.MinQuantity, old.PackSize, old.PriceMinor, old.Currency) != (term.LeadDays, term.MinQuantity, term.PackSize, term.PriceMinor, term.Currency))
            {
                (old.LeadDays, old.MinQuantity, old.PackSize, old.PriceMinor, old.Currency) = (term.LeadDays, term.MinQuantity, term.PackSize, term.PriceMinor, term.Currency);
                count++;
            }
        }

        var supplies = await db.Set<PartSupply>().ToDictionaryAsync(supply => supply.Part, ct);
        foreach (var (row, told) in facts)
        {
            if (told.Successor is { } successor && PartSupply.LeadsBack(told.Part, successor, part => supplies.GetValueOrDefault(part)?.Successor))
            {
                throw row.Wrong("successor", $"'{row["successor"]}' leads back to '{row["part"]}': a part cannot come after itself.");
            }

            if (!supplies.TryGetValue(told.Part, out var old))
            {
                supplies[told.Part] = told;
                db.Add(told);
                changed.Add(told.Part);
            }
            else if ((old.Successor, old.LastOrderOn, old.SupportedUntil, old.Repairable) != (told.Successor, told.LastOrderOn, told.SupportedUntil, told.Repairable))
            {
                (old.Successor, old.LastOrderOn, old.SupportedUntil, old.Repairable) = (told.Successor, told.LastOrderOn, told.SupportedUntil, told.Repairable);
                old.Version++;
                changed.Add(told.Part);
            }
        }

        return Math.Max(count, changed.Count);
    }

    private async Task<PartId?> PartAsync(CsvRow row, string column, CancellationToken ct) => row.Text(column) is not { } number ? null
        : (await catalogue.PartByNumberAsync(number, ct))?.Id ?? throw row.Wrong(column, $"There is no part '{number}' in the catalogue.");

    /// <summary>In the currency's main unit, with at most two digits behind the point.</summary>
    private static long Price(CsvRow row) =>
        decimal.TryParse(row.Required("price"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && decimal.Round(price, 2) == price && price * 100 <= HighestPrice
            ? (long)(price * 100)
            : throw row.Wrong("price", $"'{row["price"]}' is no price such as 1499.50.");
}
