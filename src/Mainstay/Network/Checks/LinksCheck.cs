using Mainstay.Storage;

namespace Mainstay.Network.Checks;

/// <summary>Supply comes from warehouses, repairs go to factories, and neither leads back.</summary>
internal sealed class LinksCheck : ICheck
{
    public string Name => "network.links";

    public async Task<CheckResult> RunAsync(MainstayDb db, CancellationToken ct)
    {
        var network = await SiteRules.LinksAsync(db, ct);
        var problems = network.Keys.Select(site => SiteLinks.Problem(site, network)).OfType<(string Field, string Message)>();
        return new CheckResult(network.Count, [.. problems.Select(problem => problem.Message).Take(100)]);
    }
}
