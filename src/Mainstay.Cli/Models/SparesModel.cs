using System.Globalization;
using Mainstay.Kernel.Inventory;

namespace Mainstay.Cli.Models;

/// <summary>A stand-alone network of one warehouse and its sites, for one part: rates a day, times in days.</summary>
/// <param name="Stocks">Of the sites, in their order.</param>
/// <param name="Budget">Units in the whole system to divide anew, those now stocked included; null: only look at what is there.</param>
internal sealed record SparesModel(TwoEchelon Network, int Warehouse, IReadOnlyList<SparesSite> Sites, IReadOnlyList<int> Stocks, int? Budget, double UnitCost)
{
    private const int MostSites = 10_000;
    private const int MostUnits = 1_000_000;

    /// <summary>Units under way that can be reckoned with exactly in seconds; divisions are many systems in one.</summary>
    private const double MostUnderWay = 20_000;
    private const double MostUnderWayToDivide = 2_000;

    /// <summary>Busier benches have queues of tens of thousands.</summary>
    private const double BusiestBenches = 0.999;

    /// <exception cref="Common.RefusedException"><c>file-unreadable</c> or <c>file-field</c>.</exception>
    public static SparesModel Read(string path)
    {
        using var document = JsonFields.Open(path, 64 << 20);
        var file = Path.GetFileName(path);
        JsonFields model = new(file, "", document.RootElement, "warehouse", "sites", "budget", "unit_cost");
        JsonFields warehouse = new(file, "warehouse", model.Required("warehouse"), "stock", "lead_time", "repair_servers");
        var stock = warehouse.Whole("stock", 0, MostUnits);
        var leadTime = warehouse.Amount("lead_time");
        int? servers = warehouse.Has("repair_servers") ? warehouse.Whole("repair_servers", 1, MostUnits) : null;

        List<SparesSite> sites = [];
        List<int> stocks = [];
        HashSet<string> names = [];
        var rows = model.List("sites");
        if (rows.Length > MostSites)
        {
            throw model.Wrong("sites", $"{rows.Length} sites; at most {MostSites} are expected.");
        }

        for (var j = 0; j < rows.Length; j++)
        {
            JsonFields row = new(file, $"sites[{j}]", rows[j], "name", "rate", "lead_time", "stock");
            SparesSite site = new(row.Text("name"), row.Amount("rate"), row.Amount("lead_time"));
            if (!names.Add(site.Name))
            {
                throw row.Wrong("name", $"a name of its own is expected; '{site.Name}' stands there before.");
            }

            if (site.Rate * site.LeadTime > MostUnderWay)
            {
                throw row.Wrong("rate", string.Create(CultureInfo.InvariantCulture, $"rate times lead_time is {site.Rate * site.LeadTime:0.###} units under way; at most {MostUnderWay:0} are expected."));
            }

            sites.Add(site);
            stocks.Add(row.Whole("stock", 0, MostUnits));
        }

        int? budget = model.Has("budget") ? model.Whole("budget", 0, MostUnits) : null;
        var unitCost = model.Has("unit_cost") ? model.Amount("unit_cost") : 1;
        Check(model, warehouse, sites, leadTime, servers, budget);
        return new(new TwoEchelon(sites, leadTime, servers), stock, sites, stocks, budget, unitCost);
    }

    private static void Check(JsonFields model, JsonFields warehouse, List<SparesSite> sites, double leadTime, int? servers, int? budget)
    {
        double rate = sites.Sum(site => site.Rate), load = rate * leadTime;
        if (servers is { } benches && load > benches * BusiestBenches)
        {
            throw warehouse.Wrong("repair_servers", string.Create(
                CultureInfo.InvariantCulture,
                $"{benches} servers repair {benches / leadTime:0.###} a day and {rate:0.###} a day arrive, so the queue {(load >= benches ? "never ends" : "is too long to reckon with")}; at least {Math.Floor(load / BusiestBenches) + 1:0} servers are expected."));
        }

        if (load > MostUnderWay)
        {
            throw warehouse.Wrong("lead_time", string.Create(CultureInfo.InvariantCulture, $"with all rates together it means {load:0.###} units under way; at most {MostUnderWay:0} are expected."));
        }

        if (budget is not null && load + sites.Sum(site => site.Rate * site.LeadTime) > MostUnderWayToDivide)
        {
            throw model.Wrong("budget", string.Create(CultureInfo.InvariantCulture, $"a network with more than {MostUnderWayToDivide:0} units under way is not divided anew here; null is expected."));
        }
    }
}
